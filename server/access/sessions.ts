import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { type Bus, onSignal, sendSignal } from '../platform/events/index.ts'
import { deleteExpiredSessions, deleteSession, deleteSessionsOfUser, sessionsOfUser } from './access.queries.ts'
import { callerCache } from './caller-cache.ts'
import type { App, Context, StaffActor } from '../platform/context.ts'

export interface SessionRow {
  id: number
  createdAt: Date
  lastSeenAt: Date
  userAgent: string
  current: boolean
}

export async function listSessions(ctx: Context<StaffActor>): Promise<SessionRow[]> {
  const rows = await ctx.transaction((tx) => tx.many<Omit<SessionRow, 'current'>>(sessionsOfUser, [ctx.workspaceId, ctx.actor.userId]))
  return rows.map((row) => ({ ...row, current: row.id === ctx.actor.sessionId }))
}

/** Ends one of one's own sessions. */
export function endSession(ctx: Context<StaffActor>, sessionId: number): Promise<void> {
  return ctx.transaction((tx) => endSessionIn(ctx, tx, sessionId))
}

export async function endSessionIn(ctx: Context<StaffActor>, tx: Tx, sessionId: number): Promise<void> {
  const ended = await tx.run(deleteSession, [tx.workspaceId, sessionId, ctx.actor.userId])
  if (ended === 0) throw notFound()
  forgetCaller(ctx.app, tx, ctx.actor.userId)
}

/** Ends all sessions of a person but one: after a change of password, role or standing nothing older may go on. */
export async function endSessionsOf(app: App, tx: Tx, userId: number, except: number | null = null): Promise<void> {
  await tx.run(deleteSessionsOfUser, [tx.workspaceId, userId, except ?? 0])
  forgetCaller(app, tx, userId)
}

/** Their rights are read anew at the next request, here at once and in other processes as soon as they hear of it; streams look again. */
export function forgetCaller(app: App, tx: Tx, userId: number): void {
  const { workspaceId } = tx
  tx.afterCommit(() => {
    callerCache(app).forgetUser(userId)
    sendSignal(app.db, workspaceId, { type: 'access', userId }).catch((error: unknown) => {
      app.log.warn({ err: error }, 'other processes were not told of a change of rights; they notice within two seconds')
    })
  })
}

/** For changes that touch many people at once, like a new desk. */
export function forgetAllCallers(app: App, tx: Tx): void {
  tx.afterCommit(() => callerCache(app).forgetAll())
}

export function forgetOnSignal(app: App, bus: Bus): () => void {
  return onSignal(bus, (_workspaceId, signal) => {
    if (signal.type === 'access') callerCache(app).forgetUser(signal.userId)
  })
}

export async function dropExpiredSessions(tx: Tx): Promise<number> {
  return tx.run(deleteExpiredSessions, [tx.workspaceId])
}
