import { query } from '../platform/db/index.ts'

export const enqueueForAssignment = query(
  'effects.enqueue',
  'INSERT INTO assignment_queue (workspace_id, ticket_id, queued_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
)
export const leaveAssignmentQueue = query('effects.leave_queue', 'DELETE FROM assignment_queue WHERE workspace_id = $1 AND ticket_id = $2')
export const createSurvey = query(
  'effects.create_survey',
  `INSERT INTO surveys (workspace_id, ticket_id, token_hash, created_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (workspace_id, ticket_id) WHERE submitted_at IS NULL DO NOTHING`,
)
export const withdrawSurvey = query(
  'effects.withdraw_survey',
  'DELETE FROM surveys WHERE workspace_id = $1 AND ticket_id = $2 AND submitted_at IS NULL',
)
export const clearFavourites = query('effects.clear_favourites', 'DELETE FROM favourites WHERE workspace_id = $1 AND ticket_id = $2')
