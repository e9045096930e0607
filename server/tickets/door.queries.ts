import { query } from '../platform/db/index.ts'
import { ticketColumns, ticketFields } from './ticket.ts'

const selected = ticketFields.map((field) => `t.${ticketColumns[field]} AS "${field}"`).join(', ')
const columns = ticketFields.map((field) => ticketColumns[field])

/** Locks one ticket, with its desk's settings. `workspace_id, id` come first; the visibility is checked by the caller. */
export const lockTicket = query(
  'tickets.lock',
  `SELECT ${selected}, d.settings AS "deskSettings" FROM tickets t JOIN desks d ON d.workspace_id = t.workspace_id AND d.id = t.desk_id
   WHERE t.workspace_id = $1 AND t.id = $2 FOR UPDATE OF t`,
)

export const readTicket = query('tickets.read', `SELECT ${selected} FROM tickets t WHERE t.workspace_id = $1 AND t.id = $2`)

export const ticketIdByReference = query('tickets.id_by_reference', 'SELECT id FROM tickets WHERE workspace_id = $1 AND reference = $2')

/** Id, number and first message id of a ticket to come: the number is last and from a sequence, so nobody waits for it. */
export const takeTicketIds = query(
  'tickets.take_ids',
  `SELECT nextval('tickets_id_seq')::bigint AS id, nextval(format('ticket_numbers_%s', $1::int)::regclass)::int AS number,
     w.reference_prefix AS prefix, d.settings AS "deskSettings", d.lifecycle_version_id AS "lifecycleVersionId"
   FROM workspaces w JOIN desks d ON d.workspace_id = w.id WHERE w.id = $1 AND d.id = $2`,
)

/** The cell of the ticket that is being inserted; see finishOf. */
const insertedCell = [
  `${place('deskId')}::bigint`,
  `${place('lifecycleVersionId')}::bigint`,
  `${place('status')}::text`,
  `${place('category')}::text`,
  `COALESCE(${place('assigneeId')}::bigint, 0)`,
  `COALESCE(${place('teamId')}::bigint, 0)`,
  `${place('bucket')}::text`,
  `CASE WHEN ${place('category')}::text = 'resolved' AND ${place('resolvedBy')}::bigint = ${place('assigneeId')}::bigint THEN 'by_assignee'
     WHEN ${place('category')}::text = 'closed' AND ${place('completedBy')}::bigint IS NOT NULL THEN 'by_admin' ELSE '' END`,
].join(', ')

const insertValues = columns.map((_, i) => `$${i + 2}`).join(', ')

/** A new ticket and its cell, in one statement. */
export const insertTicket = query(
  'tickets.insert',
  `WITH cell AS (INSERT INTO count_deltas (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
     SELECT $1, ${insertedCell}, 1),
   indexed AS (INSERT INTO search_queue (workspace_id, ticket_id) VALUES ($1, ${place('id')}))
   INSERT INTO tickets (workspace_id, ${columns.join(', ')}) OVERRIDING SYSTEM VALUE VALUES ($1, ${insertValues})`,
)

/** What an update writes, in the order of its parameters after $2. */
export const writtenFields = ticketFields.filter(
  (field) => !['id', 'number', 'reference', 'createdAt', 'createdBy', 'channel'].includes(field),
)

/** The new state of a locked ticket. */
export const updateTicket = query(
  'tickets.update',
  `UPDATE tickets SET ${writtenFields.map((field, i) => `${ticketColumns[field]} = $${i + 3}`).join(', ')} WHERE workspace_id = $1 AND id = $2`,
)

/** Leaving one cell and entering another: −1 with the old values, +1 with the new. */
export const moveCell = query(
  'counts.move',
  `INSERT INTO count_deltas (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, -1), ($1, $10, $11, $12, $13, $14, $15, $16, $17, 1)`,
)

export const insertEvents = query(
  'events.insert',
  `WITH e AS (SELECT * FROM jsonb_to_recordset($3::jsonb) AS x(seq int, type text, actor_kind text, actor_id bigint, at timestamptz, data jsonb, mac text, hash text, salt text, details jsonb)),
   written AS (INSERT INTO events (workspace_id, ticket_id, seq, type, actor_kind, actor_id, at, data, details_mac, hash)
     SELECT $1, $2, seq, type, actor_kind, actor_id, at, data, decode(mac, 'hex'), decode(hash, 'hex') FROM e ORDER BY seq)
   INSERT INTO event_details (workspace_id, ticket_id, seq, salt, data)
   SELECT $1, $2, seq, decode(salt, 'hex'), details FROM e WHERE details IS NOT NULL`,
)

export const setTimer = query(
  'timers.set',
  `INSERT INTO timers (workspace_id, ticket_id, kind, due_at, armed_seq, local_time, zone) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (workspace_id, ticket_id, kind) DO UPDATE SET due_at = EXCLUDED.due_at, armed_seq = EXCLUDED.armed_seq,
     local_time = EXCLUDED.local_time, zone = EXCLUDED.zone, generation = timers.generation + 1, attempts = 0, last_error = NULL`,
)

export const clearTimer = query('timers.clear', 'DELETE FROM timers WHERE workspace_id = $1 AND ticket_id = $2 AND kind = $3')

export const timerOf = query(
  'timers.of',
  `SELECT kind, due_at AS "dueAt", armed_seq AS "armedSeq", generation FROM timers WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY due_at`,
)

function place(field: (typeof ticketFields)[number]): string {
  return `$${ticketFields.indexOf(field) + 2}`
}
