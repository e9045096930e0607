import type { Lifecycle } from '../../lifecycle/index.ts'
import type { HeldReply, SendThen } from '../messages/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { requireCategoryLater } from './about.ts'
import type { Door } from './door.ts'
import { file, holdIn, requireResolutionText, resolveIn } from './move-ticket.ts'
import { requirePossible } from './folder-refusal.ts'
import { requirePermission } from './require-permission.ts'
import { isUnresolved } from './ticket.ts'

/** What a mail that ends or delays the matter is, where the lifecycle mails with that verb: one act, one mail. */
export function sentKind(lifecycle: Lifecycle, then: SendThen | null): 'reply' | 'resolution' | 'hold' {
  if (then?.action === 'resolve' && mailsWith(lifecycle, 'resolve', 'resolution_mail')) return 'resolution'
  if (then?.action === 'hold' && mailsWith(lifecycle, 'hold', 'hold_mail')) return 'hold'
  return 'reply'
}

function mailsWith(lifecycle: Lifecycle, event: 'resolve' | 'hold', effect: 'resolution_mail' | 'hold_mail'): boolean {
  return lifecycle.transitions.some((row) => row.on === event && row.does?.includes(effect))
}

/** What sending does to the ticket, once the words are said: the lifecycle hears of the reply, and then of the rest of the stroke. */
export async function carryOn(
  door: Door,
  sent: { kind: string; text: string; forwardOf?: number | undefined; first?: HeldReply['first'] },
  then: SendThen | null,
): Promise<void> {
  const { ticket } = door
  if (sent.forwardOf !== undefined) door.log('message.forwarded', { of: sent.forwardOf })
  else if (sent.kind === 'reply' && sent.first !== 'agent_wrote_first') await door.fire('agent_replied')
  // The resolution or the hold mail with an agent's own words answers the customer as well; that an agent wrote first was heard before.
  else if (sent.kind !== 'note') ticket.firstResponseAt ??= door.at
  if (!then) return
  requirePermission(door.ctx, 'tickets.change_status')
  await file(door, then)
  if (then.action === 'status') {
    if (then.to !== ticket.status) await door.fire('status_set', { to: then.to, words: { mail: false } })
  } else if (then.action === 'resolve') {
    await resolveIn(door, { text: sent.kind === 'resolution' ? sent.text : undefined, mail: false, mailed: sent.kind === 'resolution' })
  } else {
    await holdIn(door, { mail: false })
  }
}

/**
 * What would keep a reply that is held back from going where it shall is refused at the click, where somebody sees it; the
 * release asks again, and the engine itself.
 */
export async function requireCarriable(door: Door, sent: { kind: string; text: string }, then: SendThen | null): Promise<void> {
  if (!then) return
  const { lifecycle, ticket } = door
  if (then.action === 'status' && !Object.hasOwn(lifecycle.statuses, then.to))
    throw new AppError('refused', `There is no status “${then.to}” in this lifecycle.`, {
      action: 'status_set',
      reason: 'unknown_status',
      ticketStatus: ticket.status,
    })
  if (then.action !== 'status') requirePossible(door, then.action)
  if (then.action === 'resolve') requireResolutionText(door, sent.kind === 'resolution' ? sent.text : undefined)
  await requireCategoryLater(door, { category: then.processingCategory, finishes: finishesBy(lifecycle, then) })
}

function finishesBy({ transitions, statuses }: Lifecycle, then: SendThen): boolean {
  const reached = then.action === 'status' ? [then.to] : transitions.filter(({ on }) => on === then.action).map(({ to }) => to)
  return reached.some((to) => {
    const status = to === undefined ? undefined : statuses[to]
    return status !== undefined && !isUnresolved(status)
  })
}
