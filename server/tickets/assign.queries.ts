import { query } from '../platform/db/index.ts'

export const agentOf = query(
  'assign.agent',
  `SELECT m.user_id AS id, m.name, ARRAY(SELECT tm.team_id FROM team_members tm WHERE tm.workspace_id = $1 AND tm.user_id = m.user_id ORDER BY 1) AS teams
   FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $2 AND m.disabled_at IS NULL`,
)

export const teamOf = query('assign.team', 'SELECT id, name FROM teams WHERE workspace_id = $1 AND id = $2')

export const teamsOf = query('assign.teams', 'SELECT id, name FROM teams WHERE workspace_id = $1 AND id = ANY ($2::bigint[]) ORDER BY name')

export const personName = query('assign.person_name', 'SELECT name FROM memberships WHERE workspace_id = $1 AND user_id = $2')
