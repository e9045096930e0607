import { query } from '../../../platform/db/index.ts'
import type { Body } from '../../../messages/index.ts'

export interface MailHead {
  reference: string
  title: string
  deskName: string
  fromName: string
  signature: string
  /** Of the author, where an agent wrote. */
  authorSignature: string | null
  replyToken: 'address' | 'message_id'
  address: string | null
  /** Tickets whose messages this recipient may read, as a participant. */
  scopes: number[]
  /** Since when somebody who came by a merge reads along. */
  readsSince: Date | null
}

/** Ticket, desk, sending address and what the recipient may read. The address falls back to the desk's present one. */
export const mailHead = query(
  'mail.head',
  `SELECT t.reference, t.title, d.name AS "deskName", d.from_name AS "fromName", d.signature,
     (SELECT m.signature FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = $5) AS "authorSignature", d.reply_token AS "replyToken",
     (SELECT a.address FROM mail_addresses a WHERE a.workspace_id = $1 AND a.desk_id = d.id AND a.removed_at IS NULL
       ORDER BY (a.id = $3) DESC NULLS LAST, a.is_primary DESC, a.id LIMIT 1) AS address,
     ARRAY(SELECT p.scope_ticket_id FROM participants p WHERE p.workspace_id = $1 AND p.ticket_id = t.id AND p.contact_id = $4 AND p.removed_at IS NULL) AS scopes,
     (SELECT min(p.joined_at) FROM participants p WHERE p.workspace_id = $1 AND p.ticket_id = t.id AND p.contact_id = $4 AND p.removed_at IS NULL
       AND p.scope_ticket_id <> t.id) AS "readsSince"
   FROM tickets t JOIN desks d ON d.workspace_id = t.workspace_id AND d.id = t.desk_id
   WHERE t.workspace_id = $1 AND t.id = $2`,
)

/** The way out of the desk whose mail this is. A ticket that moved takes its waiting mail along. */
export const deskOfMail = query(
  'mail.way_out',
  `SELECT d.relay, d.relay_password_sealed AS sealed, EXISTS (SELECT FROM desks x WHERE x.workspace_id = $1 AND x.relay IS NOT NULL) AS "someHave"
   FROM outbox o JOIN tickets t ON t.workspace_id = o.workspace_id AND t.id = o.ticket_id
   JOIN desks d ON d.workspace_id = t.workspace_id AND d.id = t.desk_id WHERE o.workspace_id = $1 AND o.id = $2`,
)
export const relaysOfDesks = query(
  'mail.relays_of_desks',
  'SELECT relay FROM desks WHERE workspace_id = $1 AND id = ANY ($2::bigint[]) AND relay IS NOT NULL ORDER BY id LIMIT 1',
)

export interface MailMessage {
  id: number
  ticketId: number
  kind: string
  authorKind: 'agent' | 'contact' | 'system'
  authorId: number | null
  authorName: string
  /** Which line of the desk's own it is, if it is one. */
  line: string | null
  withHistory: boolean
  at: Date
  subject: string | null
  body: Body
  to: { address: string; name?: string }[]
  cc: { address: string; name?: string }[]
  mailMessageId: string | null
}

const columns = `m.id, m.ticket_id AS "ticketId", m.kind, m.author_kind AS "authorKind", m.author_id AS "authorId",
  m.system_line ->> 'key' AS line, m.with_history AS "withHistory", m.author_name AS "authorName", m.at, m.subject, m.body,
  m.to_addresses AS "to", m.cc_addresses AS "cc", m.mail_message_id AS "mailMessageId"`

// The queries below run as the public reader: what is not public and released is not there.

export const publicMessage = query('mail.message', `SELECT ${columns} FROM messages m WHERE m.workspace_id = $1 AND m.id = $2`)

/** What was said before, newest first, as far as this recipient may read it. */
export const earlierMessages = query(
  'mail.earlier',
  `SELECT ${columns} FROM messages m
   WHERE m.workspace_id = $1 AND m.ticket_id = $2 AND m.id < $3 AND m.kind <> 'system'
     AND (m.origin_ticket_id = ANY ($4::bigint[]) OR m.at >= $5::timestamptz)
   ORDER BY m.at DESC, m.id DESC LIMIT $6`,
)

/** The Message-IDs of what people wrote, oldest first: what mail programs thread by. Other people's only where they may be read. */
export const threadIds = query(
  'mail.thread_ids',
  `SELECT m.mail_message_id AS id FROM messages m
   WHERE m.workspace_id = $1 AND m.ticket_id = $2 AND m.id < $3 AND m.mail_message_id IS NOT NULL AND m.kind <> 'system'
     AND (m.author_kind = 'agent' OR m.origin_ticket_id = ANY ($4::bigint[]) OR m.at >= $5::timestamptz)
   ORDER BY m.at, m.id LIMIT 500`,
)

export interface MailAttachmentRow {
  id: number
  filename: string
  contentType: string
  imageType: string | null
  contentId: string | null
  isInline: boolean
  bytes: Buffer
}

export const publicAttachments = query(
  'mail.attachments',
  `SELECT a.id, a.filename, a.content_type AS "contentType", a.image_type AS "imageType", a.content_id AS "contentId", a.is_inline AS "isInline", b.bytes
   FROM attachments a JOIN blobs b ON b.workspace_id = a.workspace_id AND b.id = a.blob_id
   WHERE a.workspace_id = $1 AND a.message_id = $2 ORDER BY a.id`,
)
