import type { App } from '../../access/index.ts'
import { query, type Tx } from '../../platform/db/index.ts'
import { type Held, heldUntil } from './hold-work.ts'

const allWorkspaces = query(
  'restore.workspaces',
  `SELECT workspace_id AS id FROM due_work('workspaces', business_now(), 100000) ORDER BY 1`,
)

const openHolds = query(
  'restore.open_holds',
  `SELECT h.kind, count(*)::int AS n FROM restore_holds h WHERE h.workspace_id = $1 AND h.released_at IS NULL AND (
     (h.kind = 'mail' AND EXISTS (SELECT FROM outbox o WHERE o.workspace_id = h.workspace_id AND o.id = h.item_id AND o.state = 'suppressed'))
     OR (h.kind = 'reply' AND EXISTS (SELECT FROM messages m WHERE m.workspace_id = h.workspace_id AND m.id = h.item_id AND m.state = 'queued' AND m.send_at = $2))
     OR (h.kind = 'timer' AND EXISTS (SELECT FROM timers t WHERE t.workspace_id = h.workspace_id AND t.ticket_id = h.ticket_id AND t.kind = h.timer_kind AND t.due_at = $2)))
   GROUP BY h.kind`,
)

// What a person has settled meanwhile (a mail tried again, a timer set anew) is no longer as the restore left it, and stays as it is.
const releaseMail = query(
  'restore.release_mail',
  `UPDATE outbox o SET state = 'waiting', next_attempt_at = business_now(), last_response = NULL, uncertain_attempts = 0 FROM restore_holds h
   WHERE h.workspace_id = $1 AND h.kind = 'mail' AND h.released_at IS NULL AND o.workspace_id = h.workspace_id AND o.id = h.item_id AND o.state = 'suppressed'`,
)
const releaseReplies = query(
  'restore.release_replies',
  `UPDATE messages m SET send_at = h.due_at FROM restore_holds h
   WHERE h.workspace_id = $1 AND h.kind = 'reply' AND h.released_at IS NULL AND m.workspace_id = h.workspace_id AND m.id = h.item_id
     AND m.state = 'queued' AND m.send_at = $2`,
)
const releaseTimers = query(
  'restore.release_timers',
  `UPDATE timers t SET due_at = h.due_at FROM restore_holds h
   WHERE h.workspace_id = $1 AND h.kind = 'timer' AND h.released_at IS NULL AND t.workspace_id = h.workspace_id AND t.ticket_id = h.ticket_id
     AND t.kind = h.timer_kind AND t.due_at = $2`,
)
const closeHolds = query(
  'restore.close_holds',
  'UPDATE restore_holds SET released_at = clock_timestamp() WHERE workspace_id = $1 AND released_at IS NULL',
)

/** What a restore still holds back, over all workspaces. */
export function heldWork(app: Pick<App, 'db'>): Promise<Held> {
  return overall(app, async (tx) => {
    const rows = await tx.many<{ kind: keyof Held; n: number }>(openHolds, [tx.workspaceId, heldUntil])
    return { mail: 0, reply: 0, timer: 0, ...Object.fromEntries(rows.map(({ kind, n }) => [kind, n])) }
  })
}

/** Lets go of it: mail is sent, replies are released and timers fire within seconds, where a server runs. */
export function releaseHeld(app: Pick<App, 'db'>): Promise<Held> {
  return overall(app, async (tx) => {
    const released = {
      mail: await tx.run(releaseMail, [tx.workspaceId]),
      reply: await tx.run(releaseReplies, [tx.workspaceId, heldUntil]),
      timer: await tx.run(releaseTimers, [tx.workspaceId, heldUntil]),
    }
    await tx.run(closeHolds, [tx.workspaceId])
    return released
  })
}

async function overall(app: Pick<App, 'db'>, work: (tx: Tx) => Promise<Held>): Promise<Held> {
  const sum = { mail: 0, reply: 0, timer: 0 }
  for (const { id } of await app.db.outside<{ id: number }>(allWorkspaces)) {
    const held = await app.db.transaction(id, work)
    sum.mail += held.mail
    sum.reply += held.reply
    sum.timer += held.timer
  }
  return sum
}
