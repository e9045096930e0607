import { query } from '../platform/db/index.ts'

/** A `MessageRow` of `messages m`. */
export const messageColumns = `m.id, m.ticket_id AS "ticketId", m.origin_ticket_id AS "originTicketId", m.kind, m.audience, m.state, m.author_kind AS "authorKind",
  m.author_id AS "authorId", m.author_name AS "authorName", m.author_email AS "authorEmail", m.at, m.edited_at AS "editedAt", m.subject, m.text,
  m.preview, m.has_quote AS "hasQuote", m.html <> '' AS "hasHtml", m.to_addresses AS "to", m.cc_addresses AS "cc", m.auto_kind AS "autoKind", m.verdict, m.why, m.system_line AS "systemLine",
  m.send_at AS "sendAt", m.revision, m.masks`

export interface MessageRow {
  id: number
  ticketId: number
  originTicketId: number
  kind: string
  audience: string
  state: string
  authorKind: 'agent' | 'contact' | 'system'
  authorId: number | null
  authorName: string
  authorEmail: string | null
  at: Date
  editedAt: Date | null
  subject: string | null
  text: string
  preview: string
  hasQuote: boolean
  hasHtml: boolean
  to: { address: string; name?: string }[]
  cc: { address: string; name?: string }[]
  autoKind: string
  verdict: 'pass' | 'fail' | 'none' | null
  why: string | null
  systemLine: { key: string; params: Record<string, string | number> } | null
  sendAt: Date | null
  /** Counts how often its words were masked or unmasked. */
  revision: number
  /** Where asterisks of which mask stand in the text; null where nothing is masked. */
  masks: [mask: number, from: number, to: number][] | null
}

export const nextMessageId = query('messages.next_id', `SELECT nextval('messages_id_seq')::bigint AS id`)

/** All of a message in one statement: itself, its Bcc and its place in the queue for the search index. */
export const insertMessage = query(
  'messages.insert',
  `WITH bcc AS (INSERT INTO outgoing_bcc (workspace_id, message_id, addresses)
     SELECT $1, $2, $27::jsonb WHERE $27::jsonb <> '[]'::jsonb),
   indexed AS (INSERT INTO search_queue (workspace_id, ticket_id, message_id) SELECT $1, $3::bigint, $2 WHERE $4 <> 'system')
   INSERT INTO messages (workspace_id, id, ticket_id, origin_ticket_id, kind, audience, state, author_kind, author_id, author_name, author_email,
     at, send_at, subject, body, text, html, preview, has_quote, to_addresses, cc_addresses, mail_message_id, in_reply_to, mail_references,
     auto_kind, verdict, why, system_line, raw_mail_id, held, with_history, masks)
   OVERRIDING SYSTEM VALUE
   VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15, $16, $17, $18, $19::jsonb, $20::jsonb, $21, $22, $23::text[],
     $24, $25, $26, $28::jsonb, $29, $30::jsonb, $31, $32::jsonb)`,
)

export const insertBlob = query(
  'blobs.insert',
  `INSERT INTO blobs (workspace_id, size, sha256, bytes) VALUES ($1, $2, $3, $4) RETURNING id`,
)

