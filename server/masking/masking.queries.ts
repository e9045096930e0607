import type { Body } from '../messages/index.ts'
import { query } from '../platform/db/index.ts'
import type { Place } from './masked-message.ts'

export interface StoredMask {
  id: number
  messageId: number | null
  ticketId: number | null
  wordsId: number | null
  places: Place[]
  sealed: Buffer
}

export interface StoredMessage {
  id: number
  ticketId: number
  kind: string
  revision: number
  subject: string | null
  text: string
  body: Body
}

const messageColumns = 'id, ticket_id AS "ticketId", kind, revision, subject, text, body'
const maskColumns = 'id, message_id AS "messageId", ticket_id AS "ticketId", words_id AS "wordsId", places, sealed'

export const oneMessage = query(
  'masking.message',
  `SELECT ${messageColumns} FROM messages WHERE workspace_id = $1 AND ticket_id = $2 AND id = $3`,
)

/** The messages of a ticket, whatever became of them, after one of them. */
export const messagesAfter = query(
  'masking.messages_after',
  `SELECT ${messageColumns} FROM messages WHERE workspace_id = $1 AND ticket_id = $2 AND id > $3 ORDER BY id LIMIT $4`,
)

export const masksOfMessages = query(
  'masking.masks_of_messages',
  `SELECT ${maskColumns} FROM masks WHERE workspace_id = $1 AND message_id = ANY ($2::bigint[]) ORDER BY id`,
)

export const masksOfTicket = query(
  'masking.masks_of_ticket',
  `SELECT ${maskColumns} FROM masks WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY id`,
)

/** Those that came with words of these rows. */
export const masksOfWords = query(
  'masking.masks_of_words',
  `SELECT ${maskColumns} FROM masks WHERE workspace_id = $1 AND words_id = ANY ($2::bigint[]) ORDER BY id`,
)

export const maskOfMessage = query(
  'masking.mask',
  `SELECT ${maskColumns} FROM masks WHERE workspace_id = $1 AND message_id = $2 AND id = $3`,
)

/** Ids for masks to come: the places of a message name them before they are written. */
export const takeMaskIds = query('masking.take_ids', `SELECT nextval('masks_id_seq')::bigint AS id FROM generate_series(1, $1::int)`)

export const insertMasks = query(
  'masking.insert',
  `INSERT INTO masks (workspace_id, id, message_id, ticket_id, words_id, places, key_id, sealed, masked_by, masked_at) OVERRIDING SYSTEM VALUE
   SELECT $1, m.id, m.message_id, m.ticket_id, $3, m.places, $4, decode(m.sealed, 'base64'), $5, $6
   FROM jsonb_to_recordset($2::jsonb) AS m(id bigint, message_id bigint, ticket_id bigint, places jsonb, sealed text)`,
)

export const moveMask = query(
  'masking.move',
  'UPDATE masks SET places = $3::jsonb, key_id = $4, sealed = $5 WHERE workspace_id = $1 AND id = $2',
)

export const deleteMasks = query('masking.delete', 'DELETE FROM masks WHERE workspace_id = $1 AND id = ANY ($2::bigint[])')

export const writeMessage = query(
  'masking.write_message',
  `UPDATE messages SET body = $3::jsonb, text = $4, html = $5, preview = $6, has_quote = $7, subject = $8, masks = $9::jsonb, revision = revision + 1
   WHERE workspace_id = $1 AND id = $2`,
)

/** The words masked in everything of a ticket, and of those that were merged into it. */
export const wordsOfTicket = query(
  'masking.words',
  `WITH RECURSIVE here AS (SELECT $2::bigint AS id
     UNION SELECT t.id FROM here h JOIN tickets t ON t.workspace_id = $1 AND t.merged_into_id = h.id)
   SELECT w.id, w.ticket_id AS "ticketId", w.key_id AS "keyId", w.sealed FROM here h JOIN masked_words w ON w.workspace_id = $1 AND w.ticket_id = h.id ORDER BY w.id`,
)

export const oneWords = query('masking.one_words', 'SELECT sealed FROM masked_words WHERE workspace_id = $1 AND id = $2')

export const insertWords = query(
  'masking.insert_words',
  `INSERT INTO masked_words (workspace_id, ticket_id, key_id, sealed, masked_by, masked_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
)

export const deleteWords = query('masking.delete_words', 'DELETE FROM masked_words WHERE workspace_id = $1 AND id = ANY ($2::bigint[])')

export const draftsOf = query(
  'masking.drafts',
  'SELECT user_id AS "userId", kind, content FROM drafts WHERE workspace_id = $1 AND ticket_id = $2 FOR UPDATE',
)

export const writeDraft = query(
  'masking.write_draft',
  'UPDATE drafts SET content = $5::jsonb WHERE workspace_id = $1 AND ticket_id = $2 AND user_id = $3 AND kind = $4',
)

/** Replies that wait to be sent, as they were typed. */
export const heldOf = query(
  'masking.held',
  `SELECT id, held FROM messages WHERE workspace_id = $1 AND ticket_id = $2 AND state = 'queued' AND held IS NOT NULL AND ($3::bigint[] IS NULL OR id = ANY ($3::bigint[]))`,
)

export const writeHeld = query('masking.write_held', 'UPDATE messages SET held = $3::jsonb WHERE workspace_id = $1 AND id = $2')

export const detailsOf = query(
  'masking.details',
  'SELECT seq, data FROM event_details WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY seq',
)

export const writeDetails = query(
  'masking.write_details',
  'UPDATE event_details SET salt = $4, data = $5::jsonb WHERE workspace_id = $1 AND ticket_id = $2 AND seq = $3',
)

export const commentsOf = query(
  'masking.comments',
  'SELECT id, comment FROM surveys WHERE workspace_id = $1 AND ticket_id = $2 AND comment IS NOT NULL',
)

export const writeComment = query('masking.write_comment', 'UPDATE surveys SET comment = $3 WHERE workspace_id = $1 AND id = $2')
