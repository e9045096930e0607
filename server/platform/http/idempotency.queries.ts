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
