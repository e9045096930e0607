import { type App, type Context, type Presence, type StaffActor, tellPresence } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { insertJob, lockMember, loseConnections, setPresenceRow } from './people.queries.ts'

/** Sets one's own presence; being asked is itself a sign of a connection. */
export function setOwnPresence(ctx: Context<StaffActor>, presence: Presence): Promise<void> {
  return ctx.transaction((tx) => setPresence(ctx.app, tx, ctx.actor.userId, { presence, connected: ctx.actor.sessionId !== null }))
}

/** An admin sets somebody's presence; it then stays until that person is seen again. */
export function setPresenceOf(ctx: Context<StaffActor>, userId: number, change: { presence: Presence; capacity?: number }): Promise<void> {
  return ctx.transaction((tx) => setPresence(ctx.app, tx, userId, { ...change, connected: false }))
}

export async function setPresence(
  app: App,
  tx: Tx,
  userId: number,
  change: { presence: Presence; capacity?: number; connected: boolean },
): Promise<void> {
  const member = await tx.maybe<{ presence: Presence; lost: boolean; disabledAt: Date | null }>(lockMember, [tx.workspaceId, userId])
  if (!member || member.disabledAt) throw notFound()
  await tx.run(setPresenceRow, [tx.workspaceId, userId, change.presence, tx.now, change.capacity ?? null, change.connected])
  if (member.presence === 'online' && change.presence !== 'online') await tellTickets(app, tx, userId)
  if (member.lost || member.presence !== change.presence) tellPresence(app, tx, userId, change.presence)
}

/** Whoever stopped answering counts as gone: their tickets are told, once. The person is back with their next request. */
export async function noticeLostConnections(app: App, workspaceId: number): Promise<number> {
  return app.db.transaction(workspaceId, async (tx) => {
    const lost = await tx.many<{ id: number }>(loseConnections, [tx.workspaceId])
    for (const { id } of lost) {
      await tellTickets(app, tx, id)
      tellPresence(app, tx, id, 'offline')
    }
    return lost.length
  })
}

/** The tickets somebody holds learn by a job that their assignee left. */
export async function tellTickets(app: App, tx: Tx, userId: number): Promise<void> {
  await tx.run(insertJob, [tx.workspaceId, 'assignee_left', { userId }, tx.now])
  tx.afterCommit(() => app.wake('jobs'))
}
