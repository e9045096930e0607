import { calendarVersionOf } from '../hours/index.ts'
import { query } from '../platform/db/index.ts'
import type { PolicyTerms } from './terms.ts'

const newest = 'JOIN sla_policy_versions v ON v.workspace_id = p.workspace_id AND v.policy_id = p.id AND v.version = p.version'
const asVersion = `json_build_object('policyId', p.id, 'versionId', v.id, 'version', v.version, 'name', v.name, 'terms', v.terms)`

/** What can be promised now, in the order in which it is looked for. */
const inForce = `COALESCE((SELECT json_agg(${asVersion} ORDER BY p.place, p.id) FROM sla_policies p ${newest}
  WHERE p.workspace_id = $1 AND p.is_on AND p.removed_at IS NULL), '[]')`

export const policiesInForce = query('sla.in_force', `SELECT ${inForce} AS policies`)

/** What choosing for a ticket looks at. $2 the ticket, $3 its desk. */
export const choiceFor = query(
  'sla.choice',
  `SELECT ${inForce} AS policies, ${calendarVersionOf('$1', '(SELECT d.calendar_id FROM desks d WHERE d.workspace_id = $1 AND d.id = $3)')} AS "calendarVersionId",
     ARRAY(SELECT l.label_id FROM ticket_labels l WHERE l.workspace_id = $1 AND l.ticket_id = $2) AS "labelIds"`,
)

export const statusLog = query(
  'sla.status_log',
  `SELECT type, at, data FROM events WHERE workspace_id = $1 AND ticket_id = $2
     AND type IN ('ticket.created', 'ticket.status_changed', 'ticket.lifecycle_changed') ORDER BY seq`,
)

export const policyVersions = query(
  'sla.versions',
  `SELECT policy_id AS "policyId", id AS "versionId", version, name, terms FROM sla_policy_versions WHERE workspace_id = $1 AND id = ANY ($2::bigint[])`,
)

export const noteRevision = query('sla.note_revision', 'UPDATE workspaces SET sla_revision = sla_revision + 1 WHERE id = $1')

export interface PolicyRow {
  id: number
  name: string
  on: boolean
  version: number
  updatedAt: Date
  terms: PolicyTerms
}

const columns = `p.id, p.name, p.is_on AS "on", p.version, p.updated_at AS "updatedAt", v.terms`

export const allPolicies = query(
  'sla.policies',
  `SELECT ${columns} FROM sla_policies p ${newest} WHERE p.workspace_id = $1 AND p.removed_at IS NULL ORDER BY p.place, p.id`,
)

export const policyById = query(
  'sla.policy',
  `SELECT ${columns} FROM sla_policies p ${newest} WHERE p.workspace_id = $1 AND p.id = $2 AND p.removed_at IS NULL`,
)

export const lockPolicy = query(
  'sla.lock_policy',
  'SELECT id, name, version FROM sla_policies WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL FOR UPDATE',
)

/** Everything that changes the list waits for each other: places are one row of numbers. */
export const lockPolicies = query(
  'sla.lock_policies',
  'SELECT id, place FROM sla_policies WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY id FOR UPDATE',
)

export const policyNameTaken = query(
  'sla.name_taken',
  'SELECT 1 AS taken FROM sla_policies WHERE workspace_id = $1 AND lower(name) = lower($2) AND id <> $3 AND removed_at IS NULL',
)

export const insertPolicy = query(
  'sla.insert_policy',
  `INSERT INTO sla_policies (workspace_id, place, name, is_on, updated_at)
   VALUES ($1, (SELECT COALESCE(max(place), 0) + 1 FROM sla_policies WHERE workspace_id = $1), $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id`,
)

export const insertPolicyVersion = query(
  'sla.insert_version',
  `INSERT INTO sla_policy_versions (workspace_id, policy_id, version, name, terms, created_by, created_at) VALUES ($1, $2, $3, $4, $5::json, $6, $7)`,
)

export const updatePolicy = query(
  'sla.update_policy',
  'UPDATE sla_policies SET name = $3, is_on = $4, version = $5, updated_at = $6 WHERE workspace_id = $1 AND id = $2',
)

export const setPlaces = query(
  'sla.set_places',
  `UPDATE sla_policies p SET place = w.place FROM unnest($2::bigint[]) WITH ORDINALITY AS w(id, place) WHERE p.workspace_id = $1 AND p.id = w.id`,
)

export const removePolicyRow = query('sla.remove_policy', 'UPDATE sla_policies SET removed_at = $3 WHERE workspace_id = $1 AND id = $2')

export const desksNamed = query('sla.desks', 'SELECT count(*)::int AS n FROM desks WHERE workspace_id = $1 AND id = ANY ($2::bigint[])')

/** The desk of a preview: this one, else the first of those in $3, the default before others. */
export const deskToPreview = query(
  'sla.desk_to_preview',
  `SELECT d.id, d.name, c.name AS calendar, v.hours FROM desks d
   LEFT JOIN calendars c ON c.workspace_id = d.workspace_id AND c.id = d.calendar_id
   LEFT JOIN calendar_versions v ON v.workspace_id = c.workspace_id AND v.calendar_id = c.id AND v.version = c.version
   WHERE d.workspace_id = $1 AND ($2::bigint IS NULL OR d.id = $2) AND ($2::bigint IS NOT NULL OR $3::bigint[] IS NULL OR d.id = ANY ($3))
   ORDER BY d.is_default DESC, d.id LIMIT 1`,
)

const runColumns = `r.id, r.started_at AS "startedAt", r.finished_at AS "finishedAt", r.total, r.done, r.changed, r.failed, m.name AS by`
const runs =
  'FROM sla_runs r LEFT JOIN memberships m ON m.workspace_id = r.workspace_id AND m.user_id = r.started_by WHERE r.workspace_id = $1'

export const newestRun = query('sla.newest_run', `SELECT ${runColumns} ${runs} ORDER BY r.id DESC LIMIT 1`)

/** Tickets whose clock may run or stand for a while. */
const openTicket = `t.workspace_id = $1 AND t.bucket IN ('active', 'snoozed') AND t.category IN ('new', 'open', 'waiting', 'transferred')`

export const insertRun = query(
  'sla.insert_run',
  `INSERT INTO sla_runs (workspace_id, started_by, started_at, total)
   VALUES ($1, $2, $3, (SELECT count(*)::int FROM tickets t WHERE ${openTicket})) RETURNING id`,
)

export const runToWork = query(
  'sla.run_to_work',
  'SELECT last_ticket_id AS "lastTicketId" FROM sla_runs WHERE workspace_id = $1 AND id = $2 AND finished_at IS NULL',
)

export const openTickets = query('sla.open_tickets', `SELECT t.id FROM tickets t WHERE ${openTicket} AND t.id > $2 ORDER BY t.id LIMIT $3`)

/** One ticket ($3) further: $4 whether it changed, $5 whether something broke. */
export const advanceRun = query(
  'sla.advance_run',
  `UPDATE sla_runs SET done = done + 1, changed = changed + $4::boolean::int, failed = failed + $5::boolean::int, last_ticket_id = $3
   WHERE workspace_id = $1 AND id = $2 AND last_ticket_id < $3`,
)

export const finishRun = query('sla.finish_run', 'UPDATE sla_runs SET finished_at = $3 WHERE workspace_id = $1 AND id = $2')
