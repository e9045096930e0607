import { query } from '../platform/db/index.ts'

const here = `here AS (SELECT $2::bigint AS id
     UNION SELECT t.id FROM here h JOIN tickets t ON t.workspace_id = $1 AND t.merged_into_id = h.id)`

/** How many words are masked everywhere in a ticket ($2), with those of what was merged into it. */
export const countMaskedWords = query(
  'masked_words.count',
  `WITH RECURSIVE ${here}
   SELECT count(*)::int AS n FROM here h JOIN masked_words w ON w.workspace_id = $1 AND w.ticket_id = h.id`,
)

/** What is masked everywhere in one ticket ($2), and in those merged into it, is so in another ($3) as well. */
export const copyMaskedWords = query(
  'masked_words.copy',
  `WITH RECURSIVE ${here}
   INSERT INTO masked_words (workspace_id, ticket_id, key_id, sealed, masked_by, masked_at)
   SELECT $1, $3, w.key_id, w.sealed, w.masked_by, w.masked_at FROM here h JOIN masked_words w ON w.workspace_id = $1 AND w.ticket_id = h.id
   WHERE NOT EXISTS (SELECT FROM masked_words o WHERE o.workspace_id = $1 AND o.ticket_id = $3 AND o.sealed = w.sealed)`,
)
