import { isDeepStrictEqual } from 'node:util'
import { type App, type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import { checkRequest } from './check-request.ts'
import {
  countDesks,
  countSources,
  deleteSource as deleteRow,
  insertSource,
  lockNumber,
  lockSource,
  sourceById,
  sourceNamed,
  type SourceRow,
  updateSource,
} from './customer-info.queries.ts'
import type { SourceChange, SourceInput } from './customer-info.schema.ts'
import { type SourceView, viewOf } from './sources.ts'

const mostSources = 20
const requestParts = ['url', 'method', 'body', 'useFor'] as const

type Auth = { header: string; sealed: Buffer }

/** Sets up another system that is asked about customers. */
export async function addSource(ctx: Context<StaffActor>, input: SourceInput): Promise<SourceView> {
  await checkRequest(ctx.app, input, input.useFor)
  return keepSource(ctx, input)
}

/** Keeps one whose request is known to be sound. */
export function keepSource(ctx: Context<StaffActor>, input: SourceInput): Promise<SourceView> {
  return ctx.transaction(async (tx) => {
    await tx.run(lockNumber, [tx.workspaceId])
    const { n } = await tx.one<{ n: number }>(countSources, [tx.workspaceId])
    if (n >= mostSources) throw invalid('', `There are ${mostSources} sources already. Delete one first.`)
    await requireFree(tx, input.name, 0)
    await requireDesks(tx, input.desks)
    const auth = authAfter(ctx.app, input.auth, null)
    const values = valuesOf({ ...input, deskIds: input.desks }, auth)
    const row = await tx.one<SourceRow>(insertSource, [tx.workspaceId, ...values, ctx.actor.userId, tx.now])
    await logSettingsChange(tx, ctx.actor.userId, 'customer_info_source', row.id, { created: input.name, host: hostOf(input.url) })
    return viewOf(row)
  })
}

/**
 * Changes one. Another server never gets the secret that was meant for the former one.
 * @throws not_found; version_conflict; already_exists; invalid_input
 */
export async function changeSource(ctx: Context<StaffActor>, sourceId: number, change: SourceChange): Promise<SourceView> {
  const known = await ctx.transaction((tx) => tx.maybe<SourceRow>(sourceById, [tx.workspaceId, sourceId]))
  if (!known) throw notFound()
  const { auth: _auth, desks, expectedVersion, ...plain } = change
  const asked = { ...known, ...plain }
  // What stays as it is may be switched off or renamed also when its host leads elsewhere by now.
  if (requestParts.some((part) => change[part] !== undefined)) await checkRequest(ctx.app, asked, asked.useFor)
  return ctx.transaction(async (tx) => {
    const row = await tx.maybe<SourceRow>(lockSource, [tx.workspaceId, sourceId])
    if (!row) throw notFound()
    // What was checked is what is written.
    if (row.version !== (expectedVersion ?? known.version)) {
      throw new AppError('version_conflict', 'Somebody else changed this source meanwhile. Look at the change and save again.')
    }
    const next = { ...row, ...plain, deskIds: desks === undefined ? row.deskIds : desks }
    if (change.name !== undefined) await requireFree(tx, change.name, sourceId)
    if (desks !== undefined) await requireDesks(tx, desks)
    const auth = authAfter(ctx.app, change.auth, keptAuth(row, next.url))
    const written = await tx.one<SourceRow>(updateSource, [tx.workspaceId, sourceId, ...valuesOf(next, auth), ctx.actor.userId, tx.now])
    const changed = differences(loggedOf(row), loggedOf(next))
    const others = isRewritten(row, written) ? { rewritten: true } : null
    if (changed || others)
      await logSettingsChange(tx, ctx.actor.userId, 'customer_info_source', sourceId, { ...changed?.change, ...others }, changed?.former)
    return viewOf(written)
  })
}

export function deleteSource(ctx: Context<StaffActor>, sourceId: number): Promise<void> {
  return ctx.transaction(async (tx) => {
    const row = await tx.maybe<SourceRow>(lockSource, [tx.workspaceId, sourceId])
    if (!row) throw notFound()
    await tx.run(deleteRow, [tx.workspaceId, sourceId])
    await logSettingsChange(tx, ctx.actor.userId, 'customer_info_source', sourceId, { removed: row.name })
  })
}

/** What the log keeps. Addresses and bodies may hold keys: of them it says where they lead, and that they are others now. */
function loggedOf({ name, enabled, useFor, deskIds, method, url, timeoutSeconds, fields }: SourceRow): Record<string, unknown> {
  return { name, enabled, useFor, desks: deskIds, method, host: hostOf(url), timeoutSeconds, fields: fields.map(({ label }) => label) }
}

function isRewritten(before: SourceRow, after: SourceRow): boolean {
  const kept = ({ url, body, authHeader, authSealed, fields }: SourceRow) => ({ url, body, authHeader, authSealed, fields })
  return !isDeepStrictEqual(kept(before), kept(after))
}

/** The header that may still be sent when the address is this one. */
export function keptAuth({ url, authHeader, authSealed }: SourceRow, nextUrl: string): Auth | null {
  if (authHeader === null || authSealed === null || originOf(url) !== originOf(nextUrl)) return null
  return { header: authHeader, sealed: authSealed }
}

/**
 * @param given undefined: as it was
 * @throws invalid_input where a secret is needed and there is none that may be sent there
 */
export function authAfter(app: App, given: SourceChange['auth'], kept: Auth | null): Auth | null {
  if (given === undefined) return kept
  if (given === null) return null
  if (given.secret !== undefined) return { header: given.header, sealed: app.secrets.seal('customer-info', Buffer.from(given.secret)) }
  if (!kept) throw invalid('auth.secret', 'is missing; another server needs its own')
  return { header: given.header, sealed: kept.sealed }
}

/** In the order of the two statements that write them. */
function valuesOf(source: Omit<SourceInput, 'desks' | 'auth'> & { deskIds: readonly number[] | null }, auth: Auth | null): unknown[] {
  const { name, deskIds, useFor, enabled, method, url, body, timeoutSeconds, fields } = source
  const header = [auth?.header ?? null, auth?.sealed ?? null]
  return [name, deskIds, useFor, enabled, method, url, body, ...header, timeoutSeconds, JSON.stringify(fields)]
}

async function requireFree(tx: Tx, name: string, sourceId: number): Promise<void> {
  if (!(await tx.maybe(sourceNamed, [tx.workspaceId, name, sourceId]))) return
  throw new AppError('already_exists', `There is a source “${name}” already. Choose another name.`)
}

async function requireDesks(tx: Tx, desks: readonly number[] | null): Promise<void> {
  if (desks === null) return
  const { n } = await tx.one<{ n: number }>(countDesks, [tx.workspaceId, desks])
  if (n !== new Set(desks).size) throw invalid('desks', 'names a desk that does not exist')
}

/** Variables stand behind the host only, see check-request.ts. */
function originOf(url: string): string {
  return new URL(/^https?:\/\/[^/?#\\]*/i.exec(url)?.[0] ?? url).origin
}

function hostOf(url: string): string {
  return new URL(originOf(url)).host
}
