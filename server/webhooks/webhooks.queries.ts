import { query } from '../platform/db/index.ts'

export interface WebhookRow {
  id: number
  name: string
  url: string
  types: string[] | null
  deskIds: number[] | null
  headerNames: string[]
  formerSecretUntil: Date | null
  disabledAt: Date | null
  disabledWhy: 'by_hand' | 'gone' | 'failing' | null
  failingSince: Date | null
  lastDeliveredAt: Date | null
  createdAt: Date
  waiting: number
  version: number
}

const columns = `w.id, w.name, w.url, w.types, w.desk_ids AS "deskIds", w.header_names AS "headerNames",
  CASE WHEN w.former_secret_until > business_now() THEN w.former_secret_until END AS "formerSecretUntil", w.disabled_at AS "disabledAt",
  w.disabled_why AS "disabledWhy", w.failing_since AS "failingSince", w.last_delivered_at AS "lastDeliveredAt", w.created_at AS "createdAt", w.version,
  (SELECT count(*) FROM webhook_deliveries d WHERE d.workspace_id = w.workspace_id AND d.webhook_id = w.id AND d.state IN ('waiting', 'sending'))::int AS waiting`

export const webhooks = query('webhooks.all', `SELECT ${columns} FROM webhooks w WHERE w.workspace_id = $1 ORDER BY w.id`)

export const webhook = query('webhooks.one', `SELECT ${columns} FROM webhooks w WHERE w.workspace_id = $1 AND w.id = $2`)

/** Two people making the last two at once must not make three. */
export const lockNumber = query('webhooks.lock_number', `SELECT pg_advisory_xact_lock(hashtext('statedesk.webhooks'), $1)`)

export const countWebhooks = query('webhooks.count', 'SELECT count(*)::int AS n FROM webhooks WHERE workspace_id = $1')

export const countDesks = query(
  'webhooks.count_desks',
  'SELECT count(*)::int AS n FROM desks WHERE workspace_id = $1 AND id = ANY ($2::bigint[])',
)

/** Told of everything from now on. */
export const insertWebhook = query(
  'webhooks.insert',
  `INSERT INTO webhooks (workspace_id, name, url, types, desk_ids, secret_sealed, header_names, headers_sealed, created_by, created_at, position)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, COALESCE((SELECT position FROM feed_heads WHERE workspace_id = $1), 0)) RETURNING id`,
)

export interface LockedWebhook {
  id: number
  name: string
  url: string
  types: string[] | null
  deskIds: number[] | null
  secret: Buffer
  /** As long as it signs, too. */
  formerSecret: Buffer | null
  headerNames: string[]
  headers: Buffer | null
  position: number
  disabledAt: Date | null
  failingSince: Date | null
  version: number
}

const lockedColumns = `id, name, url, types, desk_ids AS "deskIds", secret_sealed AS secret, CASE WHEN former_secret_until > business_now() THEN former_secret_sealed END AS "formerSecret",
  header_names AS "headerNames", headers_sealed AS headers, position, disabled_at AS "disabledAt",
  failing_since AS "failingSince", version`

/** Those that have not been told everything up to the end of the feed. */
export const webhooksBehind = query(
  'webhooks.behind',
  `SELECT w.id FROM webhooks w JOIN feed_heads h ON h.workspace_id = w.workspace_id
   WHERE w.workspace_id = $1 AND w.disabled_at IS NULL AND w.position < h.position ORDER BY w.id`,
)

/** Whoever moves a delivery of a webhook holds the webhook's row, so that its deliveries keep their order. */
export const lockWebhook = query('webhooks.lock', `SELECT ${lockedColumns} FROM webhooks WHERE workspace_id = $1 AND id = $2 FOR UPDATE`)

export const lockWebhookOfDelivery = query(
  'webhooks.lock_of_delivery',
  `SELECT ${lockedColumns} FROM webhooks WHERE workspace_id = $1
     AND id = (SELECT webhook_id FROM webhook_deliveries WHERE workspace_id = $1 AND id = $2) FOR UPDATE`,
)

export const updateWebhook = query(
  'webhooks.update',
  `UPDATE webhooks SET name = $3, url = $4, types = $5, desk_ids = $6, header_names = $7, headers_sealed = $8, failing_since = $9, version = version + 1
   WHERE workspace_id = $1 AND id = $2`,
)

export const setSecrets = query(
  'webhooks.set_secrets',
  'UPDATE webhooks SET secret_sealed = $3, former_secret_sealed = $4, former_secret_until = $5 WHERE workspace_id = $1 AND id = $2',
)

export const disable = query(
  'webhooks.disable',
  'UPDATE webhooks SET disabled_at = $3, disabled_why = $4 WHERE workspace_id = $1 AND id = $2 AND disabled_at IS NULL',
)

/** $3: nothing that happened before this is told any more. */
export const enable = query(
  'webhooks.enable',
  `UPDATE webhooks SET disabled_at = NULL, disabled_why = NULL, failing_since = NULL, position = GREATEST(position, COALESCE((
     SELECT e.position - 1 FROM events e WHERE e.workspace_id = $1 AND e.position > webhooks.position AND e.at >= $3 ORDER BY e.position LIMIT 1),
     (SELECT h.position FROM feed_heads h WHERE h.workspace_id = $1), 0))
   WHERE workspace_id = $1 AND id = $2 AND disabled_at IS NOT NULL`,
)

export const deleteWebhook = query('webhooks.delete', 'DELETE FROM webhooks WHERE workspace_id = $1 AND id = $2')

export const movePosition = query('webhooks.move', 'UPDATE webhooks SET position = $3 WHERE workspace_id = $1 AND id = $2')

export const noteSuccess = query(
  'webhooks.note_success',
  'UPDATE webhooks SET failing_since = NULL, last_delivered_at = $3 WHERE workspace_id = $1 AND id = $2',
)

export const noteFailure = query(
  'webhooks.note_failure',
  'UPDATE webhooks SET failing_since = $3 WHERE workspace_id = $1 AND id = $2 AND failing_since IS NULL',
)
