import { query } from '../platform/db/index.ts'

// The two queries outside a workspace: whose credential is this, and which workspaces does a person work in.
export const workspaceOfCredential = query(
  'access.workspace_of_credential',
  'SELECT workspace_id, user_id, credential_id FROM workspace_of_credential($1, $2)',
)
export const workspacesOfUser = query('access.workspaces_of_user', 'SELECT workspace_id FROM workspaces_of_user($1)')

export const userByEmail = query('access.user_by_email', 'SELECT id, password_hash FROM users WHERE email = $1')
export const userPassword = query('access.user_password', 'SELECT password_hash FROM users WHERE id = $1')
export const setUserPassword = query('access.set_user_password', 'UPDATE users SET password_hash = $2 WHERE id = $1')
export const insertUser = query(
  'access.insert_user',
  `INSERT INTO users (email, name, password_hash, is_service) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING RETURNING id`,
)
export const insertMembership = query(
  'access.insert_membership',
  `INSERT INTO memberships (workspace_id, user_id, role_id, name, presence) VALUES ($1, $2, $3, $4, $5)`,
)
export const roleByKey = query('access.role_by_key', 'SELECT id, key, name FROM roles WHERE workspace_id = $1 AND key = $2')
export const rolesWithPeople = query(
  'access.roles_with_people',
  `SELECT r.key, r.name, r.acts_as AS "actsAs", r.permissions, r.built_in AS "builtIn",
     (SELECT count(*)::int FROM memberships m JOIN users u ON u.id = m.user_id
      WHERE m.workspace_id = r.workspace_id AND m.role_id = r.id AND m.disabled_at IS NULL AND NOT u.is_service) AS people
   FROM roles r WHERE r.workspace_id = $1 ORDER BY r.id`,
)
export const allRoles = query('access.roles', 'SELECT key FROM roles WHERE workspace_id = $1 ORDER BY id')
export const insertRole = query(
  'access.insert_role',
  'INSERT INTO roles (workspace_id, key, name, acts_as, permissions, built_in) VALUES ($1, $2, $3, $4, $5, true)',
)

export const actorRow = query(
  'access.actor',
  `SELECT m.name, r.acts_as, r.permissions, u.is_service,
     (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', d.desk_id, 'viewAll', d.view_all)), '[]') FROM desk_members d
       WHERE d.workspace_id = m.workspace_id AND d.user_id = m.user_id) AS desks,
     (SELECT COALESCE(array_agg(t.team_id), '{}') FROM team_members t
       WHERE t.workspace_id = m.workspace_id AND t.user_id = m.user_id) AS teams
   FROM memberships m
   JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id
   JOIN users u ON u.id = m.user_id
   WHERE m.workspace_id = $1 AND m.user_id = $2 AND m.disabled_at IS NULL`,
)

/** $6: the password that was shown has to be the present one still; whoever changes it at this moment is waited for. */
export const insertSession = query(
  'access.insert_session',
  `INSERT INTO sessions (workspace_id, user_id, token_hash, user_agent, expires_at)
   SELECT $1, u.id, $3, $4, clock_timestamp() + make_interval(hours => $5) FROM users u
   WHERE u.id = $2 AND ($6::text IS NULL OR u.password_hash = $6) FOR SHARE RETURNING id`,
)
export const touchSession = query(
  'access.touch_session',
  `UPDATE sessions SET last_seen_at = clock_timestamp(),
     expires_at = LEAST(clock_timestamp() + make_interval(hours => $3), created_at + make_interval(days => $4))
   WHERE workspace_id = $1 AND id = $2 AND last_seen_at < clock_timestamp() - interval '1 minute'`,
)
export const touchKey = query(
  'access.touch_key',
  `UPDATE api_keys SET last_used_at = business_now()
   WHERE workspace_id = $1 AND id = $2 AND (last_used_at IS NULL OR last_used_at < business_now() - interval '1 minute')`,
)
/** Somebody is here. Says what others see of them now, and whether they took them to be gone. */
export const touchPerson = query(
  'access.touch_person',
  `WITH former AS (SELECT connection_lost_at FROM memberships WHERE workspace_id = $1 AND user_id = $2
     AND (seen_at IS NULL OR seen_at < clock_timestamp() - interval '15 seconds' OR connection_lost_at IS NOT NULL) FOR NO KEY UPDATE)
   UPDATE memberships m SET seen_at = clock_timestamp(), connection_lost_at = NULL FROM former f
   WHERE m.workspace_id = $1 AND m.user_id = $2 RETURNING m.presence, f.connection_lost_at IS NOT NULL AS back`,
)
export const sessionsOfUser = query(
  'access.sessions_of_user',
  `SELECT id, created_at AS "createdAt", last_seen_at AS "lastSeenAt", user_agent AS "userAgent" FROM sessions
   WHERE workspace_id = $1 AND user_id = $2 AND expires_at > clock_timestamp() ORDER BY last_seen_at DESC, id DESC`,
)
export const deleteSession = query('access.delete_session', 'DELETE FROM sessions WHERE workspace_id = $1 AND id = $2 AND user_id = $3')
export const deleteSessionsOfUser = query(
  'access.delete_sessions_of_user',
  'DELETE FROM sessions WHERE workspace_id = $1 AND user_id = $2 AND id <> $3',
)
export const deleteExpiredSessions = query(
  'access.delete_expired_sessions',
  'DELETE FROM sessions WHERE workspace_id = $1 AND expires_at <= clock_timestamp()',
)

