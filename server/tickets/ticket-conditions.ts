import { type Catalogue, type Circumstances, type Condition, type Facts, type Test, toSql } from '../../conditions/index.ts'
import { categories } from '../../lifecycle/index.ts'
import type { Filter } from '../platform/db/index.ts'
import { type SlaChoice, slaChoices, slaIs } from './sla-filter.ts'
import { channels, priorities, type Ticket, ticketColumns, ticketTypes } from './ticket.ts'

/** What conditions over tickets can ask for. Names are those of a ticket in the API. */
export const conditionFields = {
  desk: { kind: 'id' },
  status: { kind: 'choice' },
  category: { kind: 'choice', choices: categories },
  priority: { kind: 'choice', choices: priorities },
  type: { kind: 'choice', choices: ticketTypes },
  channel: { kind: 'choice', choices: channels },
  title: { kind: 'text' },
  internal: { kind: 'boolean' },
  contact: { kind: 'id' },
  contactName: { kind: 'text' },
  contactEmail: { kind: 'text' },
  assignee: { kind: 'person' },
  team: { kind: 'id' },
  labels: { kind: 'set' },
  createdBy: { kind: 'person' },
  resolvedBy: { kind: 'person' },
  messageCount: { kind: 'number' },
  createdAt: { kind: 'date' },
  lastActivityAt: { kind: 'date' },
  firstResponseAt: { kind: 'date' },
  resolvedAt: { kind: 'date' },
  snoozedUntil: { kind: 'date' },
  closureAt: { kind: 'date' },
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
  createdBy: 'createdBy',
  resolvedBy: 'resolvedBy',
  messageCount: 'messageCount',
  createdAt: 'createdAt',
  lastActivityAt: 'lastActivityAt',
  firstResponseAt: 'firstResponseAt',
  resolvedAt: 'resolvedAt',
  snoozedUntil: 'snoozedUntil',
  closureAt: 'closureAt',
} as const satisfies Record<Exclude<ConditionField, 'labels' | 'sla'>, keyof Ticket>

const labels = 'SELECT FROM ticket_labels l WHERE l.workspace_id = t.workspace_id AND l.ticket_id = t.id'

/** Adds a condition to a query over `tickets t`. */
export function whereCondition(filter: Filter, condition: Condition, circumstances: Circumstances): void {
  const source = {
    column: (field: string) => `t.${ticketColumns[parts[field as keyof typeof parts]]}`,
    holdsAny: (_field: string, ids: string) => `EXISTS (${labels} AND l.label_id = ANY (${ids}))`,
    holdsNothing: () => `NOT EXISTS (${labels})`,
    own: (test: Test, values: readonly (string | number | boolean)[]) =>
      test.field === 'sla' ? slaTest(filter, test, values, circumstances.now) : undefined,
    parameter: (value: unknown) => filter.value(value),
  }
  filter.parts.push(toSql(condition, conditionFields, source, circumstances))
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
