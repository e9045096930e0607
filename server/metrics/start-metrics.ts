import type { App } from '../access/index.ts'
import { feedOf } from '../feed/index.ts'
import { gauge } from '../platform/metrics.ts'
import { startRecount } from './recount.ts'
import { addWorkMetrics } from './work-metrics.ts'

/** What an operator watches, beside what requests and mails count themselves. */
export function startMetrics(app: App): { stop(): Promise<void> } {
  const { pool } = app.db
  gauge(app, 'statedesk_database_connections_busy', 'Connections of the pool that work.', () => pool.totalCount - pool.idleCount)
  gauge(app, 'statedesk_database_connections_idle', 'Connections of the pool that wait for work.', () => pool.idleCount)
  gauge(app, 'statedesk_database_connections_most', 'How many the pool may open.', () => pool.options.max)
  gauge(app, 'statedesk_database_waiting', 'Who waits for a connection of the pool.', () => pool.waitingCount)
  gauge(app, 'statedesk_streams', 'Live streams that are open to this process.', () => feedOf(app)?.streams() ?? 0)
  addWorkMetrics(app)
  return startRecount(app)
}
