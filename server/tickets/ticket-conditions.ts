import {
  type Catalogue,
  type Circumstances,
  type Condition,
  type Facts,
  type Field,
  parseCondition,
  type Test,
  toSql,
} from '../../conditions/index.ts'
import { categories } from '../../lifecycle/index.ts'
import { fieldKindsOf, type FieldValues, type FormFieldKind } from '../forms/index.ts'
import type { Filter, Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { type SlaChoice, slaChoices, slaIs } from './sla-filter.ts'
import { channels, priorities, type Ticket, ticketColumns } from './ticket.ts'

/** What conditions over tickets of any desk can ask for. Names are those of a ticket in the API. */
export const conditionFields = {
  desk: { kind: 'id' },
  status: { kind: 'choice' },
  category: { kind: 'choice', choices: categories },
  priority: { kind: 'choice', choices: priorities },
  type: { kind: 'choice' },
  channel: { kind: 'choice', choices: channels },
  title: { kind: 'text' },
  internal: { kind: 'boolean' },
  contact: { kind: 'id' },
  contactName: { kind: 'text' },
  contactEmail: { kind: 'text' },
  assignee: { kind: 'person' },
  team: { kind: 'id' },
  labels: { kind: 'set' },
  inquiryType: { kind: 'id' },
  // What a ticket is filed under, and everything above that: asking for a category finds what lies below it.
  processingCategory: { kind: 'set' },
  createdBy: { kind: 'person' },
  resolvedBy: { kind: 'person' },
  messageCount: { kind: 'number' },
  createdAt: { kind: 'date' },
  updatedAt: { kind: 'date' },
  lastActivityAt: { kind: 'date' },
  lastCustomerMessageAt: { kind: 'date' },
  firstResponseAt: { kind: 'date' },
  resolvedAt: { kind: 'date' },
  snoozedUntil: { kind: 'date' },
  closureAt: { kind: 'date' },
  guideSince: { kind: 'date' },
  sla: { kind: 'choice', choices: slaChoices },
} as const satisfies Catalogue

type ConditionField = keyof typeof conditionFields

/** The part of a ticket that each field stands for; a set has none. */
const parts = {
  desk: 'deskId',
  status: 'status',
  category: 'category',
  priority: 'priority',
  type: 'type',
  channel: 'channel',
  title: 'title',
  internal: 'internal',
  contact: 'contactId',
  contactName: 'contactName',
  contactEmail: 'contactEmail',
  assignee: 'assigneeId',
  team: 'teamId',
  inquiryType: 'inquiryTypeId',
  createdBy: 'createdBy',
  resolvedBy: 'resolvedBy',
  messageCount: 'messageCount',
  createdAt: 'createdAt',
  updatedAt: 'updatedAt',
  lastActivityAt: 'lastActivityAt',
  lastCustomerMessageAt: 'lastCustomerMessageAt',
  firstResponseAt: 'firstResponseAt',
  resolvedAt: 'resolvedAt',
  snoozedUntil: 'snoozedUntil',
  closureAt: 'closureAt',
  guideSince: 'guideSince',
} as const satisfies Record<Exclude<ConditionField, 'labels' | 'processingCategory' | 'sla'>, keyof Ticket>

/** How conditions ask for each kind of a desk's fields. Choices are keys; which there are may change, so any key can be asked for. */
const askedAs: Readonly<Record<FormFieldKind, Field>> = {
  text: { kind: 'text' },
  long_text: { kind: 'text' },
  mail: { kind: 'text' },
  phone: { kind: 'text' },
  number: { kind: 'number' },
  date: { kind: 'date' },
  choice: { kind: 'choice' },
  choices: { kind: 'set', of: 'keys' },
  checkbox: { kind: 'boolean' },
}

export const customField = (id: number | string) => `field.${id}`

/** What conditions can ask for where there are these fields: `field.12`. */
export function conditionFieldsWith(fields: Iterable<{ readonly id: number; readonly kind: FormFieldKind }>): Catalogue {
  const custom = Array.from(fields, ({ id, kind }) => [customField(id), askedAs[kind]] as const)
  return { ...conditionFields, ...Object.fromEntries(custom) }
}

/**
 * Checks a condition over tickets that came from outside. Desks' fields it asks for are looked up: once per process for
 * each field, and not at all where it asks for none.
 * @param path where it stands in the request
 * @throws invalid_input with the place of each mistake
 */
export async function readCondition(tx: Tx, input: unknown, path: string): Promise<Condition> {
  const parsed = parseCondition(input, await catalogueFor(tx, input))
  if (parsed.ok) return parsed.condition
  const errors = parsed.problems.slice(0, 100).map((problem) => ({ ...problem, path: [path, problem.path].filter(Boolean).join('.') }))
  const shown = errors.slice(0, 3).map((error) => `${error.path}: ${error.message}`)
  throw new AppError('invalid_input', `${shown.join('; ')}${errors.length > 3 ? '; …' : ''}. Nothing was changed.`, { errors })
}

/** Adds a condition to a query over `tickets t`. */
export async function whereCondition(tx: Tx, filter: Filter, condition: Condition, circumstances: Circumstances): Promise<void> {
  const catalogue = await catalogueFor(tx, condition)
  const source = {
    column: (field: string) => customColumn(catalogue, field) ?? `t.${ticketColumns[parts[field as keyof typeof parts]]}`,
    holdsAny: (field: string, wanted: string) => {
      if (field === 'labels') return `EXISTS (${labels} AND l.label_id = ANY (${wanted}))`
      if (field === 'processingCategory') return inCategory(wanted, filter.value(tx.workspaceId))
      return `COALESCE(${held(field)} ?| ${wanted}, false)`
    },
    holdsNothing: (field: string) => {
      if (field === 'labels') return `NOT EXISTS (${labels})`
      return field === 'processingCategory' ? '(t.processing_category_id IS NULL)' : `(${held(field)} IS NULL)`
    },
    own: (test: Test, values: readonly (string | number | boolean)[]) =>
      test.field === 'sla' ? slaTest(filter, test, values, circumstances.now) : undefined,
    parameter: (value: unknown) => filter.value(value),
  }
  filter.parts.push(toSql(condition, catalogue, source, circumstances))
}

/** Conditions that were kept; null for one that asks for a field that is gone meanwhile. */
export async function keptConditions(tx: Tx, kept: readonly unknown[]): Promise<(Condition | null)[]> {
  const catalogue = await catalogueOf(tx, new Set(kept.flatMap(customFieldsOf)))
  return kept.map((input) => {
    const parsed = parseCondition(input, catalogue)
    return parsed.ok ? parsed.condition : null
  })
}

const labels = 'SELECT FROM ticket_labels l WHERE l.workspace_id = t.workspace_id AND l.ticket_id = t.id'

/** The categories below are found once, not for every ticket. */
function inCategory(wanted: string, workspace: string): string {
  const below = `SELECT f.id FROM form_items f WHERE f.workspace_id = ${workspace}::int AND f.part = 'category' AND f.path && ${wanted}`
  return `COALESCE(t.processing_category_id = ANY (ARRAY(${below})), false)`
}

const customName = /^field\.([1-9]\d{0,14})$/

/** Its id stands in the text of the query: it is a number that was looked up. */
function held(field: string): string {
  const id = customName.exec(field)?.[1]
  if (id === undefined) throw new Error(`the condition asks for the unknown field ${field}`)
  return `(t.fields->'${id}')`
}

/** A value as the type that conditions compare. Fields never change their kind, so the casts hold for every ticket. */
function customColumn(catalogue: Catalogue, field: string): string | null {
  if (!customName.test(field)) return null
  const text = `(${held(field)} #>> '{}')`
  switch (catalogue[field]?.kind) {
    case 'number':
      return `${text}::numeric`
    case 'boolean':
      return `COALESCE(${text}::boolean, false)`
    case 'date':
      return `((${text} || 'T00:00:00Z')::timestamptz)`
    default:
      return text
  }
}

function catalogueFor(tx: Tx, input: unknown): Promise<Catalogue> {
  return catalogueOf(tx, new Set(customFieldsOf(input)))
}

async function catalogueOf(tx: Tx, ids: ReadonlySet<number>): Promise<Catalogue> {
  if (ids.size === 0) return conditionFields
  const kinds = await fieldKindsOf(tx, [...ids])
  return conditionFieldsWith(Array.from(kinds, ([id, kind]) => ({ id, kind })))
}

/** As many as a condition can ask for. */
const mostCustom = 100

function customFieldsOf(input: unknown): number[] {
  return [...customFieldsIn(input, 0)].slice(0, mostCustom)
}

/** The fields of desks that a condition names, or what may become one. */
function customFieldsIn(input: unknown, depth: number): Set<number> {
  if (typeof input !== 'object' || input === null || depth > 12) return new Set()
  const { field, all, any, not } = input as Record<string, unknown>
  const id = typeof field === 'string' ? customName.exec(field)?.[1] : undefined
  const inner = [...(Array.isArray(all) ? all : []), ...(Array.isArray(any) ? any : []), not]
  return new Set([...(id === undefined ? [] : [Number(id)]), ...inner.flatMap((one) => [...customFieldsIn(one, depth + 1)])])
}

/** What a ticket holds of desks' fields, as `toPredicate` wants it. `fields`: those that are asked for. */
export function customFacts(fields: Iterable<{ readonly id: number; readonly kind: FormFieldKind }>, values: FieldValues): Facts {
  const facts: Record<string, unknown> = {}
  for (const { id, kind } of fields) {
    const value = values[id]
    if (kind === 'checkbox') facts[customField(id)] = value === true
    else if (kind === 'date') facts[customField(id)] = typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : null
    else facts[customField(id)] = value ?? null
  }
  return facts
}

function slaTest(filter: Filter, { op }: Test, values: readonly (string | number | boolean)[], now: Date): string {
  // There is always a state, and be it `none`.
  if (op === 'empty' || op === 'present') return op === 'present' ? 'true' : 'false'
  const isOne = slaIs(filter, values as readonly SlaChoice[], now)
  return op === 'is' || op === 'one_of' ? isOne : `NOT (${isOne})`
}

/** What a condition finds of a ticket in hand. Its service level is not among it: this is asked to choose one. */
export function conditionFacts(ticket: Ticket, labelIds: readonly number[]): Facts {
  const facts: Record<string, unknown> = { labels: labelIds }
  for (const [field, part] of Object.entries(parts)) facts[field] = ticket[part]
  return facts
}
