import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type App,
  type Context,
  contextOf,
  endSessionIn,
  type NewSession,
  type Presence,
  signIn,
  type StaffActor,
  staffActorOf,
  tellPresence,
} from '../access/index.ts'
import { setPresence } from '../people/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { sessionCookie, type Site } from '../platform/http/index.ts'
import { cameOnline, otherSessions } from './me.queries.ts'

/** Signs somebody in and gives the browser its cookie. Signing in says “here I am”, unless the person is away. */
export async function signInHere(
  app: App,
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  input: { email: string; password: string },
) {
  requireSafeCookie(site, request)
  const session = await signIn(app, {
    email: input.email.trim().toLowerCase(),
    password: input.password,
    ip: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
  })
  const actor = await app.db.transaction(session.workspaceId, async (tx) => {
    const seen = await tx.maybe<{ presence: Presence; back: boolean }>(cameOnline, [tx.workspaceId, session.userId, tx.now])
    if (seen?.back) tellPresence(app, tx, session.userId, seen.presence)
    return staffActorOf(tx, session.userId)
  })
  if (!actor) throw new AppError('sign_in_failed')
  setSessionCookie(site, request, reply, session)
  return contextOf(app, session.workspaceId, { ...actor, sessionId: session.sessionId })
}

/** Ends this session. Whoever has no other one is offline. */
export async function signOutHere(ctx: Context<StaffActor>, site: Site, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { sessionId, userId } = ctx.actor
  if (sessionId === null) throw new AppError('not_signed_in', 'An API key has no session to end.')
  // At once: who hears that it has ended may sign in as somebody else before a second step.
  await ctx.transaction(async (tx) => {
    await endSessionIn(ctx, tx, sessionId)
    const { n } = await tx.one<{ n: number }>(otherSessions, [tx.workspaceId, userId])
    if (n === 0) await setPresence(ctx.app, tx, userId, { presence: 'offline', connected: true })
  })
  const cookie = sessionCookie(site, request)
  if (cookie) reply.clearCookie(cookie.name, { path: '/', secure: cookie.secure, httpOnly: true, sameSite: 'lax' })
}

/** Where a cookie could be read on the wire, nobody signs in. */
export function requireSafeCookie(site: Site, request: FastifyRequest): void {
  if (sessionCookie(site, request) === null) throw new AppError('insecure_connection')
}

export function setSessionCookie(site: Site, request: FastifyRequest, reply: FastifyReply, session: Pick<NewSession, 'token'>): void {
  const cookie = sessionCookie(site, request)
  if (!cookie) throw new AppError('insecure_connection')
  reply.setCookie(cookie.name, session.token, { path: '/', httpOnly: true, secure: cookie.secure, sameSite: 'lax' })
}
