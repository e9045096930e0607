import { accessRoutes } from './access/index.ts'
import { announcementRoutes } from './announcements/index.ts'
import { emailRoutes } from './channels/email/index.ts'
import { customerInfoRoutes } from './customer-info/index.ts'
import { dashboardRoutes } from './dashboard/index.ts'
import { bulkRoutes } from './bulk/index.ts'
import { deskRoutes } from './desks/index.ts'
import { devRoutes } from './dev/index.ts'
import { feedRoutes } from './feed/index.ts'
import { hoursRoutes } from './hours/index.ts'
import { lifecycleRoutes } from './lifecycles/index.ts'
import { maskingRoutes } from './masking/index.ts'
import { linkRoutes } from './links/index.ts'
import { meRoutes } from './me/index.ts'
import { peopleRoutes } from './people/index.ts'
import { formRoutes } from './forms/index.ts'
import type { Http } from './platform/http/index.ts'
import { noticeRoutes } from './notifications/index.ts'
import { previewRoutes } from './preview/index.ts'
import { textRoutes } from './texts/index.ts'
import { transferRoutes } from './transfers/index.ts'
import { setupRoutes } from './setup/index.ts'
import { settingsLogRoutes } from './settings-log/index.ts'
import { webhookRoutes } from './webhooks/index.ts'
import { slaRoutes } from './sla/index.ts'
import { wordingRoutes } from './wording/index.ts'
import { contentRoutes, lifecycleMigrationRoutes, messageRoutes, ticketRoutes } from './tickets/index.ts'
import { viewRoutes } from './views/index.ts'

/** Every part's routes, in the order of modules.ts. */
export const routes: readonly ((http: Http) => void)[] = [
  accessRoutes,
  peopleRoutes,
  lifecycleRoutes,
  hoursRoutes,
  deskRoutes,
  formRoutes,
  meRoutes,
  wordingRoutes,
  ticketRoutes,
  messageRoutes,
  contentRoutes,
  lifecycleMigrationRoutes,
  maskingRoutes,
  slaRoutes,
  viewRoutes,
  dashboardRoutes,
  announcementRoutes,
  linkRoutes,
  transferRoutes,
  bulkRoutes,
  feedRoutes,
  noticeRoutes,
  emailRoutes,
  textRoutes,
  previewRoutes,
  webhookRoutes,
  customerInfoRoutes,
  settingsLogRoutes,
  setupRoutes,
  devRoutes,
]
