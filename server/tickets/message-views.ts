import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import type { AttachmentRow, MailAddress, MessageRow } from '../messages/index.ts'
import { deliveryState, type SentMail } from '../outbox/index.ts'
import { avatarHue } from '../people/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { framedUrl } from '../platform/http/index.ts'
import { inLanguage, type Language } from '../platform/words/index.ts'
import { besideMessages, shownMessage } from './message-views.queries.ts'
import type { MessageView } from './tickets.schema.ts'

export type MessageOut = z.input<typeof MessageView>

const warnings: Partial<Record<MessageRow['audience'], string>> = {
  unverified:
    'The sender could not be proved: the mail fails the checks its domain asks for. Nobody was told of it and nothing was changed.',
  pending: 'This came from somebody who does not take part in this ticket. Accept it to make it part of the conversation.',
}

export interface BesideMessages {
  readonly attachments: readonly AttachmentRow[]
  readonly bcc: readonly { messageId: number; addresses: MailAddress[] }[]
  readonly deliveries: readonly SentMail[]
}

/** What stands beside messages: their attachments, hidden copies, and what became of their mails. */
export function askBesideMessages(tx: Tx, ids: readonly number[]): Promise<BesideMessages> {
  return tx.one<BesideMessages>(besideMessages, [tx.workspaceId, ids])
}

/** One message for staff. Its only query is asked at once. */
export async function shownMessageOf(ctx: Context<StaffActor>, tx: Tx, id: number): Promise<MessageOut> {
  const row = await tx.maybe<MessageRow & BesideMessages>(shownMessage, [tx.workspaceId, id])
  if (!row) throw notFound()
  return messageView(ctx, row, row, ctx.actor.userId)
}

/** A message for staff, with its attachments and what became of its mails. */
export function messageView(ctx: Context, row: MessageRow, beside: BesideMessages, viewerId: number): MessageOut {
  const sent = beside.deliveries.filter((one) => one.messageId === row.id)
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
    contentUrl: row.hasHtml ? contentUrl(ctx, row, viewerId) : null,
    attachments: beside.attachments.filter((attachment) => attachment.messageId === row.id).map(attachmentView),
    to: row.to,
    cc: row.cc,
    bcc: beside.bcc.find((one) => one.messageId === row.id)?.addresses ?? [],
    verdict: row.verdict,
    warning: sentencesIn(warnings[row.audience] ?? '', ctx.language) || null,
    why: row.why && sentencesIn(row.why, ctx.language),
    autoKind: row.autoKind === 'no' ? null : row.autoKind,
    delivery: state
      ? {
          state,
          recipients: sent.map((one) => ({
            address: one.recipient,
            state: one.state,
            at: one.sentAt === null ? null : new Date(one.sentAt),
            response: one.lastResponse,
          })),
        }
      : null,
    systemLine: row.systemLine,
    revision: row.revision,
    masks: (row.masks ?? []).map(([mask, from, to]) => ({ id: mask, from, to })),
  }
}

// Another address after words were masked, so that no browser goes on showing what it loaded before.
function contentUrl(ctx: Context, { id, revision }: MessageRow, viewerId: number): string {
  const url = framedUrl(ctx.app, 'message', { workspaceId: ctx.workspaceId, id, viewerId })
  return revision > 1 ? `${url}?r=${revision}` : url
}

/** One sentence after the other. */
function sentencesIn(text: string, language: Language): string {
  if (language === 'en') return text
  const sentences = text.split(/(?<=\.) (?=\p{Lu})/u).map((sentence) => inLanguage(sentence, language))
  return sentences.join(language === 'ja' ? '' : ' ')
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
