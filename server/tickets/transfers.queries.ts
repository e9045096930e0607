import { query } from '../platform/db/index.ts'

export const insertTransfer = query(
  'transfers.insert',
  'INSERT INTO transfers (workspace_id, origin_id, issue_id, transferred_by, transferred_at) VALUES ($1, $2, $3, $4, $5)',
)

/** What the messages of these files ($3) of a ticket hide. */
export const filesToCopy = query(
  'transfers.files_to_copy',
  `SELECT a.filename, a.content_type AS "contentType", m.masks IS NOT NULL AS "ofMasked" FROM attachments a
   JOIN messages m ON m.workspace_id = a.workspace_id AND m.id = a.message_id
   WHERE a.workspace_id = $1 AND a.ticket_id = $2 AND a.id = ANY ($3::bigint[])`,
)

/** Files of one ticket for a message of another: the same bytes, once more by name. */
export const copyAttachments = query(
  'transfers.copy_attachments',
  `INSERT INTO attachments (workspace_id, ticket_id, message_id, blob_id, filename, content_type, image_type, size, uploaded_by, created_at)
   SELECT $1, $4, $5, a.blob_id, a.filename, a.content_type, a.image_type, a.size, $6, $7 FROM attachments a
   JOIN messages m ON m.workspace_id = a.workspace_id AND m.id = a.message_id AND m.ticket_id = $2 AND m.state = 'released'
   WHERE a.workspace_id = $1 AND a.ticket_id = $2 AND a.id = ANY ($3::bigint[]) ORDER BY a.id RETURNING id`,
)

/**
 * Where merges have brought a ticket of an outer row, as `merged.id` of a join. OFFSET 0 keeps it a value to ask the index with:
 * under policies what a function says of a row is compared with every ticket of the workspace.
 */
export const mergedEnd = (id: string) => `CROSS JOIN LATERAL (SELECT merged_end($1, ${id}) AS id OFFSET 0) merged`

/** Neither worked on any more nor waiting to be: for a ticket \`t\`. */
const isDone = `(t.category IN ('resolved', 'closed') OR t.bucket IN ('spam', 'trash', 'purged'))`

/** Where a ticket ($2) that is merged away has come to, and whether that is done. */
export const endOfMerged = query(
  'transfers.end_of_merged',
  `SELECT t.id, ${isDone} AS done FROM tickets t WHERE t.workspace_id = $1 AND t.id = merged_end($1, $2)`,
)

/** The tickets that wait for this one ($2), where merges have brought them: it is done ($4), or is about to become part of the one ($3) that waits. */
const waited = `here AS (SELECT merged_here($1, $2) AS id),
   waited AS (SELECT DISTINCT merged.id FROM transfers r ${mergedEnd('r.origin_id')}
     WHERE r.workspace_id = $1 AND r.issue_id IN (SELECT id FROM here) AND merged.id <> $2 AND ($4 OR merged.id = $3))`

/** Locked, so that of two desks which are done at once the later one sees that the other one is. */
export const lockOrigins = query(
  'transfers.lock_origins',
  `WITH ${waited}
   SELECT t.id FROM waited w JOIN tickets t ON t.workspace_id = $1 AND t.id = w.id ORDER BY t.id FOR UPDATE OF t`,
)

/** Those of them that wait for no other one. Nothing waits for itself. */
export const originsThatWaited = query(
  'transfers.origins_that_waited',
  `WITH ${waited}
   SELECT w.id FROM waited w
   WHERE NOT EXISTS (
     SELECT FROM merged_here($1, w.id) AS m (id) JOIN transfers o ON o.workspace_id = $1 AND o.origin_id = m.id
     ${mergedEnd('o.issue_id')} JOIN tickets t ON t.workspace_id = $1 AND t.id = merged.id
     WHERE o.issue_id NOT IN (SELECT id FROM here) AND merged.id <> w.id AND NOT ${isDone})
   ORDER BY w.id`,
)

/** Whose customers a desk's ticket ($2) may ask to be told something: where merges have brought them. */
export const originsOf = query(
  'transfers.origins',
  `SELECT t.id, t.category, t.bucket, array_agg(r.id ORDER BY r.id) AS "transferIds" FROM transfers r
   ${mergedEnd('r.origin_id')} JOIN tickets t ON t.workspace_id = $1 AND t.id = merged.id
   WHERE r.workspace_id = $1 AND r.issue_id IN (SELECT merged_here($1, $2)) AND merged.id <> $2 GROUP BY t.id, t.category, t.bucket ORDER BY t.id`,
)

/** For the ticket \`t\` of an outer query: it was made by handing another one on, which is not part of it by now. */
export const isIssue = `(t.in_transfer AND EXISTS (SELECT FROM transfers r
  WHERE r.workspace_id = t.workspace_id AND r.issue_id IN (SELECT merged_here(t.workspace_id, t.id))
    AND merged_end(r.workspace_id, r.origin_id) <> t.id))`

export const askGuide = query(
  'transfers.ask_guide',
  'UPDATE transfers SET guide_message_id = $3, guide_by = $4, guide_at = $5, guided_at = NULL WHERE workspace_id = $1 AND id = ANY ($2::bigint[])',
)

export const endGuides = query(
  'transfers.end_guides',
  `UPDATE transfers SET guided_at = $3 WHERE workspace_id = $1 AND origin_id IN (SELECT merged_here($1, $2))
     AND guide_message_id IS NOT NULL AND guided_at IS NULL`,
)

/** Since when something is to be told for a ticket ($3) that leaves another one ($2), and for what stays there. */
export const guidesApart = query(
  'transfers.guides_apart',
  `SELECT min(r.guide_at) FILTER (WHERE r.origin_id IN (SELECT merged_here($1, $3))) AS leaving,
     min(r.guide_at) FILTER (WHERE r.origin_id NOT IN (SELECT merged_here($1, $3))) AS staying
   FROM transfers r WHERE r.workspace_id = $1 AND r.origin_id IN (SELECT merged_here($1, $2))
     AND r.guide_message_id IS NOT NULL AND r.guided_at IS NULL`,
)
