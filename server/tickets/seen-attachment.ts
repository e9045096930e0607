import type { Context, StaffActor } from '../access/index.ts'
import { messageQueries } from '../messages/index.ts'
import { query, type Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { findTicket } from './find-ticket.ts'
import { requirePermission } from './require-permission.ts'

export interface StoredAttachment {
  id: number
  ticketId: number | null
  uploadedBy: number | null
  filename: string
  contentType: string
  imageType: string | null
  size: number
  blobId: number
  ofMasked: boolean
}

const copyRow = query(
  'attachments.copy',
  `INSERT INTO attachments (workspace_id, blob_id, filename, content_type, image_type, size, uploaded_by, created_at)
   SELECT workspace_id, blob_id, filename, content_type, image_type, size, $3, $4 FROM attachments WHERE workspace_id = $1 AND id = $2
   RETURNING id, filename, content_type AS "contentType", size`,
)

/** An attachment of a ticket one sees, or an upload of one's own. */
export async function seenAttachment(ctx: Context<StaffActor>, tx: Tx, id: number): Promise<StoredAttachment> {
  const attachment = await tx.maybe<StoredAttachment>(messageQueries.attachmentById, [tx.workspaceId, id])
  if (!attachment) throw notFound()
  if (attachment.ticketId === null) {
    if (attachment.uploadedBy !== ctx.actor.userId) throw notFound()
  } else await findTicket(ctx, tx, String(attachment.ticketId))
  requireUncovered(ctx, attachment)
  return attachment
}

/** For whoever reads a file, or hands it on to where nothing says any more that its message is masked. */
export function requireUncovered(ctx: Context, file: Pick<StoredAttachment, 'contentType' | 'filename' | 'ofMasked'>): void {
  if (file.ofMasked && isMail(file)) requirePermission(ctx, 'messages.unmask')
}

/** A mail in a mail says again what the message says, and without asterisks. */
function isMail({ contentType, filename }: Pick<StoredAttachment, 'contentType' | 'filename'>): boolean {
  return /^message\//i.test(contentType) || /\.(eml|msg|mht|mhtml|mbox)$/i.test(filename)
}

/** The same bytes as an upload of one's own; nothing is stored twice. */
export function copyAttachment(ctx: Context<StaffActor>, id: number) {
  return ctx.transaction(async (tx) => {
    await seenAttachment(ctx, tx, id)
    requirePermission(ctx, 'tickets.reply')
    return tx.one<{ id: number; filename: string; contentType: string; size: number }>(copyRow, [
      tx.workspaceId,
      id,
      ctx.actor.userId,
      tx.now,
    ])
  })
}
