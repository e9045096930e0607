import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { requireSight } from '../desks/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { notFound } from '../platform/errors/index.ts'
import { keptWith } from '../platform/kept-with.ts'
import { recentlyUsed } from '../platform/recently-used.ts'
import { type Form, type FormField, type FormFieldKind, formOf, type FormRow } from './form.ts'
import { deskHasCategory, deskThere, fieldsOfDesks, formOfDesk, itemsOfDesk, kindsOfFields } from './forms.queries.ts'
import type { FormView } from './forms.schema.ts'

export type FormOut = z.input<typeof FormView>

/** A desk's form as a whole, for those who work on it and those who manage settings. */
export function getForm(ctx: Context<StaffActor>, deskId: number): Promise<FormOut> {
  requireSight(ctx, deskId)
  return ctx.transaction((tx) => formView(tx, deskId))
}

export async function formView(tx: Tx, deskId: number): Promise<FormOut> {
  if (!(await tx.maybe(deskThere, [tx.workspaceId, deskId]))) throw notFound()
  const form = await wholeForm(tx, deskId)
  return {
    desk: deskId,
    types: form.types.map(({ key, name, retired, version }) => ({ key, name, retired, version })),
    inquiryTypes: [...form.inquiryTypes],
    fields: form.fields.map((field) => ({ ...field, options: [...field.options], inquiryTypes: [...field.inquiryTypes] })),
    categories: form.categories.map(({ path, ...category }) => ({ ...category, depth: path.length })),
  }
}

export async function wholeForm(tx: Tx, deskId: number): Promise<Form> {
  return formOf(await tx.many<FormRow>(itemsOfDesk, [tx.workspaceId, deskId]))
}

/** What is asked about tickets of a desk, without its categories. */
export async function readForm(tx: Tx, deskId: number): Promise<Form> {
  return formOf((await tx.one<{ form: FormRow[] | null }>(formOfDesk, [tx.workspaceId, deskId])).form ?? [])
}

export async function hasCategories(tx: Tx, deskId: number): Promise<boolean> {
  return (await tx.one<{ has: boolean }>(deskHasCategory, [tx.workspaceId, deskId])).has
}

const kindsKnown = keptWith((_database: object) => recentlyUsed<FormFieldKind>(20_000))

/** What fields hold, by their ids. A field's kind never changes, so it is asked once per process; a field that is not there is not in it. */
export async function fieldKindsOf(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, FormFieldKind>> {
  const known = kindsKnown(tx.database)
  const name = (id: number) => `${tx.workspaceId}/${id}`
  const kinds = new Map<number, FormFieldKind>()
  const unknown = ids.filter((id) => {
    const kind = known.get(name(id))
    if (kind) kinds.set(id, kind)
    return !kind
  })
  if (unknown.length === 0) return kinds
  for (const { id, kind } of await tx.many<{ id: number; kind: FormFieldKind }>(kindsOfFields, [tx.workspaceId, unknown])) {
    known.set(name(id), kind)
    kinds.set(id, kind)
  }
  return kinds
}

/**
 * Every field of some desks, retired ones as well: what can be asked of their tickets.
 * @public
 */
export async function fieldsOf(tx: Tx, deskIds: readonly number[]): Promise<(FormField & { desk: number })[]> {
  const rows = await tx.many<FormRow & { desk: number }>(fieldsOfDesks, [tx.workspaceId, deskIds])
  return rows.map(({ id, name, retired, version, content, desk }) => ({ id, name, retired, version, ...content, desk }))
}
