import type { Colour } from '../../lifecycle/index.ts'
import { type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, expectVersion, notFound } from '../platform/errors/index.ts'
import { deleteLabel, insertLabel, labelNameTaken, labelsWanted, lockLabel, updateLabel } from './people.queries.ts'

export interface Label {
  id: number
  name: string
  colour: Colour
  version: number
}

export async function createLabel(ctx: Context<StaffActor>, input: { name: string; colour: Colour }): Promise<Label> {
  return ctx.transaction(async (tx) => {
    const label = await tx.maybe<Label>(insertLabel, [tx.workspaceId, input.name, input.colour])
    if (!label) throw taken(input.name)
    await logSettingsChange(tx, ctx.actor.userId, 'label', label.id, { created: input.name })
    return label
  })
}

/** @throws version_conflict */
export async function changeLabel(
  ctx: Context<StaffActor>,
  labelId: number,
  { expectedVersion, ...change }: { name?: string; colour?: Colour; expectedVersion?: number },
): Promise<Label> {
  return ctx.transaction(async (tx) => {
    const label = await tx.maybe<Label>(lockLabel, [tx.workspaceId, labelId])
    if (!label) throw notFound()
    expectVersion(expectedVersion, label.version)
    if (change.name !== undefined && (await tx.maybe(labelNameTaken, [tx.workspaceId, change.name, labelId]))) throw taken(change.name)
    const changed = differences({ name: label.name, colour: label.colour }, change)
    if (!changed) return label
    const next = { ...label, ...change, version: label.version + 1 }
    await tx.run(updateLabel, [tx.workspaceId, labelId, next.name, next.colour])
    await logSettingsChange(tx, ctx.actor.userId, 'label', labelId, changed.change, changed.former)
    return next
  })
}

/** Takes the label off every ticket, too. */
export async function removeLabel(ctx: Context<StaffActor>, labelId: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const label = await tx.maybe<{ name: string }>(deleteLabel, [tx.workspaceId, labelId])
    if (!label) throw notFound()
    await logSettingsChange(tx, ctx.actor.userId, 'label', labelId, { removed: label.name })
  })
}

/** The labels somebody named, by id or by name; a name that is new becomes a label. */
export async function labelIds(tx: Tx, wanted: readonly string[]): Promise<number[]> {
  const numbers = wanted.filter((one) => /^[1-9]\d{0,14}$/.test(one)).map(Number)
  const names = wanted.map((one) => one.toLowerCase())
  const known = await tx.many<{ id: number; name: string }>(labelsWanted, [tx.workspaceId, numbers, names])
  const ids = new Set<number>()
  for (const one of wanted) {
    const found = known.find((label) => label.id === Number(one)) ?? known.find((label) => label.name === one.toLowerCase())
    ids.add(found ? found.id : await addLabel(tx, one))
  }
  return [...ids]
}

async function addLabel(tx: Tx, name: string): Promise<number> {
  const added = await tx.maybe<{ id: number }>(insertLabel, [tx.workspaceId, name, 'grey'])
  if (added) return added.id
  // Somebody else made it a moment ago.
  const label = await tx.one<{ id: number }>(labelsWanted, [tx.workspaceId, [], [name.toLowerCase()]])
  return label.id
}

function taken(name: string): AppError {
  return new AppError('already_exists', `There is a label “${name}” already.`)
}
