import { type Catalogue, type Circumstances, type Condition, toSql } from '../../conditions/index.ts'
import { categories } from '../../lifecycle/index.ts'
import type { Filter } from '../platform/db/index.ts'
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
} as const satisfies Record<Exclude<ConditionField, 'labels'>, keyof Ticket>

const labels = 'SELECT FROM ticket_labels l WHERE l.workspace_id = t.workspace_id AND l.ticket_id = t.id'

/** Adds a condition to a query over `tickets t`. */
export function whereCondition(filter: Filter, condition: Condition, circumstances: Circumstances): void {
  const source = {
    column: (field: string) => `t.${ticketColumns[parts[field as keyof typeof parts]]}`,
    holdsAny: (_field: string, ids: string) => `EXISTS (${labels} AND l.label_id = ANY (${ids}))`,
    holdsNothing: () => `NOT EXISTS (${labels})`,
    parameter: (value: unknown) => filter.value(value),
  }
  filter.parts.push(toSql(condition, conditionFields, source, circumstances))
}
