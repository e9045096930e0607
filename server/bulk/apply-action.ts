import type { Context, StaffActor } from '../access/index.ts'
import { bodyFromText } from '../messages/index.ts'
import { within } from '../platform/http/idempotency.ts'
import { actOn, editTicket, labelTicket, staffWrites, starTicket } from '../tickets/index.ts'
import type { BulkAction } from './bulk.schema.ts'
import type { Facts } from './facts.ts'

/** What an action changed that no column of the ticket says. */
export interface Beside {
  readonly before: Partial<Facts>
  readonly after: Partial<Facts>
}

const nothing: Beside = { before: {}, after: {} }

/** Does the action to one ticket through its ordinary verb, with the rights of who asked. */
export async function applyAction(ctx: Context<StaffActor>, ticketId: number, act: BulkAction, now: Facts): Promise<Beside> {
  switch (act.action) {
    case 'priority':
      await editTicket(ctx, { ticketId, priority: act.priority })
      return nothing
    case 'labels': {
      const { added, removed } = await labelTicket(ctx, { ticketId, add: act.add, remove: act.remove })
      return { before: { labels: removed }, after: { labels: added } }
    }
    case 'note':
      await staffWrites(ctx, { ticketId, kind: 'note', body: bodyFromText(act.text) })
      return nothing
    case 'star':
    case 'unstar': {
      const starred = act.action === 'star'
      const changed = await starTicket(ctx, String(ticketId), starred)
      return { before: { starred: changed ? !starred : starred }, after: { starred } }
    }
    case 'snooze': {
      const { action: _, ...body } = act
      // It arrived as text where it was kept as JSON.
      await actOn(ctx, ticketId, 'snooze', { ...body, until: body.until && new Date(body.until) })
      return nothing
    }
    case 'purge':
      await purge(ctx, ticketId, now)
      return nothing
    default: {
      const { action, ...body } = act
      await actOn(ctx, ticketId, action, body)
      return nothing
    }
  }
}

/** Spam goes for good without a stop in the trash. */
function purge(ctx: Context<StaffActor>, ticketId: number, { spam, trashed }: Facts): Promise<void> {
  return ctx.transaction(async (tx) => {
    const inside = within(ctx, tx)
    if (spam && !trashed) await actOn(inside, ticketId, 'delete', {})
    await actOn(inside, ticketId, 'purge', {})
  })
}
