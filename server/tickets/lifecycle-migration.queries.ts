import { query } from '../platform/db/index.ts'

export const ticketsPerStatus = query(
  'migration.per_status',
  `SELECT status, count(*)::int AS n FROM tickets
   WHERE workspace_id = $1 AND desk_id = ANY ($2::bigint[]) AND lifecycle_version_id <> $3 AND bucket <> 'purged' GROUP BY status ORDER BY 1`,
)

export const timersPerKind = query(
  'migration.timers',
  `SELECT t.status, tm.kind, count(*)::int AS n FROM timers tm JOIN tickets t ON t.workspace_id = tm.workspace_id AND t.id = tm.ticket_id
   WHERE t.workspace_id = $1 AND t.desk_id = ANY ($2::bigint[]) AND t.lifecycle_version_id <> $3 GROUP BY 1, 2`,
)

export const versionOf = query(
  'migration.version',
  'SELECT id, published_at AS "publishedAt" FROM lifecycle_versions WHERE workspace_id = $1 AND lifecycle_id = $2 AND version = $3',
)

/** The desks named, whatever they work by now; or all that work by this lifecycle. */
export const desksOf = query(
  'migration.desks',
  `SELECT d.id, d.lifecycle_version_id AS "versionId" FROM desks d JOIN lifecycle_versions v ON v.workspace_id = d.workspace_id AND v.id = d.lifecycle_version_id
   WHERE d.workspace_id = $1 AND CASE WHEN $3::bigint[] IS NULL THEN v.lifecycle_id = $2 ELSE d.id = ANY ($3) END ORDER BY d.id FOR UPDATE OF d`,
)

export const setDeskVersion = query(
  'migration.set_desk',
  'UPDATE desks SET lifecycle_version_id = $3 WHERE workspace_id = $1 AND id = ANY ($2::bigint[])',
)

export const insertMigration = query(
  'migration.insert',
  `INSERT INTO lifecycle_migrations (workspace_id, to_version_id, status_map, desk_ids, desks_before, total, state, started_by, started_at)
   VALUES ($1, $2, $3::jsonb, $4::bigint[], $5::jsonb, $6, 'running', $7, $8) RETURNING id`,
)

export const migrationRow = query(
  'migration.row',
  `SELECT id, to_version_id AS "toVersionId", status_map AS "statusMap", desk_ids AS "deskIds", desks_before AS "desksBefore", total, moved, state,
     last_error AS "lastError", last_ticket_id AS "lastTicketId", finished_at AS "finishedAt" FROM lifecycle_migrations WHERE workspace_id = $1 AND id = $2`,
)

export const lockMigration = query('migration.lock', `${migrationRow.text} FOR UPDATE`)

export const nextTickets = query(
  'migration.next_tickets',
  `SELECT id FROM tickets WHERE workspace_id = $1 AND desk_id = ANY ($2::bigint[]) AND lifecycle_version_id <> $3 AND id > $4 AND bucket <> 'purged' ORDER BY id LIMIT $5`,
)

export const rememberFormer = query(
  'migration.remember',
  `INSERT INTO lifecycle_migration_tickets (workspace_id, migration_id, ticket_id, former_version_id, former_status) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
)

export const formerTickets = query(
  'migration.former',
  `SELECT ticket_id AS id, former_version_id AS "formerVersionId", former_status AS "formerStatus" FROM lifecycle_migration_tickets
   WHERE workspace_id = $1 AND migration_id = $2 AND ticket_id > $3 ORDER BY ticket_id LIMIT $4`,
)

/** Those of the desks that still work by the version they were moved to; whoever moved on takes its tickets along. */
export const desksThere = query(
  'migration.desks_there',
  'SELECT id FROM desks WHERE workspace_id = $1 AND id = ANY ($2::bigint[]) AND lifecycle_version_id = $3 ORDER BY id',
)

/**
 * Whether anybody is in the middle of something that began before a time ($1; without one: now). Not looked for after
 * some minutes: what takes longer reads everything, and makes no ticket.
 */
export const olderTransactions = query(
  'migration.older_transactions',
  `SELECT p.at::text AS at, p.at > statement_timestamp() - interval '2 minutes' AND EXISTS (
     SELECT FROM pg_stat_activity a WHERE a.datname = current_database() AND a.usename = session_user
       AND a.pid <> pg_backend_pid() AND a.xact_start < p.at) AS open
   FROM (SELECT COALESCE($1::timestamptz, statement_timestamp()) AS at) p`,
)

/** So many moved ($3) of those up to a ticket ($4). What came in meanwhile moves, too. */
export const advance = query(
  'migration.advance',
  'UPDATE lifecycle_migrations SET moved = moved + $3, total = GREATEST(total, moved + $3), last_ticket_id = $4 WHERE workspace_id = $1 AND id = $2',
)

export const setState = query(
  'migration.set_state',
  `UPDATE lifecycle_migrations SET state = $3, last_ticket_id = 0, moved = CASE WHEN $3 = 'undoing' THEN 0 ELSE moved END, finished_at = $4, last_error = $5
   WHERE workspace_id = $1 AND id = $2`,
)

export const noteError = query(
  'migration.note_error',
  `UPDATE lifecycle_migrations SET last_error = $3, state = CASE WHEN $4::boolean THEN 'failed' ELSE state END, finished_at = CASE WHEN $4 THEN $5::timestamptz END
   WHERE workspace_id = $1 AND id = $2 AND state IN ('running', 'undoing')`,
)

/** What a move wrote down of a ticket when it moved it; taking it back writes another such event, which comes later. */
export const moveEvent = query(
  'migration.event',
  `SELECT data FROM events WHERE workspace_id = $1 AND ticket_id = $2 AND type = 'ticket.lifecycle_changed' AND data ->> 'migration' = $3::text ORDER BY seq LIMIT 1`,
)