export const insertAttachment = query(
  'attachments.insert',
  `INSERT INTO attachments (workspace_id, ticket_id, message_id, blob_id, filename, content_type, image_type, size, content_id, is_inline, uploaded_by, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
)

/** Binds uploads to a message: only the uploader's own, and only those not yet used. $6: those that stand in its text as pictures. */
export const claimUploads = query(
  'attachments.claim',
  `UPDATE attachments SET ticket_id = $2, message_id = $3, is_inline = image_type IS NOT NULL AND id = ANY ($6::bigint[]),
     content_id = CASE WHEN image_type IS NOT NULL AND id = ANY ($6::bigint[]) THEN 'upload-' || id END
   WHERE workspace_id = $1 AND id = ANY ($4::bigint[]) AND message_id IS NULL AND uploaded_by = $5 RETURNING id`,
)

export const messagesOfTicket = query(
  'messages.of_ticket',
  `SELECT ${messageColumns} FROM messages m
   WHERE m.workspace_id = $1 AND m.ticket_id = $2 AND m.state IN ('released', 'queued') AND ($3::timestamptz IS NULL OR (m.at, m.id) < ($3, $4::bigint))
   ORDER BY m.at DESC, m.id DESC LIMIT $5`,
)

export const messageById = query('messages.by_id', `SELECT ${messageColumns} FROM messages m WHERE m.workspace_id = $1 AND m.id = $2`)

export const messageContent = query(
  'messages.content',
  `SELECT m.id, m.ticket_id AS "ticketId", m.body, m.masks FROM messages m WHERE m.workspace_id = $1 AND m.id = $2`,
)

/** What the customer wrote on a ticket after a message: what a stale reply has not seen. */
export const customerMessagesSince = query(
  'messages.customer_since',
  `SELECT m.id FROM messages m WHERE m.workspace_id = $1 AND m.ticket_id = $2 AND m.id > $3 AND m.kind = 'customer'
   AND m.audience = 'public' AND m.state = 'released' AND m.auto_kind = 'no' ORDER BY m.id`,
)

export const setAudience = query(
  'messages.set_audience',
  `UPDATE messages SET audience = $3 WHERE workspace_id = $1 AND id = $2 AND audience IN ('pending', 'unverified')`,
)

export const setMessageTicket = query(
  'messages.set_ticket',
  `UPDATE messages SET ticket_id = $3 WHERE workspace_id = $1 AND id = ANY ($2::bigint[])`,
)

export const setAttachmentsTicket = query(
  'attachments.set_ticket',
  `UPDATE attachments SET ticket_id = $3 WHERE workspace_id = $1 AND message_id = ANY ($2::bigint[])`,
)

export const attachmentsOfMessages = query(
  'attachments.of_messages',
  `SELECT a.id, a.message_id AS "messageId", a.filename, a.content_type AS "contentType", a.image_type AS "imageType", a.size, a.content_id AS "contentId",
     a.is_inline AS "isInline" FROM attachments a WHERE a.workspace_id = $1 AND a.message_id = ANY ($2::bigint[]) ORDER BY a.id`,
)

export interface AttachmentRow {
  id: number
  messageId: number
  filename: string
  contentType: string
  imageType: string | null
  size: number
  contentId: string | null
  isInline: boolean
}

export const attachmentById = query(
  'attachments.by_id',
  `SELECT a.id, a.ticket_id AS "ticketId", a.message_id AS "messageId", a.uploaded_by AS "uploadedBy", a.filename, a.content_type AS "contentType",
     a.image_type AS "imageType", a.size, a.blob_id AS "blobId",
     EXISTS (SELECT FROM messages m WHERE m.workspace_id = $1 AND m.id = a.message_id AND m.masks IS NOT NULL) AS "ofMasked" FROM attachments a WHERE a.workspace_id = $1 AND a.id = $2`,
)

export const blobBytes = query('blobs.bytes', `SELECT bytes FROM blobs WHERE workspace_id = $1 AND id = $2`)

/** Some of the bytes; the column is stored uncompressed, so that no more than these are read. $3 counts from 1. */
export const blobPart = query(
  'blobs.part',
  `SELECT substring(bytes FROM $3 FOR $4) AS bytes, size, sha256 FROM blobs WHERE workspace_id = $1 AND id = $2`,
)

/** Attachments as JSON, `AttachmentRow[]`; $1 the workspace, `is` what their message's id is. */
export const attachmentsJson = (is: string) => `COALESCE((SELECT json_agg(json_build_object('id', a.id, 'messageId', a.message_id,
       'filename', a.filename, 'contentType', a.content_type, 'imageType', a.image_type, 'size', a.size, 'contentId', a.content_id,
       'isInline', a.is_inline) ORDER BY a.id) FROM attachments a WHERE a.workspace_id = $1 AND a.message_id ${is}), '[]')`

/** Hidden copies, likewise. */
export const bccJson = (is: string) => `COALESCE((SELECT json_agg(json_build_object('messageId', b.message_id, 'addresses', b.addresses))
     FROM outgoing_bcc b WHERE b.workspace_id = $1 AND b.message_id ${is}), '[]')`

/** Another text in the place of one. Pictures in the former one become files, so that none is lost. */
export const rewriteMessage = query(
  'messages.rewrite',
  `WITH shown AS (UPDATE attachments SET is_inline = false WHERE workspace_id = $1 AND message_id = $2 AND is_inline)
   UPDATE messages SET body = $3::jsonb, text = $4, html = $5, preview = $6, has_quote = $7, edited_at = $8, masks = $9::jsonb,
     revision = revision + 1 WHERE workspace_id = $1 AND id = $2`,
)

/** Everything a purge takes away. Blobs go with their last attachment. */
export const purgeMessages = query(
  'messages.purge',
  `WITH gone AS (DELETE FROM attachments WHERE workspace_id = $1 AND ticket_id = $2 RETURNING blob_id),
   blobs_gone AS (DELETE FROM blobs b WHERE b.workspace_id = $1 AND b.id IN (SELECT blob_id FROM gone)
     AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.workspace_id = $1 AND a.blob_id = b.id AND a.ticket_id IS DISTINCT FROM $2)),
   bcc_gone AS (DELETE FROM outgoing_bcc WHERE workspace_id = $1 AND message_id IN (SELECT id FROM messages WHERE workspace_id = $1 AND ticket_id = $2))
   SELECT array_agg(id) AS ids FROM messages WHERE workspace_id = $1 AND ticket_id = $2`,
)

export const deleteMessages = query('messages.delete', `DELETE FROM messages WHERE workspace_id = $1 AND ticket_id = $2`)

/** Uploads that nobody sent within a day, unless they wait in a draft. */
export const dropOldUploads = query(
  'attachments.drop_old_uploads',
  `WITH gone AS (DELETE FROM attachments WHERE workspace_id = $1 AND message_id IS NULL AND created_at < business_now() - interval '1 day'
     AND NOT EXISTS (SELECT FROM drafts d WHERE d.workspace_id = $1 AND d.user_id = attachments.uploaded_by
       AND d.content -> 'attachments' @> jsonb_build_array(jsonb_build_object('id', attachments.id::text))) RETURNING id, blob_id)
   DELETE FROM blobs b WHERE b.workspace_id = $1 AND b.id IN (SELECT blob_id FROM gone)
     AND NOT EXISTS (SELECT FROM attachments a WHERE a.workspace_id = $1 AND a.blob_id = b.id AND a.id NOT IN (SELECT id FROM gone))`,
)
