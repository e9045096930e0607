import type { Actor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { defaultDesk } from './desks.queries.ts'

/** The desk named, if the actor works on it; else the workspace's default, else the first one the actor works on. */
export async function deskForNewTicket(tx: Tx, actor: Actor, wanted: number | null | undefined): Promise<number> {
  const mine = actor.kind === 'staff' ? actor.desks : null
  if (wanted) {
    if (mine && !mine.has(wanted)) throw invalid('desk', 'There is no such desk, or you do not work on it.')
    return wanted
  }
  const found = await tx.maybe<{ id: number }>(defaultDesk, [tx.workspaceId])
  if (found && (!mine || mine.has(found.id))) return found.id
  const first = mine && [...mine.keys()].sort((a, b) => a - b)[0]
  if (!first) throw invalid('desk', 'There is no desk yet that you work on. An admin can make one.')
  return first
}
