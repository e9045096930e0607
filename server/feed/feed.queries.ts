import { query } from '../platform/db/index.ts'

export const ensureHead = query('feed.ensure_head', 'INSERT INTO feed_heads (workspace_id) VALUES ($1) ON CONFLICT DO NOTHING')

export const lockHead = query('feed.lock_head', 'SELECT position FROM feed_heads WHERE workspace_id = $1 FOR UPDATE SKIP LOCKED')

/**
 * Places the oldest $3 events without a position after $2. An event is ready if all earlier ones of its ticket have a
 * place or are in this batch: sorted by number it is then exactly as far from the last placed one as its rank.
 */
export const placeWaiting = query(
  'feed.place',
  `WITH batch AS (
     SELECT id, ticket_id, seq FROM events WHERE workspace_id = $1 AND position IS NULL ORDER BY id LIMIT $3),
   ranked AS (
     SELECT b.ticket_id, b.seq, max(b.id) OVER earlier AS turn,
       b.seq - row_number() OVER earlier = COALESCE((SELECT e.seq FROM events e
         WHERE e.workspace_id = $1 AND e.ticket_id = b.ticket_id AND e.position IS NOT NULL ORDER BY e.seq DESC LIMIT 1), 0) AS ready
     FROM batch b WINDOW earlier AS (PARTITION BY b.ticket_id ORDER BY b.seq)),
   ready AS (
     SELECT ticket_id, seq, row_number() OVER (ORDER BY turn, seq) AS n FROM ranked WHERE ready),
   placed AS (
     UPDATE events e SET position = $2 + r.n FROM ready r
     WHERE e.workspace_id = $1 AND e.ticket_id = r.ticket_id AND e.seq = r.seq RETURNING 1)
   SELECT (SELECT count(*) FROM batch)::int AS waiting, (SELECT count(*) FROM placed)::int AS placed`,
)

export const moveHead = query('feed.move_head', 'UPDATE feed_heads SET position = $2 WHERE workspace_id = $1')

export const tellPosition = query('feed.tell', `SELECT pg_notify('statedesk_feed', $1)`)

export const headOf = query('feed.head', 'SELECT position FROM feed_heads WHERE workspace_id = $1')

export const placedAt = query('feed.placed_at', 'SELECT at FROM events WHERE workspace_id = $1 AND position = $2')

export interface EventRow {
  position: number
  ticketId: number
  type: string
  at: Date
  actorKind: string
  actorId: number | null
  actorName: string | null
  data: Record<string, unknown>
  /** Who had the ticket before an event that gave it to somebody else. */
  formerId: number | null
}

/** A page of the feed. Who had a ticket before is said by the event, else by the assignment before it. */
export const eventsAfter = query(
  'feed.events_after',
  `SELECT e.position, e.ticket_id AS "ticketId", e.type, e.at, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.data,
     CASE e.actor_kind WHEN 'staff' THEN (SELECT m.name FROM memberships m WHERE m.workspace_id = e.workspace_id AND m.user_id = e.actor_id)
       WHEN 'customer' THEN (SELECT c.name FROM contacts c WHERE c.workspace_id = e.workspace_id AND c.id = e.actor_id) END AS "actorName",
     CASE WHEN e.type IN ('ticket.assigned', 'ticket.unassigned') THEN COALESCE((e.data ->> 'former')::bigint, (
       SELECT (p.data ->> 'agent')::bigint FROM events p WHERE p.workspace_id = e.workspace_id AND p.ticket_id = e.ticket_id AND p.seq < e.seq
         AND p.type IN ('ticket.assigned', 'ticket.unassigned') ORDER BY p.seq DESC LIMIT 1)) END AS "formerId"
   FROM events e WHERE e.workspace_id = $1 AND e.position > $2 ORDER BY e.position LIMIT $3`,
)

export interface SightRow {
  id: number
  reference: string
  deskId: number
  assigneeId: number | null
  contactId: number | null
  purged: boolean
}

/** What decides who sees a ticket. */
export const sightOf = query(
  'feed.sight',
  `SELECT id, reference, desk_id AS "deskId", assignee_id AS "assigneeId", contact_id AS "contactId", purged_at IS NOT NULL AS purged
   FROM tickets WHERE workspace_id = $1 AND id = ANY ($2::bigint[])`,
)

export const allDesks = query('feed.desks', 'SELECT id FROM desks WHERE workspace_id = $1')

/** Which of these people starred which of these tickets, and who has read their newest message. */
export const personalMarks = query(
  'feed.marks',
  `SELECT user_id AS "userId", ticket_id AS "ticketId", true AS starred FROM stars
   WHERE workspace_id = $1 AND ticket_id = ANY ($2::bigint[]) AND user_id = ANY ($3::bigint[])
   UNION ALL
   SELECT r.user_id, r.ticket_id, false FROM reads r JOIN tickets t ON t.workspace_id = r.workspace_id AND t.id = r.ticket_id
   WHERE r.workspace_id = $1 AND r.ticket_id = ANY ($2::bigint[]) AND r.user_id = ANY ($3::bigint[]) AND r.message_id >= COALESCE(t.last_public_message_id, 0)`,
)

/** Says that somebody looks at a ticket; whether that is news to the others. */
export const lookAt = query(
  'viewing.look',
  `WITH before AS (SELECT typing, seen_at > business_now() - interval '30 seconds' AS here FROM viewers
     WHERE workspace_id = $1 AND ticket_id = $2 AND user_id = $3),
   gone AS (DELETE FROM viewers WHERE workspace_id = $1 AND ticket_id = $2 AND user_id <> $3 AND seen_at < business_now() - interval '10 minutes'),
   looked AS (INSERT INTO viewers (workspace_id, ticket_id, user_id, typing, seen_at) VALUES ($1, $2, $3, $4, business_now())
     ON CONFLICT (workspace_id, ticket_id, user_id) DO UPDATE SET typing = EXCLUDED.typing, seen_at = EXCLUDED.seen_at)
   SELECT NOT COALESCE((SELECT here AND typing = $4 FROM before), false) AS news`,
)

export const lookAway = query('viewing.look_away', 'DELETE FROM viewers WHERE workspace_id = $1 AND ticket_id = $2 AND user_id = $3')

export interface ViewerRow {
  id: number
  name: string
  typing: boolean
  ageSeconds: number
}

export const viewersOf = query(
  'viewing.viewers',
  `SELECT v.user_id AS id, m.name, v.typing, extract(epoch FROM business_now() - v.seen_at)::float8 AS "ageSeconds"
   FROM viewers v JOIN memberships m ON m.workspace_id = v.workspace_id AND m.user_id = v.user_id
   WHERE v.workspace_id = $1 AND v.ticket_id = $2 AND v.seen_at > business_now() - interval '30 seconds' ORDER BY v.user_id`,
)
