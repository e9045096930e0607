import { query } from '../platform/db/index.ts'
import type { Outcome } from './outcome.ts'

/** So many at once go to one address, and one while it fails. The same stands in the function due_work. */
export const atOnce = { usually: 4, whileFailing: 1 } as const

export const eventsAfter = query(
  'webhooks.events_after',
  `SELECT e.position, e.ticket_id AS "ticketId", e.seq, e.type, e.at, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.data, e.hash,
     t.reference, t.desk_id AS "deskId", t.status, t.category
   FROM events e JOIN tickets t ON t.workspace_id = e.workspace_id AND t.id = e.ticket_id
   WHERE e.workspace_id = $1 AND e.position > $2 ORDER BY e.position LIMIT $3`,
)

/** Of each ticket only the first may go; the others wait until it is their turn. */
export const insertDeliveries = query(
  'webhooks.insert_deliveries',
  `INSERT INTO webhook_deliveries (workspace_id, webhook_id, message_id, position, ticket_id, type, body, state, next_attempt_at, created_at)
   SELECT $1, $2, x.message_id, x.position, x.ticket_id, x.type, x.body, 'waiting',
     CASE WHEN row_number() OVER (PARTITION BY x.ticket_id ORDER BY x.position) > 1 OR EXISTS (
       SELECT 1 FROM webhook_deliveries d WHERE d.workspace_id = $1 AND d.webhook_id = $2 AND d.ticket_id = x.ticket_id AND d.state IN ('waiting', 'sending'))
     THEN 'infinity' ELSE $4::timestamptz END, $4::timestamptz
   FROM jsonb_to_recordset($3::jsonb) AS x(message_id text, position bigint, ticket_id bigint, type text, body text)
   ORDER BY x.position
   ON CONFLICT (workspace_id, webhook_id, position) DO NOTHING`,
)

/** A test belongs to who asks for it from the start. */
export const insertTest = query(
  'webhooks.insert_test',
  `INSERT INTO webhook_deliveries (workspace_id, webhook_id, message_id, type, body, state, attempts, tries, next_attempt_at, last_attempt_at, created_at)
   VALUES ($1, $2, $3, 'webhook.test', $4, 'sending', 1, 1, $5, $6, $6)
   RETURNING id, attempts, tries, extract(epoch FROM clock_timestamp())::bigint AS "sentAt"`,
)

export interface DueDelivery {
  id: number
  messageId: string
  body: string
  ticketId: number | null
  state: 'waiting' | 'sending'
  attempts: number
  tries: number
  /** Others to the same address that are under way. */
  underWay: number
}

export const dueDelivery = query(
  'webhooks.due_delivery',
  `SELECT d.id, d.message_id AS "messageId", d.body, d.ticket_id AS "ticketId", d.state, d.attempts, d.tries,
     (SELECT count(*) FROM webhook_deliveries s WHERE s.workspace_id = $1 AND s.webhook_id = d.webhook_id AND s.state = 'sending'
       AND s.next_attempt_at > $3)::int AS "underWay"
   FROM webhook_deliveries d
   WHERE d.workspace_id = $1 AND d.id = $2 AND d.state IN ('waiting', 'sending') AND d.next_attempt_at <= $3`,
)

/** The moment that is signed is real time, not business time: receivers compare it with their own clocks. */
export const lease = query(
  'webhooks.lease',
  `UPDATE webhook_deliveries SET state = 'sending', attempts = attempts + 1, tries = tries + 1, next_attempt_at = $3, last_attempt_at = $4
   WHERE workspace_id = $1 AND id = $2
   RETURNING attempts, tries, extract(epoch FROM clock_timestamp())::bigint AS "sentAt"`,
)

/** Only the attempt that holds the lease may end it. */
export const endAttempt = query(
  'webhooks.end_attempt',
  `UPDATE webhook_deliveries SET state = $4, next_attempt_at = $5, last_outcome = $6, last_status = $7, last_ms = $8, delivered_at = COALESCE($9, delivered_at)
   WHERE workspace_id = $1 AND id = $2 AND attempts = $3 AND state = 'sending'`,
)

/** The next one of a ticket, if it only waited for its turn. */
export const releaseNext = query(
  'webhooks.release_next',
  `UPDATE webhook_deliveries SET next_attempt_at = $4 WHERE workspace_id = $1 AND next_attempt_at = 'infinity' AND id = (
     SELECT d.id FROM webhook_deliveries d WHERE d.workspace_id = $1 AND d.webhook_id = $2 AND d.ticket_id = $3 AND d.state IN ('waiting', 'sending')
     ORDER BY d.id LIMIT 1)`,
)

/** The first one of every ticket may go at once. */
export const releaseAll = query(
  'webhooks.release_all',
  `UPDATE webhook_deliveries SET next_attempt_at = $3 WHERE workspace_id = $1 AND state = 'waiting' AND id IN (
     SELECT min(d.id) FROM webhook_deliveries d WHERE d.workspace_id = $1 AND d.webhook_id = $2 AND d.state IN ('waiting', 'sending') GROUP BY d.ticket_id)`,
)

export const redeliver = query(
  'webhooks.redeliver',
  `UPDATE webhook_deliveries SET state = 'waiting', tries = 0, next_attempt_at = $4
   WHERE workspace_id = $1 AND webhook_id = $2 AND id = $3 AND position IS NOT NULL
     AND (state IN ('delivered', 'failed') OR (state = 'waiting' AND next_attempt_at < 'infinity'))`,
)

/** What was told, or given up, and what waits for a webhook that has been off for as long. */
export const dropOld = query(
  'webhooks.drop_old',
  `DELETE FROM webhook_deliveries d WHERE d.workspace_id = $1 AND d.created_at < $2 AND (d.state IN ('delivered', 'failed') OR EXISTS (
     SELECT 1 FROM webhooks w WHERE w.workspace_id = d.workspace_id AND w.id = d.webhook_id AND w.disabled_at < $2))`,
)

export interface DeliveryRow {
  id: number
  messageId: string
  type: string
  position: number | null
  ticket: string | null
  state: 'waiting' | 'sending' | 'delivered' | 'failed'
  attempts: number
  nextAttemptAt: Date | null
  lastAttemptAt: Date | null
  lastOutcome: Outcome | null
  lastStatus: number | null
  lastMs: number | null
  deliveredAt: Date | null
  createdAt: Date
}

const columns = `d.id, d.message_id AS "messageId", d.type, d.position, t.reference AS ticket, d.state, d.attempts,
  CASE WHEN d.state IN ('waiting', 'sending') THEN NULLIF(d.next_attempt_at, 'infinity') END AS "nextAttemptAt", d.last_attempt_at AS "lastAttemptAt",
  d.last_outcome AS "lastOutcome", d.last_status AS "lastStatus", d.last_ms AS "lastMs", d.delivered_at AS "deliveredAt", d.created_at AS "createdAt"`
const source = 'webhook_deliveries d LEFT JOIN tickets t ON t.workspace_id = d.workspace_id AND t.id = d.ticket_id'

/** Newest first, below $3; in one state, or in any. */
export const deliveries = query(
  'webhooks.deliveries',
  `SELECT ${columns} FROM ${source} WHERE d.workspace_id = $1 AND d.webhook_id = $2 AND d.id < $3 AND ($4::text IS NULL OR d.state = $4)
   ORDER BY d.id DESC LIMIT $5`,
)

export const delivery = query(
  'webhooks.delivery',
  `SELECT ${columns} FROM ${source} WHERE d.workspace_id = $1 AND d.webhook_id = $2 AND d.id = $3`,
)
