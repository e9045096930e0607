import type pg from 'pg'

/** Later than anything is ever due, and a date that every reader can handle. */
export const heldUntil = '9999-12-31T00:00:00Z'

export interface Held {
  readonly mail: number
  readonly reply: number
  readonly timer: number
}

/**
 * Between a backup and its restore the old installation went on: what waited to be sent was sent, what was due happened. All mail that
 * had not left, queued replies whose time has come and overdue timers are held until `statedesk restore --release`, or until a
 * person retries one. Runs as the owner, with row level security out of force.
 */
export async function holdWork(client: pg.Client, restoreId: number, takenAt: string): Promise<Held> {
  const count = async (text: string, params: unknown[]) => (await client.query(text, params)).rowCount ?? 0
  const why = `Held: it was restored from the backup of ${takenAt.slice(0, 16).replace('T', ' ')} UTC and may have been sent since.`
  await client.query(`UPDATE outbox_attempts SET ended_at = business_now(), outcome = 'uncertain', response = $1 WHERE ended_at IS NULL`, [
    'It was under way when the backup was taken.',
  ])
  return {
    mail: await count(
      `WITH held AS (
         UPDATE outbox o SET state = 'suppressed', last_response = $2, next_attempt_at = 'infinity', lease_until = NULL
         FROM outbox before WHERE before.workspace_id = o.workspace_id AND before.id = o.id AND before.state IN ('waiting', 'sending', 'uncertain')
         RETURNING o.workspace_id, o.ticket_id, o.id, LEAST(before.next_attempt_at, '${heldUntil}') AS due_at)
       INSERT INTO restore_holds (workspace_id, restore_id, kind, ticket_id, item_id, due_at)
       SELECT workspace_id, $1, 'mail', ticket_id, id, due_at FROM held`,
      [restoreId, why],
    ),
    reply: await count(
      `WITH held AS (
         UPDATE messages m SET send_at = '${heldUntil}'
         FROM messages before WHERE before.workspace_id = m.workspace_id AND before.id = m.id AND before.state = 'queued' AND before.send_at <= business_now()
         RETURNING m.workspace_id, m.ticket_id, m.id, before.send_at AS due_at)
       INSERT INTO restore_holds (workspace_id, restore_id, kind, ticket_id, item_id, due_at)
       SELECT workspace_id, $1, 'reply', ticket_id, id, due_at FROM held`,
      [restoreId],
    ),
    timer: await count(
      `WITH held AS (
         UPDATE timers t SET due_at = '${heldUntil}'
         FROM timers before WHERE before.workspace_id = t.workspace_id AND before.ticket_id = t.ticket_id AND before.kind = t.kind AND before.due_at <= business_now()
         RETURNING t.workspace_id, t.ticket_id, t.kind, before.due_at)
       INSERT INTO restore_holds (workspace_id, restore_id, kind, ticket_id, timer_kind, due_at)
       SELECT workspace_id, $1, 'timer', ticket_id, kind, due_at FROM held`,
      [restoreId],
    ),
  }
}

/**
 * A session that was ended since the backup must not come back to life, and a number given away since must not be given to
 * another ticket: a reply token or a reference that is out there would then open the wrong one.
 */
export async function voidWhatCameAfter(client: pg.Client): Promise<void> {
  await client.query('DELETE FROM sessions')
  const { rows } = await client.query<{ name: string; type: string }>(
    `SELECT c.relname AS name, format_type(s.seqtypid, NULL) AS type FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)`,
  )
  for (const { name, type } of rows) {
    await client.query(`SELECT setval('"${name}"', last_value + $1) FROM "${name}"`, [leapOf(name, type)])
  }
}

// Search looks through tickets by their ids, slice by slice: a leap over many slices would slow it down.
function leapOf(sequence: string, type: string): number {
  if (/^ticket_numbers_|^tickets_id_seq$/.test(sequence)) return 10_000
  return type === 'integer' ? 1_000 : 100_000
}
