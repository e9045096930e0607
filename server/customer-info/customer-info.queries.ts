import { query } from '../platform/db/index.ts'
import type { MappedField } from './map-answer.ts'

export interface SourceRow {
  id: number
  name: string
  deskIds: number[] | null
  useFor: 'tickets' | 'search' | 'both'
  enabled: boolean
  method: 'GET' | 'POST'
  url: string
  body: string | null
  authHeader: string | null
  authSealed: Buffer | null
  timeoutSeconds: number
  fields: MappedField[]
  version: number
  updatedAt: Date
}

const columns = `id, name, desk_ids AS "deskIds", use_for AS "useFor", enabled, method, url, body, auth_header AS "authHeader",
  auth_sealed AS "authSealed", timeout_seconds AS "timeoutSeconds", fields, version, updated_at AS "updatedAt"`

export const allSources = query(
  'customer_info.all',
  `SELECT ${columns} FROM customer_info_sources WHERE workspace_id = $1 ORDER BY lower(name), id`,
)

/** Those that are on and for one of these desks ($2), beside tickets or for searches ($3). */
export const sourcesFor = query(
  'customer_info.for',
  `SELECT ${columns} FROM customer_info_sources
   WHERE workspace_id = $1 AND enabled AND (desk_ids IS NULL OR desk_ids && $2::bigint[]) AND use_for = ANY ($3::text[])
   ORDER BY lower(name), id`,
)

export const sourceById = query('customer_info.by_id', `SELECT ${columns} FROM customer_info_sources WHERE workspace_id = $1 AND id = $2`)
export const lockSource = query(
  'customer_info.lock',
  `SELECT ${columns} FROM customer_info_sources WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
)

/** Two people adding the last two at once must not make three. */
export const lockNumber = query('customer_info.lock_number', `SELECT pg_advisory_xact_lock(hashtext('statedesk.customer_info'), $1)`)
export const countSources = query('customer_info.count', 'SELECT count(*)::int AS n FROM customer_info_sources WHERE workspace_id = $1')
export const sourceNamed = query(
  'customer_info.named',
  'SELECT id FROM customer_info_sources WHERE workspace_id = $1 AND lower(name) = lower($2) AND id <> $3',
)
export const countDesks = query(
  'customer_info.count_desks',
  'SELECT count(*)::int AS n FROM desks WHERE workspace_id = $1 AND id = ANY ($2::bigint[])',
)

export const insertSource = query(
  'customer_info.insert',
  `INSERT INTO customer_info_sources (workspace_id, name, desk_ids, use_for, enabled, method, url, body, auth_header, auth_sealed,
     timeout_seconds, fields, updated_by, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $14) RETURNING ${columns}`,
)

export const updateSource = query(
  'customer_info.update',
  `UPDATE customer_info_sources SET name = $3, desk_ids = $4, use_for = $5, enabled = $6, method = $7, url = $8, body = $9, auth_header = $10,
     auth_sealed = $11, timeout_seconds = $12, fields = $13::jsonb, updated_by = $14, updated_at = $15, version = version + 1
   WHERE workspace_id = $1 AND id = $2 RETURNING ${columns}`,
)

export const deleteSource = query('customer_info.delete', 'DELETE FROM customer_info_sources WHERE workspace_id = $1 AND id = $2')

export interface ContactRow {
  name: string
  email: string | null
  phone: string | null
  externalId: string | null
}

/** A contact by what other systems know somebody by; of several addresses the first. */
export const contactKnownBy = query(
  'customer_info.contact',
  `SELECT c.name,
     (SELECT i.value FROM contact_identities i WHERE i.workspace_id = $1 AND i.contact_id = c.id AND i.kind = 'mail' ORDER BY i.id LIMIT 1) AS email,
     (SELECT i.value FROM contact_identities i WHERE i.workspace_id = $1 AND i.contact_id = c.id AND i.kind = 'phone' ORDER BY i.id LIMIT 1) AS phone,
     (SELECT i.value FROM contact_identities i WHERE i.workspace_id = $1 AND i.contact_id = c.id AND i.kind IN ('oidc', 'visitor')
       ORDER BY i.kind, i.id LIMIT 1) AS "externalId"
   FROM contacts c WHERE c.workspace_id = $1 AND c.id = $2`,
)