export const recordAttempt = query('access.record_attempt', 'INSERT INTO sign_in_attempts (subject) SELECT unnest($1::text[])')
export const countAttempts = query(
  'access.count_attempts',
  `SELECT subject, count(*)::int AS n, ceil(extract(epoch FROM min(at) + make_interval(mins => $2) - clock_timestamp()))::int AS "retryAfter"
   FROM sign_in_attempts WHERE subject = ANY ($1::text[]) AND at > clock_timestamp() - make_interval(mins => $2) GROUP BY subject`,
)
export const forgetAttempts = query('access.forget_attempts', 'DELETE FROM sign_in_attempts WHERE subject = $1')
export const forgetOneAttempt = query(
  'access.forget_one_attempt',
  `DELETE FROM sign_in_attempts WHERE ctid = (SELECT ctid FROM sign_in_attempts WHERE subject = $1 ORDER BY at DESC LIMIT 1)`,
)
export const forgetOldAttempts = query(
  'access.forget_old_attempts',
  `DELETE FROM sign_in_attempts WHERE at < clock_timestamp() - interval '1 day'`,
)

export const insertKey = query(
  'access.insert_key',
  `INSERT INTO api_keys (workspace_id, user_id, name, token_hash, hint, created_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
)
export const keys = query(
  'access.keys',
  `SELECT k.id, k.name, k.version, k.hint AS prefix, k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt", jsonb_build_object('key', r.key, 'name', r.name) AS role
   FROM api_keys k
   JOIN memberships m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id
   JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id
   WHERE k.workspace_id = $1 AND k.revoked_at IS NULL AND ($2::bigint IS NULL OR k.id = $2) ORDER BY k.id`,
)
export const lockKey = query(
  'access.lock_key',
  'SELECT user_id AS "userId", name, version FROM api_keys WHERE workspace_id = $1 AND id = $2 AND revoked_at IS NULL FOR UPDATE',
)
/** What its service does bears its name. */
export const renameKey = query(
  'access.rename_key',
  `WITH renamed AS (UPDATE api_keys SET name = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2 RETURNING user_id)
   UPDATE memberships SET name = $3 WHERE workspace_id = $1 AND user_id = (SELECT user_id FROM renamed)`,
)
export const revokeKeyRow = query(
  'access.revoke_key',
  'UPDATE api_keys SET revoked_at = $3 WHERE workspace_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING user_id, name',
)
export const disableMembership = query(
  'access.disable_membership',
  'UPDATE memberships SET disabled_at = $3 WHERE workspace_id = $1 AND user_id = $2',
)
/** One person joins desks ($3; NULL: all). An agent on a desk whose members see only their own tickets does so too. */
export const joinDesksRow = query(
  'access.join_desks',
  `INSERT INTO desk_members (workspace_id, desk_id, user_id, view_all)
   SELECT d.workspace_id, d.id, m.user_id, CASE WHEN r.acts_as = 'agent' AND d.settings->>'membersSeeAll' = 'false' THEN false END
   FROM desks d
   JOIN memberships m ON m.workspace_id = d.workspace_id AND m.user_id = $2
   JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id
   WHERE d.workspace_id = $1 AND ($3::bigint[] IS NULL OR d.id = ANY ($3::bigint[]))
   ON CONFLICT DO NOTHING`,
)
/** Admins, the services behind keys, and $3 join a new desk. */
export const openDeskRow = query(
  'access.open_desk',
  `INSERT INTO desk_members (workspace_id, desk_id, user_id, view_all)
   SELECT d.workspace_id, d.id, m.user_id, CASE WHEN r.acts_as = 'agent' AND d.settings->>'membersSeeAll' = 'false' THEN false END
   FROM desks d
   JOIN memberships m ON m.workspace_id = d.workspace_id AND m.disabled_at IS NULL
   JOIN users u ON u.id = m.user_id
   JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id
   WHERE d.workspace_id = $1 AND d.id = $2 AND (r.acts_as = 'admin' OR u.is_service OR m.user_id = $3)
   ON CONFLICT DO NOTHING`,
)
export const leaveDesksRow = query(
  'access.leave_desks',
  'DELETE FROM desk_members WHERE workspace_id = $1 AND user_id = $2 AND NOT desk_id = ANY ($3::bigint[])',
)
/** Who sees all tickets of these desks ($3) or only those assigned to them ($4); NULL: as their role says. */
export const setSights = query(
  'access.set_sights',
  `UPDATE desk_members d SET view_all = s.view_all FROM unnest($3::bigint[], $4::boolean[]) AS s(desk_id, view_all)
   WHERE d.workspace_id = $1 AND d.user_id = $2 AND d.desk_id = s.desk_id AND d.view_all IS DISTINCT FROM s.view_all`,
)
export const countDesks = query(
  'access.count_desks',
  'SELECT count(*)::int AS n FROM desks WHERE workspace_id = $1 AND id = ANY ($2::bigint[])',
)

export const logChange = query(
  'access.log_change',
  'INSERT INTO settings_log (workspace_id, user_id, at, subject, subject_id, change, former) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb)',
)
