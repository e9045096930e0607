import type { z } from 'zod'
import { type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import { type Query, together, type Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { canBeAsked, conditionFieldsOf } from './condition-fields.ts'
import {
  chooseFields,
  chosenFields,
  type DeskFieldsRow,
  deskFields,
  fieldsOfDesk,
  lockFieldsOfDesk,
  writeDeskFields,
} from './search-fields.queries.ts'
import type { ChangeDeskSearchFields, ConditionFields, DeskSearchFields } from './search-fields.schema.ts'

/** What somebody who never chose searches by. */
const usual = ['priority', 'assignee', 'labels']

/** The fields one can ask for on a desk, or on all one works on, and those one chose to search by. */
export function searchFields(ctx: Context<StaffActor>, deskId: number | null): Promise<z.input<typeof ConditionFields>> {
  const { actor } = ctx
  const seen = deskId === null ? actor.desks : new Map([...actor.desks].filter(([id]) => id === deskId))
  if (deskId !== null && seen.size === 0) throw notFound()
  return ctx.transaction(async (tx) => {
    const [fields, settings, chosen] = await together([
      conditionFieldsOf(tx, seen),
      tx.many<DeskFieldsRow>(deskFields, [tx.workspaceId, [...seen.keys()]]),
      tx.maybe<{ fields: string[] }>(chosenFields, [tx.workspaceId, actor.userId]),
    ])
    // Over several desks, what one of them offers.
    const withheldBy = (key: string) => settings.filter(({ withheld }) => withheld.includes(key)).length
    return {
      items: fields.map((field) => ({ ...field, offered: canBeAsked(field) && (seen.size === 0 || withheldBy(field.key) < seen.size) })),
      chosen: chosen?.fields ?? usual,
    }
  })
}

export function chooseSearchFields(ctx: Context<StaffActor>, fields: readonly string[]): Promise<void> {
  return ctx.transaction(async (tx) => void (await tx.run(chooseFields, [tx.workspaceId, ctx.actor.userId, fields])))
}

export function deskSearchFields(ctx: Context<StaffActor>, deskId: number): Promise<z.input<typeof DeskSearchFields>> {
  return ctx.transaction(async (tx) => offeredBy(tx, await fieldsKept(tx, fieldsOfDesk, deskId)))
}

/** Which fields a desk offers to search by. */
export function changeDeskSearchFields(
  ctx: Context<StaffActor>,
  deskId: number,
  { withheld, expectedVersion }: z.output<typeof ChangeDeskSearchFields>,
): Promise<z.input<typeof DeskSearchFields>> {
  return ctx.transaction(async (tx) => {
    const before = await fieldsKept(tx, lockFieldsOfDesk, deskId)
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw new AppError('version_conflict', 'Somebody else changed which fields this desk offers meanwhile.')
    await tx.run(writeDeskFields, [tx.workspaceId, deskId, withheld])
    await logSettingsChange(tx, ctx.actor.userId, 'search_fields', deskId, { withheld }, { withheld: before.withheld })
    return offeredBy(tx, await fieldsKept(tx, fieldsOfDesk, deskId))
  })
}

async function fieldsKept(tx: Tx, query: Query, deskId: number): Promise<DeskFieldsRow> {
  const row = await tx.maybe<DeskFieldsRow>(query, [tx.workspaceId, deskId])
  if (!row) throw notFound()
  return row
}

async function offeredBy(tx: Tx, { deskId, withheld, version }: DeskFieldsRow): Promise<z.input<typeof DeskSearchFields>> {
  const fields = await conditionFieldsOf(tx, new Map([[deskId, { viewAll: true }]]))
  return {
    version,
    items: fields
      .filter((field) => canBeAsked(field))
      .map(({ key, label, group }) => ({ key, label, group, offered: !withheld.includes(key) })),
  }
}
