import { useQuery } from '@tanstack/react-query'
import type { Form, FormField, Priority, Ticket } from '../../client/types.ts'
import { queries } from '../data/queries.ts'
import { useDesk } from '../session/me.ts'
import { listed, localised, t } from '../words/index.ts'

export type FieldValue = Ticket['fields'][string]

/** What a desk asks about its tickets. */
export function useForm(desk: string): Form | undefined {
  return useQuery({ ...queries.form(desk), enabled: desk !== '' }).data
}

export function typeName(form: Form | undefined, key: string): string {
  const type = form?.types.find((one) => one.key === key)
  const words: Record<string, string | undefined> = t.types
  return type ? localised(type.name) : (words[key] ?? key)
}

/** What an inquiry type is asked about, and what is retired but held. */
export function fieldsShown(form: Form, inquiryType: string | null, held: Ticket['fields']): FormField[] {
  return form.fields.filter((field) => {
    if (field.retired) return held[field.id] !== undefined
    return field.inquiryTypes.length === 0 || (inquiryType !== null && field.inquiryTypes.includes(inquiryType))
  })
}

export interface OfferedCategory {
  readonly id: string
  /** From the top down. */
  readonly path: string
}

/** Those that can be picked: neither retired nor below one that is. */
export function categoriesOffered(form: Form): OfferedCategory[] {
  const offered = new Map<string, OfferedCategory>()
  for (const { id, parent, name, retired } of form.categories) {
    const upper = parent === null ? undefined : offered.get(parent)
    if (retired || (parent !== null && !upper)) continue
    offered.set(id, { id, path: upper ? `${upper.path} › ${localised(name)}` : localised(name) })
  }
  return [...offered.values()]
}

export function categoryPath(form: Form | undefined, id: string): string | undefined {
  const category = form?.categories.find((one) => one.id === id)
  if (!category) return undefined
  const upper = category.parent === null ? undefined : categoryPath(form, category.parent)
  return upper ? `${upper} › ${localised(category.name)}` : localised(category.name)
}

/** What a priority is called on a desk. */
export function usePriorityName(desk: string | undefined): (priority: Priority) => string {
  const isMedium = useDesk(desk)?.normalIsMedium ?? false
  return (priority) => (isMedium && priority === 'normal' ? t.forms.medium : t.priority[priority])
}

/** What stands in a control: what was typed into it. */
export type Typed = string | boolean | readonly string[]

export function typedOf(field: FormField, value: FieldValue | undefined): Typed {
  if (field.kind === 'checkbox') return value === true
  if (field.kind === 'choices') return Array.isArray(value) ? value : []
  return value === undefined ? '' : String(value)
}

/** As the server takes it; what is no number is left for it to say so. */
export function toWire(field: FormField, typed: Typed): unknown {
  if (typed === '' || (typeof typed === 'object' && typed.length === 0)) return null
  if (field.kind !== 'number') return typed
  const number = Number(typed)
  return Number.isFinite(number) ? number : typed
}

export function isEmpty(typed: Typed): boolean {
  return typed === false || (typeof typed === 'object' ? typed.length === 0 : typeof typed === 'string' && typed.trim() === '')
}

export function sameTyped(a: Typed, b: Typed): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** A value in words. */
export function sayTyped(field: FormField, typed: Typed): string {
  if (typeof typed === 'boolean') return typed ? t.forms.yes : t.forms.no
  const named = (key: string) => {
    const option = field.options.find((one) => one.key === key)
    return option ? localised(option.name) : key
  }
  if (typeof typed === 'object') return listed(typed.map(named)) || t.forms.empty
  return (field.kind === 'choice' ? named(typed) : typed) || t.forms.empty
}

/** What the server says of a field, in the reader's words where it is usual. */
export function fieldProblem(message: string): string {
  return message === 'is missing' ? t.ask.required : message
}
