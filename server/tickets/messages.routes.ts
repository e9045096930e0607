import { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { bodyFromHtml, bodyFromText } from '../messages/index.ts'
import { ticketDeliveries } from '../outbox/index.ts'
import { contactByMail } from '../people/index.ts'
import { together, type Tx } from '../platform/db/index.ts'
import { invalid, notFound } from '../platform/errors/index.ts'
import { type Http, id, idIn, itemsOf, nothing, route, time, timeIn } from '../platform/http/index.ts'
import { findingView, FindingView } from '../wording/index.ts'
import { customerWrites } from './customer-writes.ts'
import { findTicket } from './find-ticket.ts'
import { askBesideMessages, messageView, shownMessageOf } from './message-views.ts'
import { dropDraftOf, keepDraft, readDraftOf } from './own-draft.ts'
import { acceptMessage, moveMessage } from './move-message.ts'
import { mentionable } from './mentions.ts'
import { sendNow, withdrawQueued } from './release-message.ts'
import { requirePermission } from './require-permission.ts'
import { type StaffMessage, type StaffMessageInput, staffWritesIn } from './staff-writes.ts'
import { messagePage, readMessages } from './ticket-page.ts'
import { changedTicket } from './ticket-views.ts'
import { DeliveryView, longestText, MessageView, TicketView } from './tickets.schema.ts'
import { PostMessage, refIn, SendThenKept } from './ticket-bodies.schema.ts'

const onMessage = refIn.extend({ id: idIn })
const draftKind = z.strictObject({ kind: z.enum(['reply', 'note']).default('reply') })
// A draft is kept as it is, half-typed addresses and all; sending checks them.
const draftAddresses = z
  .array(z.strictObject({ address: z.string().max(254), name: z.string().max(200).optional() }))
  .max(50)
  .optional()
const DraftContent = z.strictObject({
  html: z.string().max(longestText * 2),
  to: draftAddresses,
  cc: draftAddresses,
  bcc: draftAddresses,
  attachments: z
    .array(
      z.strictObject({
        id: z.string(),
        filename: z.string().max(300),
        contentType: z.string().max(200),
        size: z.number(),
        inline: z.boolean().optional(),
      }),
    )
    .max(100)
    .optional(),
  then: SendThenKept.optional(),
  quote: z.boolean().optional(),
  forwardOf: z.string().max(20).optional(),
})
const DraftIn = DraftContent.extend({
  seen: timeIn
    .nullable()
    .optional()
    .meta({ description: 'The `updatedAt` that was seen last, null for none: another draft is then not overwritten.' }),
})
const DraftKept = z.object({ updatedAt: time })

export function messageRoutes(http: Http): void {
  route(http, {
    method: 'GET',
    url: '/tickets/:ref/messages',
    summary: 'The conversation, oldest first; earlier pages by `before`',
    tag: 'messages',
    access: 'staff',
    params: refIn,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      before: z
        .string()
        .regex(/^\d+_\d+$/, 'is not a cursor')
        .optional(),
    }),
    response: { 200: z.object({ items: z.array(MessageView), previousCursor: z.string().nullable() }) },
    handle: ({ ctx, params, query }) =>
      ctx.transaction(
        async (tx) => {
          const ticket = await findTicket(ctx, tx, params.ref)
          const rows = await readMessages(tx, ticket.id, query)
          const ids = rows.map((row) => row.id)
          const beside = await tx.last(() => askBesideMessages(tx, ids))
          return messagePage(rows, query.limit, (row) => messageView(ctx, row, beside, ctx.actor.userId))
        },
        { ahead: true },
      ),
  })

  route(http, {
    method: 'POST',
    url: '/tickets/:ref/messages',
    summary: 'Reply to the customer, add a note, or bring in what a customer wrote',
    tag: 'messages',
    access: 'staff',
    // A note takes tickets.note instead, and speaking for a customer messages.as_customer.
    verbPermission: 'tickets.reply',
    idempotent: true,
    params: refIn,
    body: PostMessage,
    response: { 201: z.object({ message: MessageView, ticket: TicketView, warnings: z.array(FindingView) }) },
    handle: ({ ctx, params, body }) => (body.as === 'customer' ? bringIn(ctx, params.ref, body) : write(ctx, params.ref, body)),
  })

  route(http, {
    method: 'POST',
    url: '/tickets/:ref/messages/:id/withdraw',
    summary: 'Take back a reply that is still held; it is its author’s draft again',
    tag: 'messages',
    access: 'staff',
    permission: 'tickets.reply',
    params: onMessage,
    response: { 200: z.object({ draft: DraftContent.nullable(), updatedAt: time.nullable() }) },
    handle: ({ ctx, params }) => withdrawQueued(ctx, params.ref, params.id),
  })

  route(http, {
    method: 'POST',
    url: '/tickets/:ref/messages/:id/send',
    summary: 'Send one’s own held reply now',
    tag: 'messages',
    access: 'staff',
    permission: 'tickets.reply',
    params: onMessage,
    response: { 200: z.object({ message: MessageView, ticket: TicketView }) },
    handle: async ({ ctx, params }) => {
      const ticket = await ctx.transaction((tx) => findTicket(ctx, tx, params.ref))
      await sendNow(ctx, ticket.id, params.id)
      return answer(ctx, ticket.id, params.id)
    },
  })

  route(http, {
    method: 'GET',
    url: '/tickets/:ref/mentionable',
    summary: 'Whom a note on this ticket can call: colleagues who see it',
    tag: 'messages',
    access: 'staff',
    params: refIn,
    response: { 200: itemsOf(z.object({ id, name: z.string() })) },
    handle: async ({ ctx, params }) => ({ items: await mentionable(ctx, params.ref) }),
  })

  route(http, {
    method: 'POST',
    url: '/tickets/:ref/messages/:id/accept',
    summary:
      'Make a pending or unproved message part of the conversation; what somebody answers to a forward stays hidden from the customer',
    tag: 'messages',
    access: 'staff',
    verbPermission: 'tickets.edit',
    params: onMessage,
    response: { 200: z.object({ message: MessageView, ticket: TicketView }) },
    handle: async ({ ctx, params }) => {
      const ticket = await ctx.transaction((tx) => findTicket(ctx, tx, params.ref))
      await acceptMessage(ctx, { ticketId: ticket.id, messageId: params.id })
      return answer(ctx, ticket.id, params.id)
    },
  })

  route(http, {
    method: 'POST',
    url: '/tickets/:ref/messages/:id/move',
    summary: 'Move a customer’s message to another ticket or to a new one',
    tag: 'messages',
    access: 'staff',
    verbPermission: 'tickets.merge',
    params: onMessage,
    body: z.strictObject({ to: z.string().min(1).max(40) }),
    response: { 200: z.object({ message: MessageView, ticket: TicketView }) },
    handle: async ({ ctx, params, body }) => {
      const found = await ctx.transaction(async (tx) => ({
        from: await findTicket(ctx, tx, params.ref),
        to: body.to === 'new' ? null : await findTicket(ctx, tx, body.to),
      }))
      const moved = await moveMessage(ctx, { ticketId: found.from.id, messageId: params.id, toTicketId: found.to?.id ?? 'new' })
      return answer(ctx, moved, params.id)
    },
  })

  route(http, {
    method: 'GET',
    url: '/tickets/:ref/deliveries',
    summary: 'What was mailed to whom, every attempt, and what the other server said',
    tag: 'messages',
    access: 'staff',
    params: refIn,
    response: { 200: itemsOf(DeliveryView) },
    handle: ({ ctx, params }) =>
      ctx.transaction(async (tx) => {
        const ticket = await findTicket(ctx, tx, params.ref)
        return { items: await ticketDeliveries(tx, ticket.id) }
      }),
  })

  route(http, {
    method: 'GET',
    url: '/tickets/:ref/draft',
    summary: 'One’s own draft on a ticket',
    tag: 'messages',
    access: 'staff',
    params: refIn,
    query: draftKind,
    response: { 200: z.object({ draft: DraftContent.nullable(), updatedAt: time.nullable() }) },
    handle: ({ ctx, params, query }) =>
      ctx.transaction(async (tx) => {
        const ticket = await findTicket(ctx, tx, params.ref)
        return readDraftOf(tx, { userId: ctx.actor.userId, ticketId: ticket.id, kind: query.kind })
      }),
  })

  route(http, {
    method: 'PUT',
    url: '/tickets/:ref/draft',
    summary: 'Keep a draft; with `seen`, only if it is still the one that was seen',
    tag: 'messages',
    access: 'staff',
    params: refIn,
    query: draftKind,
    body: DraftIn,
    response: { 200: DraftKept },
    handle: ({ ctx, params, query, body: { seen, ...content } }) =>
      ctx.transaction(async (tx) => {
        const ticket = await findTicket(ctx, tx, params.ref)
        await keepDraft(ctx.app, tx, { userId: ctx.actor.userId, ticketId: ticket.id, kind: query.kind }, content, seen)
        return { updatedAt: tx.now }
      }),
  })

  route(http, {
    method: 'DELETE',
    url: '/tickets/:ref/draft',
    summary: 'Throw a draft away; with `seen`, only if it is still the one that was seen',
    tag: 'messages',
    access: 'staff',
    params: refIn,
    query: draftKind.extend({ seen: timeIn.optional() }),
    response: { 204: nothing },
    handle: ({ ctx, params, query }) =>
      ctx.transaction(async (tx) => {
        const ticket = await findTicket(ctx, tx, params.ref)
        await dropDraftOf(tx, { userId: ctx.actor.userId, ticketId: ticket.id, kind: query.kind }, query.seen)
      }),
  })
}

