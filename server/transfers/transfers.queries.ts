import { query } from '../platform/db/index.ts'
import { mergedEnd } from '../tickets/index.ts'

/** A desk takes transfers unless its settings say otherwise. */
const takes = `COALESCE((d.settings->>'takesTransfers')::boolean, true)`

export const desksThatTake = query(
  'transfers.desks_that_take',
  `SELECT d.id, d.name FROM desks d WHERE d.workspace_id = $1 AND ${takes} ORDER BY lower(d.name), d.id LIMIT 1000`,
)

export const deskThatTakes = query(
  'transfers.desk_that_takes',
  `SELECT d.id, d.name FROM desks d WHERE d.workspace_id = $1 AND d.id = $2 AND ${takes}`,
)

export interface TransferRow {
  id: number
  /** What the other ticket is to this one: the one made for it, or the one it was made of. */
  side: 'issue' | 'origin'
  reference: string
  title: string
  deskId: number
  deskName: string
  lifecycleVersionId: number
  status: string
  bucket: string
  assigneeId: number | null
  transferredAt: Date
  transferredBy: string
  guideAt: Date | null
  guideBy: string | null
  guidedAt: Date | null
  /** Only where it stands on this ticket. */
  guideText: string | null
}

const name = (id: string) => `(SELECT m.name FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = ${id})`

/** The other ticket as it is after merges, and what was asked for. Of a request the words are read where they were left. */
const side = (
  which: 'issue' | 'origin',
) => `SELECT r.id, '${which}' AS side, o.reference, o.title, o.desk_id AS "deskId", d.name AS "deskName",
     o.lifecycle_version_id AS "lifecycleVersionId", o.status, o.bucket, o.assignee_id AS "assigneeId", r.transferred_at AS "transferredAt",
     ${name('r.transferred_by')} AS "transferredBy", r.guide_at AS "guideAt", ${name('r.guide_by')} AS "guideBy", r.guided_at AS "guidedAt",
     ${
       which === 'issue'
         ? `(SELECT m.text FROM messages m WHERE m.workspace_id = $1 AND m.id = r.guide_message_id AND m.ticket_id = $2)`
         : 'NULL'
     } AS "guideText"
   FROM transfers r
   ${mergedEnd(`r.${which}_id`)} JOIN tickets o ON o.workspace_id = $1 AND o.id = merged.id
   JOIN desks d ON d.workspace_id = $1 AND d.id = o.desk_id
   WHERE r.workspace_id = $1 AND r.${which === 'issue' ? 'origin' : 'issue'}_id IN (SELECT merged_here($1, $2)) AND merged.id <> $2`

export const transfersOf = query(
  'transfers.of_ticket',
  `SELECT * FROM (${side('issue')} UNION ALL ${side('origin')}) x ORDER BY x.id DESC LIMIT 200`,
)
