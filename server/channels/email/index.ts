export { emailRoutes } from './email.routes.ts'
export { mailIn, writeMail } from './send-test-mail.ts'
export {
  composeMail,
  type ComposedMail,
  mailHeadOf,
  type MailParts,
  type NotComposed,
  readConversation,
  writeDown,
} from './sending/compose-mail.ts'
export type { MailAttachmentRow, MailHead, MailMessage } from './sending/compose.queries.ts'
export { handToRelay } from './sending/hand-to-relay.ts'
export { type Signature, signatureOf } from './sending/signature-of.ts'
export { type SmtpListenerOptions } from './smtp-listener.ts'
export { type Email, registerEmailWork, startEmail } from './start-email.ts'
