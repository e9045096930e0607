import { query } from '../platform/db/index.ts'
import { presenceGraceSeconds, presenceOf } from './online.ts'

export const agents = query(
  'people.agents',
  `SELECT m.user_id AS id, m.name, u.email, u.is_service AS "isService", m.disabled_at IS NOT NULL AS disabled, m.capacity, m.version,
     jsonb_build_object('key', r.key, 'name', r.name) AS role, ${presenceOf('m')} AS presence,
     (SELECT COALESCE(array_agg(t.team_id ORDER BY t.team_id), '{}') FROM team_members t WHERE t.workspace_id = m.workspace_id AND t.user_id = m.user_id) AS teams,
     (SELECT COALESCE(array_agg(d.desk_id ORDER BY d.desk_id), '{}') FROM desk_members d WHERE d.workspace_id = m.workspace_id AND d.user_id = m.user_id) AS desks,
     (SELECT COALESCE(jsonb_agg(jsonb_build_object('desk', d.desk_id, 'sees', CASE d.view_all WHEN true THEN 'all' WHEN false THEN 'own' ELSE 'role' END) ORDER BY d.desk_id), '[]')
       FROM desk_members d WHERE d.workspace_id = m.workspace_id AND d.user_id = m.user_id) AS access
   FROM memberships m
   JOIN users u ON u.id = m.user_id
   JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id
   WHERE m.workspace_id = $1
     AND ($2::bigint IS NULL OR EXISTS (SELECT 1 FROM desk_members d WHERE d.workspace_id = m.workspace_id AND d.user_id = m.user_id AND d.desk_id = $2))
     AND ($3::bigint IS NULL OR m.user_id = $3)
     AND (m.disabled_at IS NULL OR ($4 AND NOT u.is_service))
   ORDER BY u.is_service, lower(m.name), m.user_id`,
)
export const lockMember = query(
  'people.lock_member',
  `SELECT m.user_id AS id, m.name, m.version, m.presence, m.connection_lost_at IS NOT NULL AS lost, m.disabled_at AS "disabledAt", r.key AS role, r.acts_as AS "actsAs", u.is_service AS "isService",
     ARRAY(SELECT t.team_id FROM team_members t WHERE t.workspace_id = m.workspace_id AND t.user_id = m.user_id ORDER BY 1) AS teams,
     (SELECT COALESCE(jsonb_agg(jsonb_build_object('desk', d.desk_id, 'sees', CASE d.view_all WHEN true THEN 'all' WHEN false THEN 'own' ELSE 'role' END) ORDER BY d.desk_id), '[]')
       FROM desk_members d WHERE d.workspace_id = m.workspace_id AND d.user_id = m.user_id) AS access
   FROM memberships m JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id JOIN users u ON u.id = m.user_id
   WHERE m.workspace_id = $1 AND m.user_id = $2 FOR UPDATE OF m`,
)
/** Locked, so that two admins cannot retire each other at once. */
export const activeAdmins = query(
  'people.active_admins',
  `SELECT m.user_id AS id FROM memberships m JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id JOIN users u ON u.id = m.user_id
   WHERE m.workspace_id = $1 AND r.acts_as = 'admin' AND NOT u.is_service AND m.disabled_at IS NULL ORDER BY m.user_id FOR UPDATE OF m`,
)
export const raiseVersion = query(
  'people.raise_version',
  'UPDATE memberships SET version = version + 1 WHERE workspace_id = $1 AND user_id = $2',
)
export const setRole = query('people.set_role', 'UPDATE memberships SET role_id = $3 WHERE workspace_id = $1 AND user_id = $2')
export const setName = query('people.set_name', 'UPDATE memberships SET name = $3 WHERE workspace_id = $1 AND user_id = $2')
export const setDisabled = query('people.set_disabled', 'UPDATE memberships SET disabled_at = $3 WHERE workspace_id = $1 AND user_id = $2')
export const setPresenceRow = query(
  'people.set_presence',
  `UPDATE memberships SET presence = $3, presence_at = $4, connection_lost_at = NULL, capacity = COALESCE($5, capacity),
     seen_at = CASE WHEN $6 THEN clock_timestamp() ELSE NULL END
   WHERE workspace_id = $1 AND user_id = $2`,
)
export const insertJob = query('people.insert_job', 'INSERT INTO jobs (workspace_id, kind, payload, run_at) VALUES ($1, $2, $3::jsonb, $4)')
export const loseConnections = query(
  'people.lose_connections',
  `UPDATE memberships SET connection_lost_at = clock_timestamp()
   WHERE workspace_id = $1 AND presence = 'online' AND connection_lost_at IS NULL AND seen_at < clock_timestamp() - interval '${presenceGraceSeconds} seconds'
   RETURNING user_id AS id`,
)

