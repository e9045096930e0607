import { query } from '../platform/db/index.ts'

/** A lost connection counts as offline after this grace time. */
export const presenceGraceSeconds = 60

const online = `(m.presence = 'online' AND m.disabled_at IS NULL AND (m.seen_at IS NULL OR m.seen_at > business_now() - interval '${presenceGraceSeconds} seconds'))`

/** Who of two people is online, and whether anybody of the desk is online with capacity to spare. */
export const presenceFacts = query(
  'facts.presence',
  `SELECT
     EXISTS (SELECT 1 FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $2 AND ${online}) AS "assigneeOnline",
     EXISTS (SELECT 1 FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $3 AND ${online}) AS "lastAssigneeOnline",
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
