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
/** Says what others see of somebody now, and whether they saw them so before. */
export const cameOnline = query(
  'me.came_online',
  `WITH former AS (SELECT presence, connection_lost_at FROM memberships WHERE workspace_id = $1 AND user_id = $2 FOR NO KEY UPDATE)
   UPDATE memberships m SET seen_at = clock_timestamp(), connection_lost_at = NULL,
     presence = CASE WHEN f.presence = 'offline' THEN 'online' ELSE f.presence END,
     presence_at = CASE WHEN f.presence = 'offline' THEN $3 ELSE m.presence_at END
   FROM former f WHERE m.workspace_id = $1 AND m.user_id = $2
   RETURNING m.presence, f.presence = 'offline' OR f.connection_lost_at IS NOT NULL AS back`,
)
export const otherSessions = query(
  'me.other_sessions',
  'SELECT count(*)::int AS n FROM sessions WHERE workspace_id = $1 AND user_id = $2 AND expires_at > clock_timestamp()',
)
