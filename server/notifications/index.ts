export { type NoticeMail, noticeMail } from './notice-mail.ts'
export { noticeChoices, setNoticeChoices } from './notices.ts'
export { noticeRoutes } from './notifications.routes.ts'
export {
  type Notice,
  noticeAdmins,
  /** @public */
  notify,
} from './notify.ts'
export { dropOld as dropOldNotices } from './drop-old.ts'
export { registerNoticeWork } from './read-events.ts'
