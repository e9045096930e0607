import type { App } from '../context.ts'
import { query } from '../db/index.ts'
import { backoffMs, errorLine } from './backoff.ts'
import type { DueItem } from './work.ts'

const countFailure = query(
  'timers.count_failure',
  `UPDATE timers SET attempts = attempts + 1, last_error = $3 WHERE workspace_id = $1 AND ticket_id = $2 AND due_at <= business_now()
   RETURNING attempts`,
)

/** A timer that fails is never given up: it is tried again ever later, and its row says why. */
export async function recordTimerFailure(app: App, { workspaceId, id }: DueItem, error: unknown): Promise<number> {
  const rows = await app.db.transaction(workspaceId, (tx) =>
    tx.many<{ attempts: number }>(countFailure, [workspaceId, id, errorLine(error)]),
  )
  return backoffMs(Math.max(1, ...rows.map((row) => row.attempts)))
}
