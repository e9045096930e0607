import { query } from '../platform/db/index.ts'
import { presenceOf } from '../people/index.ts'

export const meRow = query(
  'me.row',
  `SELECT m.user_id AS id, m.name, u.email, jsonb_build_object('key', r.key, 'name', r.name) AS role, r.permissions, ${presenceOf('m')} AS presence,
     m.zone, m.signature, m.preferences, jsonb_build_object('id', w.id::text, 'name', w.name, 'referencePrefix', w.reference_prefix) AS workspace,
     (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', t.id::text, 'name', t.name) ORDER BY lower(t.name)), '[]')
       FROM team_members tm JOIN teams t ON t.workspace_id = tm.workspace_id AND t.id = tm.team_id
       WHERE tm.workspace_id = m.workspace_id AND tm.user_id = m.user_id) AS teams
   FROM memberships m
   JOIN users u ON u.id = m.user_id
   JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id
   JOIN workspaces w ON w.id = m.workspace_id
   WHERE m.workspace_id = $1 AND m.user_id = $2`,
)
/** Each preference is written by itself; null takes it away. */
export const changeMe = query(
  'me.change',
  `UPDATE memberships SET name = COALESCE($3, name), zone = COALESCE($4, zone), signature = COALESCE($5, signature),
     preferences = jsonb_strip_nulls(preferences || COALESCE($6::jsonb, '{}'))
   WHERE workspace_id = $1 AND user_id = $2`,
)
export const cameOnline = query(
  'me.came_online',
  `UPDATE memberships SET seen_at = clock_timestamp(), connection_lost_at = NULL,
     presence = CASE WHEN presence = 'offline' THEN 'online' ELSE presence END,
     presence_at = CASE WHEN presence = 'offline' THEN $3 ELSE presence_at END
   WHERE workspace_id = $1 AND user_id = $2`,
)
export const otherSessions = query(
  'me.other_sessions',
  'SELECT count(*)::int AS n FROM sessions WHERE workspace_id = $1 AND user_id = $2 AND expires_at > clock_timestamp()',
)
