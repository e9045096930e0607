import type { FastifyRequest } from 'fastify'
import type { Context, StaffActor } from '../access/index.ts'
import { cleanLine } from '../messages/body/index.ts'
import { storeAttachment } from '../messages/index.ts'
import { AppError, invalid } from '../platform/errors/index.ts'
import { requirePermission } from './require-permission.ts'

/** Keeps an uploaded file until a message of the same person takes it. */
export async function storeUpload(ctx: Context<StaffActor>, request: FastifyRequest) {
  requirePermission(ctx, 'tickets.reply')
  const part = await request.file()
  if (!part) throw invalid('file', 'There is no file in the request.')
  const content = await part.toBuffer()
  if (part.file.truncated) throw new AppError('payload_too_large')
  const filename = safeFilename(part.filename)
  const contentType = /^[\w.+-]+\/[\w.+-]+$/.test(part.mimetype) ? part.mimetype : 'application/octet-stream'
  const id = await ctx.transaction((tx) =>
    storeAttachment(tx, {
      ticketId: null,
      messageId: null,
      uploadedBy: ctx.actor.userId,
      at: tx.now,
      attachment: { filename, contentType, content },
    }),
  )
  return { id, filename, contentType, size: content.length }
}

/** The last part of whatever path came along, as one clean line. */
function safeFilename(name: string): string {
  return cleanLine(name.split(/[/\\]/).at(-1) ?? '', 200).trim() || 'attachment'
}
