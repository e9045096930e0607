import type { z } from 'zod'
import type { Context } from '../access/index.ts'
import { type AttachmentRow, type MailAddress, messageQueries, type MessageRow } from '../messages/index.ts'
import { deliveryState, messageDeliveries } from '../outbox/index.ts'
import { avatarHue } from '../people/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { framedUrl } from '../platform/http/index.ts'
import type { MessageView } from './tickets.schema.ts'

export type MessageOut = z.input<typeof MessageView>

const warnings: Partial<Record<MessageRow['audience'], string>> = {
  unverified:
    'The sender could not be proved: the mail fails the checks its domain asks for. Nobody was told of it and nothing was changed.',
  pending: 'This came from somebody who does not take part in this ticket. Accept it to make it part of the conversation.',
}

/** Messages for staff, with their attachments and what became of their mails. */
export async function messageViews(ctx: Context, tx: Tx, rows: readonly MessageRow[], viewerId: number): Promise<MessageOut[]> {
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const attachments = await tx.many<AttachmentRow>(messageQueries.attachmentsOfMessages, [tx.workspaceId, ids])
  const bcc = await tx.many<{ messageId: number; addresses: MailAddress[] }>(messageQueries.bccOfMessages, [tx.workspaceId, ids])
  const deliveries = await messageDeliveries(tx, ids)
  return rows.map((row) => {
    const sent = deliveries.get(row.id) ?? []
    const state = deliveryState(sent)
    return {
      id: row.id,
      kind: row.kind as MessageOut['kind'],
      audience: row.audience as MessageOut['audience'],
      state: row.state as MessageOut['state'],
      author: {
        kind: row.authorKind,
        id: row.authorId,
        name: row.authorName || (row.authorEmail ?? ''),
        email: row.authorEmail,
        avatarHue: avatarHue(row.authorId ?? 0),
      },
      at: row.at,
      sendAt: row.sendAt,
      editedAt: row.editedAt,
      subject: row.subject,
      text: row.text,
      preview: row.preview,
      hasQuote: row.hasQuote,
      hasHtml: row.hasHtml,
      contentUrl: framedUrl(ctx.app, 'message', { workspaceId: tx.workspaceId, id: row.id, viewerId }),
      attachments: attachments.filter((attachment) => attachment.messageId === row.id).map(attachmentView),
      to: row.to,
      cc: row.cc,
      bcc: bcc.find((one) => one.messageId === row.id)?.addresses ?? [],
      verdict: row.verdict,
      warning: warnings[row.audience] ?? null,
      why: row.why,
      autoKind: row.autoKind === 'no' ? null : row.autoKind,
      delivery: state
        ? {
            state,
            recipients: sent.map((one) => ({ address: one.recipient, state: one.state, at: one.sentAt, response: one.lastResponse })),
          }
        : null,
      systemLine: row.systemLine,
    }
  })
}

function attachmentView(row: AttachmentRow): MessageOut['attachments'][number] {
  return {
    id: row.id,
    filename: row.filename,
    contentType: row.contentType,
    size: row.size,
    inline: row.isInline,
    isImage: row.imageType !== null,
    url: `/api/v1/attachments/${row.id}`,
  }
}
