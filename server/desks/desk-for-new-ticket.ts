import type { Actor } from '../access/index.ts'
import { invalid } from '../platform/errors/index.ts'

/**
 * The desks a new ticket of this actor may be on: the one named, else all they work on, of which it goes to the
 * workspace's default or else to the first. Null: any.
 * @throws invalid_input when they do not work on the desk they named, or on none
 */
export function desksForNewTicket(actor: Actor, wanted: number | null | undefined): number[] | null {
  const mine = actor.kind === 'staff' ? actor.desks : null
  if (wanted) {
    if (mine && !mine.has(wanted)) throw invalid('desk', 'There is no such desk, or you do not work on it.')
    return [wanted]
  }
  if (mine?.size === 0) throw invalid('desk', 'There is no desk yet that you work on. An admin can make one.')
  return mine && [...mine.keys()]
}
