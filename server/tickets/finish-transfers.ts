import type { changeTicketIn } from './change-ticket.ts'
import type { Door } from './door.ts'
import { lineFor } from './merge-tickets.ts'
import { bucketOf, isUnresolved, type Ticket } from './ticket.ts'
import { originsThatWaited, ticketDone } from './transfers.queries.ts'

/**
 * A ticket that another one waits for is done: resolved, closed, or given up by its desk. Those that wait for nothing else
 * go on, in the same transaction, whoever did it and however. Asked in every change; what was never handed on is passed by.
 * @param change passed in, because it is what asks
 */
export async function finishTransfers({ ctx, tx, before, ticket }: Door, change: typeof changeTicketIn): Promise<void> {
  if (!before?.inTransfer || !(await becameDone(tx, before, ticket))) return
  const origins = await tx.many<{ id: number }>(originsThatWaited, [tx.workspaceId, ticket.id])
  const bySystem = { ...ctx, actor: { kind: 'system' } } as const
  for (const { id } of origins) {
    // It came into the world before what was made of it, and is locked after it: whoever does it the other way round tries again.
    await change(bySystem, tx, { ticketId: id }, async (origin) => {
      const decision = await origin.tryFire('transfer_finished')
      if (!decision.ok || decision.from === decision.to) return
      origin.log('ticket.transfer_finished', { issue: ticket.id })
      await origin.say(lineFor(`${ticket.reference} is done. Go on from here.`, 'transfer_finished', ticket.reference))
    })
  }
}

async function becameDone(tx: Door['tx'], before: Readonly<Ticket>, ticket: Ticket): Promise<boolean> {
  // What was merged away is as far as the ticket it became part of.
  if (ticket.mergedIntoId === null) return isDone(ticket) && !isDone(before)
  if (before.mergedIntoId !== null) return false
  return (await tx.maybe<{ done: boolean }>(ticketDone, [tx.workspaceId, ticket.mergedIntoId]))?.done === true
}

/** What a desk threw away it does not work on either. */
function isDone(ticket: Readonly<Ticket>): boolean {
  return !isUnresolved(ticket) || ['spam', 'trash', 'purged'].includes(bucketOf(ticket))
}
