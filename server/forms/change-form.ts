import { type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import { firstTypes, type FieldContent, type FormRow, type Name, type Part } from './form.ts'
import { insertCategory, insertItem, itemsOfDesk, lockForm, moveCategory, orderItems, updateItem } from './forms.queries.ts'
import { type FormOut, formView } from './read-form.ts'

const most = { type: 50, inquiry_type: 100, field: 200, category: 1000 } as const satisfies Record<Part, number>
/** With those that were retired, which stay for the tickets that hold them: a form is read as a whole. */
const mostEver = { type: 200, inquiry_type: 400, field: 600, category: 3000 } as const satisfies Record<Part, number>
const calledInPlural = { type: 'types', inquiry_type: 'inquiry types', field: 'fields', category: 'categories' } as const
export const deepest = 4

export interface NewItem {
  readonly name: Name
  readonly key?: string
  readonly content?: FieldContent
  readonly parent?: number | null
}

export interface ItemChange {
  readonly name?: Name
  readonly retired?: boolean
  /** The id or, of types, the key of the one it stands before; null: last. */
  readonly before?: number | string | null
  readonly parent?: number | null
  readonly expectedVersion?: number
  /** What else a field says, over what it said. */
  readonly content?: (held: FieldContent) => FieldContent
}

type ContentOf = (rows: readonly FormRow[]) => FieldContent | undefined

/** Adds a type, an inquiry type, a field or a category to a desk's form. Gives the whole form. */
export function addItem(
  ctx: Context<StaffActor>,
  at: { deskId: number; part: Part },
  { name, key, parent }: Omit<NewItem, 'content'>,
  contentOf?: ContentOf,
): Promise<FormOut> {
  return ctx.transaction(async (tx) => {
    const rows = await lockedRows(tx, at)
    const others = rows.filter((row) => row.part === at.part)
    requireRoomFor(at.part, others, '')
    if (others.length >= mostEver[at.part]) {
      const most = mostEver[at.part]
      throw invalid(
        '',
        `A desk can have ${most} ${calledInPlural[at.part]}, retired ones included. Bring a retired one back and rename it.`,
      )
    }
    requireFreeName(others, { name, parent: parent ?? null })
    if (parent) requireRoomBelow(others, parent, 1)
    const position = others.length + 1
    const content = contentOf?.(rows) ?? {}
    const values =
      at.part === 'category'
        ? [tx.workspaceId, at.deskId, name, position, parent ?? null]
        : [tx.workspaceId, at.deskId, at.part, at.part === 'type' ? freeKey(others, key, name) : null, name, content, position]
    const { id } = await tx.one<{ id: number }>(at.part === 'category' ? insertCategory : insertItem, values)
    await logSettingsChange(tx, ctx.actor.userId, 'form', id, { desk: at.deskId, part: at.part, created: name.en })
    return formView(tx, at.deskId)
  })
}

/** Renames, moves, retires or brings back one of them, and changes what a field says. */
export function changeItem(
  ctx: Context<StaffActor>,
  at: { deskId: number; part: Part; item: number | string },
  change: ItemChange,
  isGood?: (content: FieldContent, rows: readonly FormRow[]) => void,
): Promise<FormOut> {
  return ctx.transaction(async (tx) => {
    const rows = await lockedRows(tx, at)
    const others = rows.filter((row) => row.part === at.part)
    const is = (row: FormRow, ref: number | string) => (typeof ref === 'string' ? row.key : row.id) === ref
    const row = others.find((one) => is(one, at.item))
    if (!row) throw notFound()
    if (change.expectedVersion !== undefined && change.expectedVersion !== row.version)
      throw new AppError('version_conflict', 'Somebody else changed this meanwhile. Look at the change and save again.')
    const next = {
      name: change.name ?? row.name,
      content: change.content?.(row.content) ?? row.content,
      retired: change.retired ?? row.retired,
      parent: change.parent === undefined ? row.parent : change.parent,
    }
    isGood?.(next.content, rows)
    const rest = others.filter((one) => one !== row)
    if (!next.retired) requireFreeName(rest, next)
    if (row.retired && !next.retired) requireRoomFor(at.part, rest, 'retired')
    if (at.part === 'type' && next.retired && rest.every((one) => one.retired)) throw invalid('retired', 'A desk needs at least one type.')

    if (next.parent !== row.parent) {
      const height = Math.max(...others.filter((one) => one.path.includes(row.id)).map((one) => one.path.length - row.path.length + 1))
      if (next.parent !== null) requireRoomBelow(others, next.parent, height, row.id)
      await tx.run(moveCategory, [tx.workspaceId, row.id, next.parent, at.deskId])
    }
    if (change.before !== undefined || next.parent !== row.parent) {
      const order = rest.map((one) => one.id)
      const place = change.before == null ? order.length : rest.findIndex((one) => is(one, change.before as number | string))
      if (place < 0) throw invalid('before', 'is not there')
      order.splice(place, 0, row.id)
      await tx.run(orderItems, [tx.workspaceId, order])
    }
    await tx.run(updateItem, [tx.workspaceId, row.id, next.name, next.content, next.retired, tx.now])
    const { name, content, retired, parent } = row
    const changed = differences({ name, content, retired, parent }, next)
    const moved = change.before === undefined ? {} : { moved: true }
    const said = { desk: at.deskId, part: at.part, ...changed?.change, ...moved }
    await logSettingsChange(tx, ctx.actor.userId, 'form', row.id, said, changed?.former)
    return formView(tx, at.deskId)
  })
}

/** Every row of the form; the types a desk starts with become rows the first time somebody changes the list. */
async function lockedRows(tx: Tx, { deskId, part }: { deskId: number; part: Part }): Promise<FormRow[]> {
  if (!(await tx.maybe(lockForm, [tx.workspaceId, deskId]))) throw notFound()
  const read = () => tx.many<FormRow>(itemsOfDesk, [tx.workspaceId, deskId])
  const rows = await read()
  if (part !== 'type' || rows.some((row) => row.part === 'type')) return rows
  for (const [index, { key, name }] of firstTypes.entries())
    await tx.one(insertItem, [tx.workspaceId, deskId, 'type', key, name, {}, index + 1])
  return read()
}

function requireRoomFor(part: Part, others: readonly FormRow[], path: string): void {
  if (others.filter((row) => !row.retired).length < most[part]) return
  throw invalid(path, `A desk can have ${most[part]} ${calledInPlural[part]}. Retire one first.`)
}

function requireFreeName(others: readonly FormRow[], { name, parent }: { name: Name; parent: number | null }): void {
  const wanted = name.en.toLowerCase()
  const taken = others.some((row) => !row.retired && row.parent === parent && row.name.en.toLowerCase() === wanted)
  if (taken)
    throw new AppError('already_exists', `“${name.en}” is there already. Choose another name.`, {
      errors: [{ path: 'name', message: 'is there already' }],
    })
}

/** @param height levels of what shall lie below */
function requireRoomBelow(others: readonly FormRow[], parent: number, height: number, moving?: number): void {
  const upper = others.find((row) => row.id === parent)
  if (!upper) throw invalid('parent', 'is not there')
  if (moving !== undefined && upper.path.includes(moving)) throw invalid('parent', 'A category cannot lie below itself.')
  if (upper.path.length + height > deepest) throw invalid('parent', `Categories go ${deepest} levels deep. Choose a place further up.`)
}

function freeKey(others: readonly FormRow[], wanted: string | undefined, name: Name): string {
  const taken = new Set(others.map((row) => row.key))
  if (wanted !== undefined) {
    if (!taken.has(wanted)) return wanted
    throw new AppError('already_exists', `There is a type with the key ${wanted} already.`, {
      errors: [{ path: 'key', message: 'is in use' }],
    })
  }
  return keyFor(name, taken, 'type')
}

/** A key made of a name: `Billing & refunds` is `billing_refunds`; names in other scripts are counted. */
export function keyFor(name: Name, taken: ReadonlySet<string | null>, instead: string): string {
  const plain = name.en
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 32)
  const base = plain || instead
  if (plain && !taken.has(base)) return base
  for (let n = plain ? 2 : 1; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`
}
