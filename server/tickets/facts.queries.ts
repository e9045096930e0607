import { isOnline } from '../people/index.ts'
import { query } from '../platform/db/index.ts'

const online = isOnline('m')

/**
 * Who of two people is online, and whether anybody of the desk is online with capacity to spare. Whoever held a ticket
 * last must still work on its desk to get it back.
 */
export const presenceFacts = query(
  'facts.presence',
  `SELECT
     EXISTS (SELECT 1 FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $2 AND ${online}) AS "assigneeOnline",
     EXISTS (SELECT 1 FROM memberships m JOIN desk_members dm ON dm.workspace_id = m.workspace_id AND dm.user_id = m.user_id AND dm.desk_id = $4
       WHERE m.workspace_id = $1 AND m.user_id = $3 AND ${online}) AS "lastAssigneeOnline",
     CASE WHEN $5 THEN EXISTS (
       SELECT 1 FROM desk_members dm JOIN memberships m ON m.workspace_id = dm.workspace_id AND m.user_id = dm.user_id
       WHERE dm.workspace_id = $1 AND dm.desk_id = $4 AND ${online}
         AND m.capacity > (SELECT count(*) FROM tickets t WHERE t.workspace_id = $1 AND t.assignee_id = m.user_id AND t.bucket = 'active'
           AND t.category IN ('new', 'open', 'waiting', 'transferred')))
     ELSE false END AS "agentAvailable"`,
)

export const surveySubmitted = query(
  'facts.survey',
  'SELECT EXISTS (SELECT 1 FROM surveys WHERE workspace_id = $1 AND ticket_id = $2 AND submitted_at IS NOT NULL) AS submitted',
)