type PostBody = z.output<typeof PostMessage>

function write(ctx: Context<StaffActor>, ref: string, body: PostBody) {
  const content = bodyOf(body)
  const input: StaffMessageInput = {
    ticketId: ref,
    kind: body.kind,
    body: content,
    html: body.html,
    to: body.to,
    cc: body.cc,
    bcc: body.bcc,
    uploadIds: body.attachments,
    seenMessageId: body.seenMessageId,
    sendAt: body.sendAt,
    undoSeconds: body.undoSeconds,
    then: body.then,
    quote: body.quote,
    mentions: body.mentions,
    forwardOf: body.forwardOf,
    fromDraft: body.fromDraft,
    draftSeen: body.draftSeen,
    confirmWarnings: body.confirmWarnings,
    expectedVersion: body.expectedVersion,
  }
  return ctx.transaction((tx) => staffWritesIn(ctx, tx, input, (written) => writtenMessage(ctx, tx, written)), { ahead: true })
}

/** For channels and imports: the message is the customer's, and the lifecycle hears it as such. */
async function bringIn(ctx: Context<StaffActor>, ref: string, body: PostBody) {
  requirePermission(ctx, 'messages.as_customer')
  const result = await ctx.transaction(async (tx) => {
    const ticket = await findTicket(ctx, tx, ref)
    const named = body.contact ? await contactByMail(tx, { email: body.contact.email, name: body.contact.name ?? null }) : null
    const own = ticket.contactId === null ? null : { id: ticket.contactId, name: ticket.contactName ?? '', email: ticket.contactEmail }
    const contact = named ?? own
    if (!contact) throw invalid('contact', 'The ticket has no contact: say who wrote.')
    const author = { kind: 'contact', id: contact.id, name: contact.name, email: contact.email } as const
    const message = { kind: 'customer', audience: 'public', author, body: bodyOf(body), why: 'It was brought in through the API.' } as const
    return customerWrites(ctx, tx, { ticketId: ticket.id, message, contact, channel: 'api' })
  })
  if (result.messageId === null) throw notFound()
  return { ...(await answer(ctx, result.ticketId, result.messageId)), warnings: [] }
}

function bodyOf(body: PostBody) {
  if (!body.text?.trim() && !body.html?.trim() && !body.attachments?.length) throw invalid('text', 'Write something, or attach a file.')
  return body.html ? bodyFromHtml(body.html) : bodyFromText(body.text ?? '')
}

async function answer(ctx: Context<StaffActor>, ticketId: number, messageId: number) {
  return ctx.transaction(async (tx) => {
    const ticket = await findTicket({ ...ctx, actor: { kind: 'system' } }, tx, String(ticketId))
    const lifecycle = await lifecycleVersion(tx, ticket.lifecycleVersionId)
    return messageAndTicket(ctx, tx, { messageId, ticket, lifecycle })
  })
}

async function writtenMessage(ctx: Context<StaffActor>, tx: Tx, written: StaffMessage) {
  return { ...(await messageAndTicket(ctx, tx, written)), warnings: written.warnings.map(findingView) }
}

async function messageAndTicket(ctx: Context<StaffActor>, tx: Tx, { messageId, ticket, lifecycle }: Omit<StaffMessage, 'warnings'>) {
  const [message, shownTicket] = await together([shownMessageOf(ctx, tx, messageId), changedTicket(ctx, tx, ticket, lifecycle)])
  return { message, ticket: shownTicket }
}
