import { query } from '../platform/db/index.ts'

/** Two processes that start at once make one demo. */
export const lockDemo = query('demo.lock', `SELECT pg_advisory_xact_lock(hashtext('statedesk.demo'))`)

/** The demo is known by an address of one of its desks: names may be changed. */
export const demoWorkspace = query('demo.workspace', 'SELECT workspace_id AS "workspaceId" FROM workspace_of_mail_address($1)')

/** The newest mail of each of the newest tickets. */
export const newestMails = query(
  'demo.newest_mails',
  `SELECT id FROM (SELECT DISTINCT ON (o.ticket_id) o.id, o.created_at FROM outbox o JOIN tickets t ON t.workspace_id = o.workspace_id AND t.id = o.ticket_id
     WHERE o.workspace_id = $1 AND o.state = 'waiting' AND t.bucket = 'active' ORDER BY o.ticket_id, o.id DESC) newest
   ORDER BY created_at DESC LIMIT $2`,
)

/** All but these count as sent, and the ledger says how. */
export const settleMails = query(
  'demo.settle_mails',
  `WITH settled AS (
     UPDATE outbox SET state = 'sent', attempts = 1, next_attempt_at = 'infinity', last_response = $3, sent_at = created_at + interval '3 seconds'
     WHERE workspace_id = $1 AND state = 'waiting' AND NOT id = ANY ($2::bigint[]) RETURNING id, created_at)
   INSERT INTO outbox_attempts (workspace_id, outbox_id, n, started_at, ended_at, outcome, code, response)
   SELECT $1, id, 1, created_at + interval '1 second', created_at + interval '3 seconds', 'sent', 250, $3 FROM settled`,
)

/** Everybody has read everything but some of what customers wrote since $2 and nobody has finished. */
export const readMost = query(
  'demo.read_most',
  `INSERT INTO reads (workspace_id, user_id, ticket_id, message_id)
   SELECT t.workspace_id, d.user_id, t.id, t.last_public_message_id FROM tickets t
   JOIN desk_members d ON d.workspace_id = t.workspace_id AND d.desk_id = t.desk_id
   WHERE t.workspace_id = $1 AND t.last_public_message_id IS NOT NULL
     AND NOT (t.bucket = 'active' AND t.category IN ('new', 'open') AND t.last_activity_at > $2 AND (d.user_id + t.id) % 4 <> 0)`,
)

/** What somebody ($2) sees: on some desks everybody sees only their own. */
export const openTicketsOf = query(
  'demo.open_tickets',
  `SELECT t.id FROM tickets t JOIN desk_members d ON d.workspace_id = t.workspace_id AND d.desk_id = t.desk_id
   WHERE t.workspace_id = $1 AND d.user_id = $2 AND (d.view_all IS DISTINCT FROM false OR t.assignee_id = $2)
     AND t.bucket = 'active' AND t.category NOT IN ('resolved', 'closed') ORDER BY t.id`,
)

/** The newest tickets of a desk that are under way. */
export const newestOpenOf = query(
  'demo.newest_open',
  `SELECT id FROM tickets WHERE workspace_id = $1 AND desk_id = $2 AND bucket = 'active' AND category = 'open' ORDER BY id DESC LIMIT $3`,
)

/** Open tickets of a desk ($2) with a label ($3), newest first. */
export const alikeTickets = query(
  'demo.alike_tickets',
  `SELECT t.reference FROM tickets t JOIN ticket_labels l ON l.workspace_id = t.workspace_id AND l.ticket_id = t.id
   WHERE t.workspace_id = $1 AND t.desk_id = $2 AND l.label_id = $3 AND t.bucket = 'active' ORDER BY t.last_activity_at DESC, t.id DESC LIMIT 6`,
)

/** How often somebody ($3) inserted a prepared text ($2). */
export const countUses = query(
  'demo.count_uses',
  'INSERT INTO prepared_text_uses (workspace_id, text_id, user_id, uses, last_used_at) VALUES ($1, $2, $3, $4, $5)',
)

export const starTicket = query(
  'demo.star',
  'INSERT INTO stars (workspace_id, user_id, ticket_id, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
)

/** Clocks of tickets that have something to tell by $2. */
export const dueClocks = query(
  'demo.due_clocks',
  `SELECT ticket_id AS id, due_at AS "dueAt" FROM timers WHERE workspace_id = $1 AND kind = 'sla' AND due_at <= $2 ORDER BY due_at LIMIT 20`,
)
