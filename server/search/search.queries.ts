import { query } from '../platform/db/index.ts'

export const ticketByReference = query(
  'search.by_reference',
  `SELECT t.id FROM tickets t WHERE t.workspace_id = $1 AND t.reference = $2 AND t.purged_at IS NULL`,
)

export const ticketByNumber = query(
  'search.by_number',
  `SELECT t.id FROM tickets t JOIN workspaces w ON w.id = t.workspace_id
   WHERE t.workspace_id = $1 AND t.number = $2 AND t.purged_at IS NULL AND ($3::text IS NULL OR w.reference_prefix = $3)`,
)

export const ticketsWithWords = query('search.messages', 'SELECT ticket_id AS "ticketId" FROM search_messages($1, $2, $3)')

/** Words that begin like this one, the shortest first. */
export const wordsBeginning = query(
  'search.words_beginning',
  `SELECT word FROM search_words WHERE workspace_id = $1 AND word >= $2 AND word < $3 ORDER BY length(word), word LIMIT $4`,
)

export const similarWords = query('search.similar_words', 'SELECT similar_word AS word FROM search_similar_words($1, $2)')

/**
 * One process at a time indexes a workspace, so that an older text never replaces a newer one. The commit need not wait
 * for the disk: what a crash takes back it takes back whole, and the queue still holds it.
 */
export const lockIndex = query(
  'search.lock',
  `SELECT set_config('synchronous_commit', 'off', true), pg_try_advisory_xact_lock(hashtext('statedesk.search'), $1) AS locked`,
)

/** Waits for a batch that is being indexed: what it read must not come back after it was removed. */
export const waitForIndex = query('search.wait', `SELECT pg_advisory_xact_lock(hashtext('statedesk.search'), $1)`)

export const takeFromQueue = query(
  'search.take',
  `DELETE FROM search_queue WHERE workspace_id = $1 AND id IN (
     SELECT id FROM search_queue WHERE workspace_id = $1 ORDER BY id LIMIT $2)
   RETURNING ticket_id AS "ticketId", message_id AS "messageId"`,
)

export interface HeadRow {
  ticketId: number
  title: string
  reference: string
  contactName: string | null
  contactEmail: string | null
  purged: boolean
}

export const headsOf = query(
  'search.heads',
  `SELECT id AS "ticketId", title, reference, contact_name AS "contactName", contact_email AS "contactEmail", purged_at IS NOT NULL AS purged
   FROM tickets WHERE workspace_id = $1 AND id = ANY ($2::bigint[])`,
)

export interface MessageTextRow {
  messageId: number
  ticketId: number
  title: string
  subject: string | null
  text: string
  filenames: string | null
  isPublic: boolean
}

/** The messages of whole tickets, or single ones, as far as they are to be found. */
export const messageTexts = query(
  'search.message_texts',
  `SELECT m.id AS "messageId", m.ticket_id AS "ticketId", t.title, m.subject, m.text, m.audience = 'public' AND m.state = 'released' AS "isPublic",
     (SELECT string_agg(a.filename, ' ') FROM attachments a WHERE a.workspace_id = m.workspace_id AND a.message_id = m.id AND NOT a.is_inline) AS filenames
   FROM (SELECT unnest($2::bigint[]) AS id UNION SELECT i.id FROM messages i WHERE i.workspace_id = $1 AND i.ticket_id = ANY ($3::bigint[])) wanted
     JOIN messages m ON m.workspace_id = $1 AND m.id = wanted.id JOIN tickets t ON t.workspace_id = $1 AND t.id = m.ticket_id
   WHERE m.kind <> 'system' AND m.state IN ('queued', 'released') AND t.purged_at IS NULL`,
)

/** What is indexed now of some tickets and messages: to be replaced, and its words perhaps forgotten. */
export const indexedWords = query(
  'search.indexed_words',
  `SELECT message_id AS "messageId", tsvector_to_array(document) AS tokens FROM message_search
   WHERE workspace_id = $1 AND message_id = ANY ($2::bigint[])
   UNION ALL
   SELECT message_id, tsvector_to_array(document) FROM message_search
   WHERE workspace_id = $1 AND ticket_id = ANY ($3::bigint[]) AND message_id <> ALL ($2::bigint[])`,
)

export const deleteDocuments = query(
  'search.delete_documents',
  'DELETE FROM message_search WHERE workspace_id = $1 AND message_id = ANY ($2::bigint[])',
)

export const writeDocuments = query(
  'search.write_documents',
  `INSERT INTO message_search (workspace_id, message_id, ticket_id, is_public, document)
   SELECT $1, d.message_id, d.ticket_id, d.is_public, array_to_tsvector(d.tokens)
   FROM jsonb_to_recordset($2::jsonb) AS d(message_id bigint, ticket_id bigint, is_public boolean, tokens text[])
   ON CONFLICT (workspace_id, message_id) DO UPDATE SET ticket_id = EXCLUDED.ticket_id, is_public = EXCLUDED.is_public, document = EXCLUDED.document
     WHERE message_search.ticket_id <> EXCLUDED.ticket_id OR message_search.is_public <> EXCLUDED.is_public
       OR message_search.document <> EXCLUDED.document`,
)

export const addWords = query(
  'search.add_words',
  'INSERT INTO search_words (workspace_id, word) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
)

export const wordsInUse = query('search.words_in_use', 'SELECT used_word AS word FROM search_words_in_use($1::text[])')

export const deleteWords = query('search.delete_words', 'DELETE FROM search_words WHERE workspace_id = $1 AND word = ANY ($2::text[])')

export const deleteTicketFromQueue = query('search.unqueue', 'DELETE FROM search_queue WHERE workspace_id = $1 AND ticket_id = $2')

export const queueTicketRow = query('search.queue_ticket', 'INSERT INTO search_queue (workspace_id, ticket_id) VALUES ($1, $2)')

export const queueMessageRows = query(
  'search.queue_messages',
  'INSERT INTO search_queue (workspace_id, ticket_id, message_id) SELECT $1, $2, unnest($3::bigint[])',
)

const longestLookedAt = 20_000
const lookedAt = 3

/** Of each ticket the newest messages whose words match. A title's words stand in all of them, so one is not enough. */
export const newestMatching = query(
  'search.newest_matching',
  `SELECT s.ticket_id AS "ticketId", m.id AS "messageId", m.kind, m.audience, m.author_name AS "authorName", left(m.text, ${longestLookedAt}) AS text
   FROM unnest($2::bigint[]) AS wanted(id)
     CROSS JOIN LATERAL (SELECT x.ticket_id, x.message_id FROM message_search x
       WHERE x.workspace_id = $1 AND x.ticket_id = wanted.id AND x.message_id > 0 AND x.document @@ $3::tsquery
       ORDER BY x.message_id DESC LIMIT ${lookedAt}) s
     JOIN messages m ON m.workspace_id = $1 AND m.id = s.message_id AND m.ticket_id = s.ticket_id
   WHERE m.kind <> 'system' AND m.state IN ('queued', 'released')
   ORDER BY s.ticket_id, m.id DESC`,
)
