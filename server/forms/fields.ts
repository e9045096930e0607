import type { z } from 'zod'
import type { Context, StaffActor } from '../access/index.ts'
import { invalid } from '../platform/errors/index.ts'
import { addItem, changeItem, keyFor } from './change-form.ts'
import type { FieldContent, FieldOption, FormRow } from './form.ts'
import { type ChangeField, type CreateField, mostOptions } from './forms.schema.ts'
import type { FormOut } from './read-form.ts'

type Asked = Omit<z.output<typeof ChangeField>, 'name' | 'retired' | 'before' | 'expectedVersion'>

export function addField(ctx: Context<StaffActor>, deskId: number, input: z.output<typeof CreateField>): Promise<FormOut> {
  const { kind, name, ...asked } = input
  const empty: FieldContent = { kind, help: null, options: [], required: false, readOnly: false, inquiryTypes: [] }
  return addItem(ctx, { deskId, part: 'field' }, { name }, (rows) => {
    const content = changed(empty, asked)
    requireGood(content, rows)
    return content
  })
}

export function changeField(
  ctx: Context<StaffActor>,
  at: { deskId: number; item: number },
  { name, retired, before, expectedVersion, ...asked }: z.output<typeof ChangeField>,
): Promise<FormOut> {
  const content = Object.keys(asked).length > 0 ? (held: FieldContent) => changed(held, asked) : undefined
  return changeItem(ctx, { ...at, part: 'field' }, { name, retired, before, expectedVersion, content }, requireGood)
}

function changed(held: FieldContent, { help, options, required, readOnly, inquiryTypes }: Asked): FieldContent {
  return {
    kind: held.kind,
    help: help === undefined ? held.help : help,
    options: options ? changedOptions(held.options, options) : held.options,
    required: required ?? held.required,
    readOnly: readOnly ?? held.readOnly,
    inquiryTypes: inquiryTypes ? [...new Set(inquiryTypes)] : held.inquiryTypes,
  }
}

/** An option that is left out is retired: tickets that hold it stay readable. */
function changedOptions(held: readonly FieldOption[], wanted: NonNullable<Asked['options']>): FieldOption[] {
  const taken = new Set<string | null>([...held.map((option) => option.key), ...wanted.flatMap((option) => option.key ?? [])])
  const next = wanted.map(({ key, name, retired }): FieldOption => {
    const own = key ?? keyFor(name, taken, 'option')
    taken.add(own)
    return { key: own, name, ...(retired ? { retired: true } : {}) }
  })
  const kept = new Set(next.map((option) => option.key))
  return [...next, ...held.filter((option) => !kept.has(option.key)).map((option) => ({ ...option, retired: true }))]
}

function requireGood({ kind, options, inquiryTypes }: FieldContent, rows: readonly FormRow[]): void {
  const isChoice = kind === 'choice' || kind === 'choices'
  const offered = options.filter((option) => !option.retired)
  if (isChoice && offered.length === 0) throw invalid('options', 'Name at least one choice.')
  if (!isChoice && options.length > 0) throw invalid('options', 'This kind of field has no choices.')
  if (options.length > mostOptions)
    throw invalid('options', `A field can have ${mostOptions} choices, those that were taken away included.`)
  if (new Set(options.map((option) => option.key)).size < options.length) throw invalid('options', 'Two choices have the same key.')
  const names = offered.map((option) => option.name.en.toLowerCase())
  if (new Set(names).size < names.length) throw invalid('options', 'Two choices have the same name.')
  const known = new Set(rows.filter((row) => row.part === 'inquiry_type').map((row) => row.id))
  if (inquiryTypes.some((id) => !known.has(id))) throw invalid('inquiryTypes', 'One of the inquiry types is not there.')
}
