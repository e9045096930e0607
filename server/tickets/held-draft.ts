import type { HeldReply, MailAddress, SendThen, ThenStep } from '../messages/index.ts'
import { query, type Tx } from '../platform/db/index.ts'
import type { Door } from './door.ts'
import { dropDraft, lockDraft, writeDraft } from './ticket-views.queries.ts'

export interface DraftAttachment {
  readonly id: string
  readonly filename: string
  readonly contentType: string
  readonly size: number
  /** It stands in the text, as a picture. */
  readonly inline?: boolean
}

export interface DraftContent {
  readonly html: string
  readonly to?: MailAddress[]
  readonly cc?: MailAddress[]
  readonly bcc?: MailAddress[]
  readonly attachments?: DraftAttachment[]
  readonly then?: ThenStep & { readonly processingCategory?: string | null | undefined }
  readonly quote?: boolean
  readonly forwardOf?: string
}

/** The files of a message are its author's uploads again. */
const freeUploads = query(
  'drafts.free_uploads',
  `UPDATE attachments SET message_id = NULL, ticket_id = NULL, created_at = $4
   WHERE workspace_id = $1 AND message_id = $2 AND uploaded_by = $3
   RETURNING id::text AS id, filename, content_type AS "contentType", size, is_inline AS inline`,
)

/** Throws away what was sent, in the transaction that sends it; not what came to stand there since it was `seen`. */
export function dropOwnDraft(door: Door, userId: number, kind: 'reply' | 'note', seen: Date | undefined): void {
  door.write(dropDraft, [door.tx.workspaceId, userId, door.ticket.id, kind, seen ?? null])
}

/**
 * Makes a held reply its author's draft again, with everything. What the author began to write since stands below it, so
 * that neither is lost.
 */
export async function becomeDraft(
  tx: Tx,
  held: {
    id: number
    ticketId: number
    authorId: number
    to: MailAddress[]
    cc: MailAddress[]
    bcc: MailAddress[]
    held: HeldReply | null
    text: string
    withHistory: boolean
  },
): Promise<DraftContent> {
  const begun = await tx.maybe<{ content: DraftContent }>(lockDraft, [tx.workspaceId, held.authorId, held.ticketId, 'reply'])
  const files = await tx.many<DraftAttachment>(freeUploads, [tx.workspaceId, held.id, held.authorId, tx.now])
  const content: DraftContent = {
    html: `${held.held?.html ?? paragraphs(held.text)}${begun?.content.html ?? ''}`,
    to: held.to,
    cc: held.cc,
    bcc: held.bcc,
    attachments: [...files, ...(begun?.content.attachments ?? [])],
    ...(held.held?.then ? { then: kept(held.held.then) } : {}),
    ...(held.held?.forwardOf === undefined ? {} : { forwardOf: String(held.held.forwardOf) }),
    ...(held.withHistory || held.held?.forwardOf !== undefined ? {} : { quote: false }),
  }
  await tx.run(writeDraft, [tx.workspaceId, held.authorId, held.ticketId, 'reply', JSON.stringify(content), tx.now])
  return content
}

/** Ids are text in a draft, as everywhere on the wire. */
function kept({ processingCategory, ...then }: SendThen): DraftContent['then'] {
  return processingCategory == null ? { ...then, processingCategory } : { ...then, processingCategory: String(processingCategory) }
}

/** What was held by an older version kept its words only. */
function paragraphs(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return escaped
    .split(/\n{2,}/)
    .map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`)
    .join('')
}
