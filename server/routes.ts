import { accessRoutes } from './access/index.ts'
import { emailRoutes } from './channels/email/index.ts'
import { deskRoutes } from './desks/index.ts'
import { devRoutes } from './dev/index.ts'
import { feedRoutes } from './feed/index.ts'
import { lifecycleRoutes } from './lifecycles/index.ts'
import { meRoutes } from './me/index.ts'
import { peopleRoutes } from './people/index.ts'
import type { Http } from './platform/http/index.ts'
import { noticeRoutes } from './notifications/index.ts'
import { setupRoutes } from './setup/index.ts'
import { webhookRoutes } from './webhooks/index.ts'
import { contentRoutes, lifecycleMigrationRoutes, messageRoutes, ticketRoutes } from './tickets/index.ts'
import { viewRoutes } from './views/index.ts'

/** Every part's routes, in the order of modules.ts. */
export const routes: readonly ((http: Http) => void)[] = [
  accessRoutes,
  peopleRoutes,
  lifecycleRoutes,
  deskRoutes,
  meRoutes,
  ticketRoutes,
  messageRoutes,
  contentRoutes,
  lifecycleMigrationRoutes,
  viewRoutes,
  feedRoutes,
  noticeRoutes,
  emailRoutes,
  webhookRoutes,
  setupRoutes,
  devRoutes,
]
