import type { z } from 'zod'
import { type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import {
  allPolicies,
  desksNamed,
  insertPolicy,
  insertPolicyVersion,
  lockPolicies,
  lockPolicy,
  noteRevision,
  policyById,
  policyNameTaken,
  type PolicyRow,
  removePolicyRow,
  setPlaces,
  updatePolicy,
} from './sla.queries.ts'
import type { PolicyView } from './sla.schema.ts'
import type { PolicyTerms } from './terms.ts'

const mostPolicies = 50

type PolicyOut = z.input<typeof PolicyView>

/** In the order in which they are looked at. */
export function listPolicies(ctx: Context<StaffActor>): Promise<PolicyOut[]> {
  return ctx.transaction(async (tx) => (await tx.many<PolicyRow>(allPolicies, [tx.workspaceId])).map(viewOf))
}

/** It comes last: it is for what no policy before it is for. */
export function createPolicy(ctx: Context<StaffActor>, input: { name: string; on: boolean; terms: PolicyTerms }): Promise<PolicyOut> {
  return ctx.transaction(async (tx) => {
    const { length } = await tx.many(lockPolicies, [tx.workspaceId])
    if (length >= mostPolicies) throw tooMany()
    await requireDesks(tx, input.terms)
    const made = await tx.maybe<{ id: number }>(insertPolicy, [tx.workspaceId, input.name, input.on, tx.now])
    if (!made) throw taken(input.name)
    await keepVersion(ctx, tx, { policyId: made.id, version: 1, name: input.name, terms: input.terms })
    await logSettingsChange(tx, ctx.actor.userId, 'sla_policy', made.id, { created: input.name, on: input.on, ...input.terms })
    return policyIn(tx, made.id)
  })
}

/** New tickets go by it at once; open ones keep what they were promised until somebody applies it to them. */
export function changePolicy(
  ctx: Context<StaffActor>,
  policyId: number,
  change: { name?: string; on?: boolean; terms?: PolicyTerms; expectedVersion?: number },
): Promise<PolicyOut> {
  return ctx.transaction(async (tx) => {
    const policy = await tx.maybe<{ name: string; version: number }>(lockPolicy, [tx.workspaceId, policyId])
    if (!policy) throw notFound()
    if (change.expectedVersion !== undefined && change.expectedVersion !== policy.version)
      throw new AppError('version_conflict', 'Somebody else changed this service level meanwhile. Look at the change and save again.')
    const name = change.name ?? policy.name
    if (change.name !== undefined && (await tx.maybe(policyNameTaken, [tx.workspaceId, name, policyId]))) throw taken(name)
    if (change.terms) await requireDesks(tx, change.terms)
    const before = await tx.one<PolicyRow>(policyById, [tx.workspaceId, policyId])
    const version = policy.version + 1
    await tx.run(updatePolicy, [tx.workspaceId, policyId, name, change.on ?? before.on, version, tx.now])
    await keepVersion(ctx, tx, { policyId, version, name, terms: change.terms ?? before.terms })
    const changed = differences({ name: policy.name, on: before.on, ...before.terms }, { name, on: change.on, ...change.terms })
    if (changed) await logSettingsChange(tx, ctx.actor.userId, 'sla_policy', policyId, changed.change, changed.former)
    return policyIn(tx, policyId)
  })
}

/** Tickets that go by it keep what they were promised. */
export async function removePolicy(ctx: Context<StaffActor>, policyId: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const policy = await tx.maybe<{ name: string }>(lockPolicy, [tx.workspaceId, policyId])
    if (!policy) throw notFound()
    await tx.run(removePolicyRow, [tx.workspaceId, policyId, tx.now])
    await tx.run(noteRevision, [tx.workspaceId])
    await logSettingsChange(tx, ctx.actor.userId, 'sla_policy', policyId, { removed: policy.name })
  })
}

/** @throws version_conflict if somebody added or removed one meanwhile */
export function orderPolicies(ctx: Context<StaffActor>, ids: readonly number[]): Promise<PolicyOut[]> {
  return ctx.transaction(async (tx) => {
    const rows = await tx.many<{ id: number; place: number }>(lockPolicies, [tx.workspaceId])
    const there = rows.sort((a, b) => a.place - b.place || a.id - b.id).map(({ id }) => id)
    const named = new Set(ids)
    if (named.size !== ids.length || there.length !== ids.length || !there.every((id) => named.has(id)))
      throw new AppError(
        'version_conflict',
        'Somebody else added or removed a service level meanwhile. Look at the list and order it again.',
      )
    await tx.run(setPlaces, [tx.workspaceId, ids])
    await tx.run(noteRevision, [tx.workspaceId])
    const changed = differences({ order: there }, { order: ids })
    if (changed) await logSettingsChange(tx, ctx.actor.userId, 'sla_policy', null, changed.change, changed.former)
    return (await tx.many<PolicyRow>(allPolicies, [tx.workspaceId])).map(viewOf)
  })
}

async function requireDesks(tx: Tx, { desks }: PolicyTerms): Promise<void> {
  if (!desks) return
  const { n } = await tx.one<{ n: number }>(desksNamed, [tx.workspaceId, desks])
  if (n < new Set(desks).size) throw invalid('terms.desks', 'names a desk that does not exist')
}

async function keepVersion(
  ctx: Context<StaffActor>,
  tx: Tx,
  { policyId, version, name, terms }: { policyId: number; version: number; name: string; terms: PolicyTerms },
): Promise<void> {
  await tx.run(insertPolicyVersion, [tx.workspaceId, policyId, version, name, JSON.stringify(terms), ctx.actor.userId, tx.now])
  await tx.run(noteRevision, [tx.workspaceId])
}

async function policyIn(tx: Tx, policyId: number): Promise<PolicyOut> {
  return viewOf(await tx.one<PolicyRow>(policyById, [tx.workspaceId, policyId]))
}

function viewOf({ terms, ...row }: PolicyRow): PolicyOut {
  const { desks, where, pauseWhileWaiting, targets } = terms
  return { ...row, desks: desks && [...desks], where: where && { ...where }, pauseWhileWaiting, targets: { ...targets } }
}

function taken(name: string): AppError {
  return new AppError('already_exists', `There is a service level “${name}” already. Choose another name.`)
}

function tooMany(): AppError {
  const message = `There are ${mostPolicies} already. Remove one first.`
  return new AppError('invalid_input', message, { errors: [{ path: '', message }] })
}
