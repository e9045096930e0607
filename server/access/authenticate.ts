import type { FastifyRequest } from 'fastify'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { assertOwnPage, changesSomething, sessionCookie, type Site } from '../platform/http/index.ts'
import { isOutOfRoom } from '../platform/http/unavailable.ts'
import { hashToken } from '../platform/secrets.ts'
import { actorRow, touchKey, touchPerson, touchSession, workspaceOfCredential } from './access.queries.ts'
import { callerCache } from './caller-cache.ts'
import { type App, type Context, contextOf, type StaffActor } from '../platform/context.ts'
import { type Presence, tellPresence } from './tell-presence.ts'
import type { Permission } from '../platform/permissions.ts'

export const idleHours = 12
export const longestDays = 14

interface Credential {
  readonly kind: 'session' | 'api_key'
  readonly hash: Buffer
}

/** Says who is asking: an API key in `Authorization`, else the session cookie (then the request must come from our own pages). */
export async function authenticate(app: App, site: Site, request: FastifyRequest): Promise<Context<StaffActor>> {
  const credential = credentialOf(site, request)
  if (!credential) throw new AppError('not_signed_in')
  if (credential.kind === 'session' && changesSomething(request.method)) assertOwnPage(site, request)

  const cache = callerCache(app)
  const name = cacheName(credential)
  const known = cache.get(name)
  if (known) return known
  return cache.load(name, () => loadCaller(app, credential))
}

/** The caller's stable name if they showed this credential not long ago; null for everybody else. */
export function knownCaller(app: App, site: Site, request: FastifyRequest): string | null {
  const credential = credentialOf(site, request)
  const known = credential && callerCache(app).recognise(cacheName(credential))
  return known ? `${known.workspaceId}/${known.actor.userId}` : null
}

function credentialOf(site: Site, request: FastifyRequest): Credential | null {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const token = /^Bearer (sd_[\w-]{20,100})$/i.exec(authorization)?.[1]
    return token ? { kind: 'api_key', hash: hashToken(token) } : null
  }
  const cookie = sessionCookie(site, request)
  const token = cookie && request.cookies[cookie.name]
  return token ? { kind: 'session', hash: hashToken(token) } : null
}

function cacheName({ kind, hash }: Credential): string {
  return `${kind}/${hash.toString('base64')}`
}

async function loadCaller(app: App, credential: Credential): Promise<Context<StaffActor>> {
  const [found] = await app.db.outside<{ workspace_id: number; user_id: number; credential_id: number }>(workspaceOfCredential, [
    credential.kind,
    credential.hash,
  ])
  if (!found) throw new AppError('not_signed_in')
  const { workspace_id: workspaceId, user_id: userId, credential_id: credentialId } = found
  const sessionId = credential.kind === 'session' ? credentialId : null
  const read = (touch: boolean) =>
    app.db.transaction(workspaceId, async (tx) => {
      const row = await tx.maybe<ActorRow>(actorRow, [workspaceId, userId])
      if (!row) return null
      if (!touch) return staffActor(userId, row, sessionId)
      if (sessionId === null) await tx.run(touchKey, [workspaceId, credentialId])
      else {
        await tx.run(touchSession, [workspaceId, sessionId, idleHours, longestDays])
        const seen = await tx.maybe<{ presence: Presence; back: boolean }>(touchPerson, [workspaceId, userId])
        if (seen?.back) tellPresence(app, tx, userId, seen.presence)
      }
      return staffActor(userId, row, sessionId)
    })
  const actor = await read(true).catch((error: unknown) => {
    // While the disk is full people go on reading; that they were here is written down another time.
    if (isOutOfRoom(error)) return read(false)
    throw error
  })
  if (!actor) throw new AppError('not_signed_in')
  return contextOf(app, workspaceId, actor)
}

interface ActorRow {
  name: string
  acts_as: 'agent' | 'admin'
  permissions: Permission[]
  is_service: boolean
  desks: { id: number; viewAll: boolean | null }[]
  teams: number[]
}

function staffActor(userId: number, row: ActorRow, sessionId: number | null): StaffActor {
  const permissions = new Set(row.permissions)
  const seesAll = permissions.has('tickets.view_all')
  return {
    kind: 'staff',
    userId,
    name: row.name,
    actsAs: row.acts_as,
    permissions,
    desks: new Map(row.desks.map((desk) => [desk.id, { viewAll: desk.viewAll ?? seesAll }])),
    teams: row.teams,
    isService: row.is_service,
    sessionId,
  }
}

/** Somebody's rights as they are now, for what happens later in their name (a queued reply). Null when they left. */
export async function staffActorOf(tx: Tx, userId: number): Promise<StaffActor | null> {
  const row = await tx.maybe<ActorRow>(actorRow, [tx.workspaceId, userId])
  return row && staffActor(userId, row, null)
}
