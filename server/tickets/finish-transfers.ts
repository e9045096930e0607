import type { changeTicketIn } from './change-ticket.ts'
import type { Door } from './door.ts'
import { lineFor } from './merge-tickets.ts'
import { bucketOf, isUnresolved, type Ticket } from './ticket.ts'
import { endOfMerged, lockOrigins, originsThatWaited } from './transfers.queries.ts'

/**
 * A ticket that another one waits for is done: resolved, closed, or given up by its desk. Those that wait for nothing else
 * go on, in the same transaction, whoever did it and however. Asked in every change; what was never handed on is passed by.
 * @param change passed in, because it is what asks
 */
export async function finishTransfers({ ctx, tx, before, ticket }: Door, change: typeof changeTicketIn): Promise<void> {
  const end = before?.inTransfer ? await endOf(tx, before, ticket) : null
  if (!end) return
  const key = [tx.workspaceId, ticket.id, end.id, end.done]
  // They came into the world before what was made of them, and are locked after it: whoever does it the other way round tries again.
  if ((await tx.many(lockOrigins, key)).length === 0) return
  // In a statement of its own: it sees what others did to them, and to what they wait for, until they were locked.
  const origins = await tx.many<{ id: number }>(originsThatWaited, key)
  const bySystem = { ...ctx, actor: { kind: 'system' } } as const
  for (const { id } of origins) {
    await change(bySystem, tx, { ticketId: id }, async (origin) => {
      const decision = await origin.tryFire('transfer_finished')
      if (!decision.ok || decision.from === decision.to) return
      origin.log('ticket.transfer_finished', { issue: ticket.id })
      await origin.say(lineFor(`${ticket.reference} is done. Go on from here.`, 'transfer_finished', ticket.reference))
    })
  }
}

interface End {
  readonly id: number
  readonly done: boolean
}

/** Where the work on a ticket has come to with this change, if the change may be the end of it. */
async function endOf(tx: Door['tx'], before: Readonly<Ticket>, ticket: Ticket): Promise<End | null> {
  if (ticket.mergedIntoId === null) return isDone(ticket) && !isDone(before) ? { id: ticket.id, done: true } : null
  if (before.mergedIntoId !== null) return null
  // What was merged away is as far as the ticket it became part of. Part of the one that waited, it keeps nobody waiting.
  return tx.maybe<End>(endOfMerged, [tx.workspaceId, ticket.mergedIntoId])
}

/** What a desk threw away it does not work on either. */
function isDone(ticket: Readonly<Ticket>): boolean {
  return !isUnresolved(ticket) || ['spam', 'trash', 'purged'].includes(bucketOf(ticket))
}
