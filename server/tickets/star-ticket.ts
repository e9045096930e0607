import type { Context, StaffActor } from '../access/index.ts'
import { findTicket } from './find-ticket.ts'
import { star, unstar } from './ticket-views.queries.ts'

/** Stars a ticket for oneself, or takes the star away. Gives whether that changed anything. */
export function starTicket(ctx: Context<StaffActor>, ref: string, starred: boolean): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const { id } = await findTicket(ctx, tx, ref)
    const key = [tx.workspaceId, ctx.actor.userId, id]
    return (await (starred ? tx.run(star, [...key, tx.now]) : tx.run(unstar, key))) > 0
  })
}
