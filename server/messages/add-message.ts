import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { invalid } from '../platform/errors/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { picturesOf, renderBody, storable } from './body/index.ts'
import type { MailAddress, NewAttachment, NewMessage } from './message.ts'
import { claimUploads, insertAttachment, insertBlob, nextMessageId } from './messages.queries.ts'

/** Takes an id for a message to come; the message's Message-ID is made from it. */
export async function takeMessageId(tx: Tx): Promise<number> {
  return (await tx.one<{ id: number }>(nextMessageId)).id
}

/**
 * What `insertMessage` takes. Written by the door only, which has locked the ticket.
 * @param at business time; messages of a ticket are ordered by it
 */
export function messageRow(workspaceId: number, id: number, ticketId: number, at: Date, message: NewMessage): unknown[] {
  const forms = 'json' in message.body ? message.body : renderBody(message.body)
  const queued = message.sendAt && message.sendAt > at
  return [
    workspaceId,
    id,
    ticketId,
    message.kind,
    message.audience,
    queued ? 'queued' : 'released',
    message.author.kind,
    message.author.id,
    message.author.name,
    message.author.email ?? null,
    at,
    message.sendAt ?? null,
    message.subject ?? null,
    forms.json,
    forms.text,
    forms.html,
    forms.preview,
    forms.hasQuote,
    addresses(message.to),
    addresses(message.cc),
    message.mail?.messageId ?? message.ownMessageId ?? null,
    message.mail?.inReplyTo ?? null,
    message.mail?.references ?? [],
    message.mail?.autoKind ?? 'no',
    message.mail?.verdict ?? null,
    message.why ?? null,
    addresses(message.bcc),
    message.systemLine ? JSON.stringify(message.systemLine) : null,
    message.mail?.rawMailId ?? null,
    queued && message.held ? JSON.stringify(message.held) : null,
    message.withHistory ?? true,
    message.masks ? JSON.stringify(message.masks) : null,
  ]
}

export function hasFiles(message: NewMessage): boolean {
  return (message.attachments?.length ?? 0) + (message.uploadIds?.length ?? 0) > 0
}

/** Stores the attachments of a message that is there, and binds what was uploaded for it. */
export async function addFiles(tx: Tx, id: number, ticketId: number, at: Date, message: NewMessage): Promise<void> {
  for (const attachment of message.attachments ?? [])
    await storeAttachment(tx, { ticketId, messageId: id, uploadedBy: null, at, attachment })
  if (message.uploadIds && message.uploadIds.length > 0) await useUploads(tx, ticketId, id, message)
}

/** Stores bytes as an attachment; its image type is proved by the content, never by name or header. */
export async function storeAttachment(
  tx: Tx,
  input: { ticketId: number | null; messageId: number | null; uploadedBy: number | null; at: Date; attachment: NewAttachment },
): Promise<number> {
  const { attachment } = input
  const blob = await tx.one<{ id: number }>(insertBlob, [
    tx.workspaceId,
    attachment.content.length,
    createHash('sha256').update(attachment.content).digest(),
    attachment.content,
  ])
  const row = await tx.one<{ id: number }>(insertAttachment, [
    tx.workspaceId,
    input.ticketId,
    input.messageId,
    blob.id,
    storable(attachment.filename) || 'attachment',
    storable(attachment.contentType),
    await rasterImageType(attachment.content),
    attachment.content.length,
    attachment.contentId ?? null,
    attachment.inline ?? false,
    input.uploadedBy,
    input.at,
  ])
  return row.id
}

const shownInline = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'])

async function rasterImageType(content: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(content.subarray(0, 4100)).catch(() => undefined)
  return found && shownInline.has(found.mime) ? found.mime : null
}

async function useUploads(tx: Tx, ticketId: number, messageId: number, message: NewMessage): Promise<void> {
  const wanted = [...new Set(message.uploadIds ?? [])]
  const claimed = await tx.many<{ id: number }>(claimUploads, [
    tx.workspaceId,
    ticketId,
    messageId,
    wanted,
    message.uploadedBy ?? message.author.id,
    picturesAmong(wanted, message),
  ])
  if (claimed.length !== wanted.length)
    throw invalid('attachments', 'One of the attachments is not yours to send, or was sent already. Attach it again.')
}

/** What a picture in the text of a composed message is called until it is sent: `cid:upload-7` is the upload 7. */
function picturesAmong(uploads: readonly number[], { body }: NewMessage): number[] {
  if ('json' in body) return []
  const named = new Set(picturesOf(body).flatMap(({ source }) => (source.kind === 'cid' ? [source.cid] : [])))
  return uploads.filter((id) => named.has(`upload-${id}`))
}

function addresses(list: readonly MailAddress[] | undefined): string {
  return JSON.stringify(
    (list ?? []).map(({ address, name }) => ({ address: storable(address), ...(name ? { name: storable(name) } : {}) })),
  )
}
