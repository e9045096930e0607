import { query } from '../db/index.ts'

export const lockKey = query('idempotency.lock', `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free`)

export interface StoredAnswer {
  method: string
  path: string
  body_hash: Buffer
  status: number
  response: string
}

export const storedAnswer = query(
  'idempotency.stored',
  `SELECT method, path, body_hash, status, response FROM idempotency_keys
   WHERE workspace_id = $1 AND actor_id = $2 AND key = $3 AND created_at > $4`,
)

export const storeAnswer = query(
  'idempotency.store',
  `INSERT INTO idempotency_keys (workspace_id, actor_id, key, method, path, body_hash, status, response, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   ON CONFLICT (workspace_id, actor_id, key) DO UPDATE SET method = EXCLUDED.method, path = EXCLUDED.path, body_hash = EXCLUDED.body_hash,
     status = EXCLUDED.status, response = EXCLUDED.response, created_at = EXCLUDED.created_at`,
)

export const dropOldAnswers = query('idempotency.drop_old', `DELETE FROM idempotency_keys WHERE workspace_id = $1 AND created_at <= $2`)

/** Answers to requests below these addresses, and to requests to one address in a stretch of time. */
export const answersAbout = query(
  'idempotency.about',
  `SELECT actor_id AS "actorId", key, response FROM idempotency_keys
   WHERE workspace_id = $1 AND response IS NOT NULL AND (EXISTS (SELECT FROM unnest($2::text[]) a (address) WHERE starts_with(lower(path), lower(a.address)))
     OR (path = $3 AND created_at BETWEEN $4 AND $5))`,
)

export const rewriteAnswer = query(
  'idempotency.rewrite',
  'UPDATE idempotency_keys SET response = $4 WHERE workspace_id = $1 AND actor_id = $2 AND key = $3',
)