export const teams = query(
  'people.teams',
  `SELECT t.id, t.name, t.version, (SELECT COALESCE(array_agg(m.user_id ORDER BY m.user_id), '{}') FROM team_members m
     WHERE m.workspace_id = t.workspace_id AND m.team_id = t.id) AS members
   FROM teams t WHERE t.workspace_id = $1 AND ($2::bigint IS NULL OR t.id = $2) ORDER BY lower(t.name)`,
)
export const insertTeam = query(
  'people.insert_team',
  'INSERT INTO teams (workspace_id, name) VALUES ($1, $2) ON CONFLICT (workspace_id, name) DO NOTHING RETURNING id',
)
export const lockTeam = query('people.lock_team', 'SELECT id, name, version FROM teams WHERE workspace_id = $1 AND id = $2 FOR UPDATE')
export const teamNameTaken = query(
  'people.team_name_taken',
  'SELECT 1 AS taken FROM teams WHERE workspace_id = $1 AND name = $2 AND id <> $3',
)
export const updateTeam = query(
  'people.update_team',
  'UPDATE teams SET name = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2',
)
export const countTeams = query(
  'people.count_teams',
  'SELECT count(*)::int AS n FROM teams WHERE workspace_id = $1 AND id = ANY ($2::bigint[])',
)
/** In the order of ids, so that two who move people between the same teams wait for each other. */
export const lockTeams = query(
  'people.lock_teams',
  'SELECT id FROM teams WHERE workspace_id = $1 AND id = ANY ($2::bigint[]) ORDER BY id FOR UPDATE',
)
export const raiseTeamVersions = query(
  'people.raise_team_versions',
  'UPDATE teams SET version = version + 1 WHERE workspace_id = $1 AND id = ANY ($2::bigint[])',
)
export const leaveTeams = query(
  'people.leave_teams',
  'DELETE FROM team_members WHERE workspace_id = $1 AND user_id = $2 AND NOT team_id = ANY ($3::bigint[])',
)
export const joinTeams = query(
  'people.join_teams',
  `INSERT INTO team_members (workspace_id, team_id, user_id)
   SELECT t.workspace_id, t.id, $2 FROM teams t WHERE t.workspace_id = $1 AND t.id = ANY ($3::bigint[]) ON CONFLICT DO NOTHING`,
)
export const dropTeamMembers = query(
  'people.drop_team_members',
  'DELETE FROM team_members WHERE workspace_id = $1 AND team_id = $2 AND NOT user_id = ANY ($3::bigint[])',
)
export const addTeamMembers = query(
  'people.add_team_members',
  `INSERT INTO team_members (workspace_id, team_id, user_id)
   SELECT m.workspace_id, $2, m.user_id FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = ANY ($3::bigint[]) ON CONFLICT DO NOTHING`,
)
export const countMembers = query(
  'people.count_members',
  'SELECT count(*)::int AS n FROM memberships WHERE workspace_id = $1 AND user_id = ANY ($2::bigint[])',
)

export const labels = query('people.labels', 'SELECT id, name, colour, version FROM labels WHERE workspace_id = $1 ORDER BY lower(name)')
export const insertLabel = query(
  'people.insert_label',
  'INSERT INTO labels (workspace_id, name, colour) VALUES ($1, $2, $3) ON CONFLICT (workspace_id, lower(name)) DO NOTHING RETURNING id, name, colour, version',
)
export const lockLabel = query(
  'people.lock_label',
  'SELECT id, name, colour, version FROM labels WHERE workspace_id = $1 AND id = $2 FOR UPDATE',
)
export const labelNameTaken = query(
  'people.label_name_taken',
  'SELECT 1 AS taken FROM labels WHERE workspace_id = $1 AND lower(name) = lower($2) AND id <> $3',
)
export const updateLabel = query(
  'people.update_label',
  'UPDATE labels SET name = $3, colour = $4, version = version + 1 WHERE workspace_id = $1 AND id = $2',
)
export const deleteLabel = query('people.delete_label', 'DELETE FROM labels WHERE workspace_id = $1 AND id = $2 RETURNING name')
export const labelsWanted = query(
  'people.labels_wanted',
  'SELECT id, lower(name) AS name FROM labels WHERE workspace_id = $1 AND (id = ANY ($2::bigint[]) OR lower(name) = ANY ($3::text[]))',
)

export const lockIdentity = query('people.lock_identity', `SELECT pg_advisory_xact_lock(hashtextextended('contact/' || $1, 0))`)
export const contactByIdentity = query(
  'people.contact_by_identity',
  `SELECT c.id, c.name, i.value AS email, i.verified_at AS "verifiedAt"
   FROM contact_identities i JOIN contacts c ON c.workspace_id = i.workspace_id AND c.id = i.contact_id
   WHERE i.workspace_id = $1 AND i.kind = $2 AND i.value = $3`,
)
export const insertContact = query(
  'people.insert_contact',
  'INSERT INTO contacts (workspace_id, name, created_at) VALUES ($1, $2, $3) RETURNING id',
)
export const insertIdentity = query(
  'people.insert_identity',
  'INSERT INTO contact_identities (workspace_id, contact_id, kind, value, verified_at) VALUES ($1, $2, $3, $4, $5)',
)
export const verifyIdentity = query(
  'people.verify_identity',
  'UPDATE contact_identities SET verified_at = $4 WHERE workspace_id = $1 AND kind = $2 AND value = $3 AND verified_at IS NULL',
)
export const nameContact = query('people.name_contact', 'UPDATE contacts SET name = $3 WHERE workspace_id = $1 AND id = $2')

const contactColumns = `c.id, c.name,
  (SELECT i.value FROM contact_identities i WHERE i.workspace_id = c.workspace_id AND i.contact_id = c.id AND i.kind = 'mail' ORDER BY i.id LIMIT 1) AS email,
  (SELECT i.value FROM contact_identities i WHERE i.workspace_id = c.workspace_id AND i.contact_id = c.id AND i.kind = 'phone' ORDER BY i.id LIMIT 1) AS phone,
  (SELECT count(*)::int FROM tickets t WHERE t.workspace_id = c.workspace_id AND t.contact_id = c.id
    AND (t.desk_id = ANY ($2::bigint[]) OR t.assignee_id = $3)) AS "ticketCount"`

export const contactById = query('people.contact', `SELECT ${contactColumns} FROM contacts c WHERE c.workspace_id = $1 AND c.id = $4`)
/** $4 a part of a name, an address or a number, as a pattern of ILIKE without its ends. */
export const findContacts = query(
  'people.find_contacts',
  `SELECT ${contactColumns} FROM search_contacts($4, 20) f JOIN contacts c ON c.workspace_id = $1 AND c.id = f.contact_id ORDER BY c.id DESC`,
)
