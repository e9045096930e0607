import type { z } from 'zod'
import type { Context } from '../access/index.ts'
import { type AttachmentRow, type MailAddress, messageQueries, type MessageRow } from '../messages/index.ts'
import { deliveryState, messageDeliveries, newestDeliveries } from '../outbox/index.ts'
import { avatarHue } from '../people/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import { framedUrl } from '../platform/http/index.ts'
import type { MessageView } from './tickets.schema.ts'

export type MessageOut = z.input<typeof MessageView>

const warnings: Partial<Record<MessageRow['audience'], string>> = {
  unverified:
    'The sender could not be proved: the mail fails the checks its domain asks for. Nobody was told of it and nothing was changed.',
  pending: 'This came from somebody who does not take part in this ticket. Accept it to make it part of the conversation.',
}

interface BesideMessages {
  readonly attachments: readonly AttachmentRow[]
  readonly bcc: readonly { messageId: number; addresses: MailAddress[] }[]
  readonly deliveries: Awaited<ReturnType<typeof messageDeliveries>>
}

/** What stands beside messages: their attachments, hidden copies, and what became of their mails. */
export async function besideMessages(tx: Tx, ids: readonly number[]): Promise<BesideMessages> {
  const [beside, deliveries] = await together([
    tx.one<Pick<BesideMessages, 'attachments' | 'bcc'>>(messageQueries.besideMessages, [tx.workspaceId, ids]),
    messageDeliveries(tx, ids),
  ])
  return { ...beside, deliveries }
}

/** The same for the newest messages of a ticket, without knowing their ids. */
export async function besideNewest(tx: Tx, ticketId: number): Promise<BesideMessages> {
  const [beside, deliveries] = await together([
    tx.one<Pick<BesideMessages, 'attachments' | 'bcc'>>(messageQueries.besideNewest, [tx.workspaceId, ticketId]),
    newestDeliveries(tx, ticketId),
  ])
  return { ...beside, deliveries }
}

/** A message for staff, with its attachments and what became of its mails. */
export function messageView(ctx: Context, row: MessageRow, beside: BesideMessages, viewerId: number): MessageOut {
  const sent = beside.deliveries.get(row.id) ?? []
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
    contentUrl: framedUrl(ctx.app, 'message', { workspaceId: ctx.workspaceId, id: row.id, viewerId }),
    attachments: beside.attachments.filter((attachment) => attachment.messageId === row.id).map(attachmentView),
    to: row.to,
    cc: row.cc,
    bcc: beside.bcc.find((one) => one.messageId === row.id)?.addresses ?? [],
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
