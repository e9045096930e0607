import type { Context, StaffActor } from '../access/index.ts'
import { bodyFromText } from '../messages/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { changeTicket, changeTicketIn } from './change-ticket.ts'
import type { Door } from './door.ts'
import { endGuide } from './end-guide.ts'
import { requirePossible } from './folder-refusal.ts'
import { requirePermission } from './require-permission.ts'
import { askGuide, originsOf } from './transfers.queries.ts'

interface Base {
  readonly ticketId: number
  readonly expectedVersion?: number
}

/**
 * A desk that was handed a ticket asks the first one to tell its customer something. The words become a note on both; nobody's
 * status changes.
 */
export function requestGuide(ctx: Context<StaffActor>, input: Base & { text: string }): Promise<void> {
  requirePermission(ctx, 'tickets.note')
  return ctx.transaction((tx) =>
    changeTicketIn(ctx, tx, input, async (issue) => {
      requirePossible(issue, 'request-guide')
      const origins = await originsToAsk(tx, issue)
      for (const { id, transferIds } of origins) {
        await changeTicketIn(ctx, tx, { ticketId: id, unseen: true }, (origin) => ask(origin, issue, { transferIds, text: input.text }))
        issue.log('ticket.guide_requested', { origin: id })
      }
      await issue.say(noteBy(ctx.actor, input.text))
    }),
  )
}

interface OriginRow {
  id: number
  /** Several, where what it was handed on as was merged. */
  transferIds: number[]
  category: string
  bucket: string
}

async function originsToAsk(tx: Tx, { ticket }: Door): Promise<OriginRow[]> {
  const found = ticket.inTransfer ? await tx.many<OriginRow>(originsOf, [tx.workspaceId, ticket.id]) : []
  const no = (reason: string, detail: string) =>
    new AppError('refused', detail, { action: 'request-guide', reason, ticketStatus: ticket.status })
  if (found.length === 0) throw no('not_transferred', 'This ticket was not transferred by another desk: there is no customer to be told.')
  const open = found.filter(({ category, bucket }) => category !== 'closed' && !['trash', 'spam', 'purged'].includes(bucket))
  if (open.length === 0) throw no('origin_closed', 'The customer’s ticket is closed. Nobody writes to the customer there any more.')
  return open
}

async function ask(origin: Door, issue: Door, { transferIds, text }: { transferIds: number[]; text: string }): Promise<void> {
  const { ctx, tx, ticket } = origin
  if (ctx.actor.kind !== 'staff') throw new AppError('forbidden')
  const messageId = await origin.say(noteBy(ctx.actor, text))
  ticket.guideSince ??= origin.at
  origin.log('ticket.guide_requested', { issue: issue.ticket.id, message: messageId })
  origin.write(askGuide, [tx.workspaceId, transferIds, messageId, ctx.actor.userId, origin.at])
}

function noteBy(actor: StaffActor, text: string) {
  return {
    kind: 'note',
    audience: 'staff',
    author: { kind: 'agent', id: actor.userId, name: actor.name },
    body: bodyFromText(text),
  } as const
}

/** Says that the customer knows, by telephone or in another way; a reply says so by itself. */
export function customerTold(ctx: Context<StaffActor>, input: Base): Promise<void> {
  requirePermission(ctx, 'tickets.reply')
  return changeTicket(ctx, input, async (door) => {
    const { ticket } = door
    requirePossible(door, 'customer-told')
    if (ticket.guideSince === null)
      throw new AppError('refused', 'Nobody asked to tell this customer something, or they were told already.', {
        action: 'customer-told',
        reason: 'nothing_to_tell',
        ticketStatus: ticket.status,
      })
    endGuide(door, 'told')
  })
}
