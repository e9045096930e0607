import type { Category } from '../../lifecycle/index.ts'
import type { FieldValues } from '../forms/index.ts'

export type Priority = 'low' | 'normal' | 'high' | 'urgent'
export type Channel = 'portal' | 'mail' | 'phone' | 'chat' | 'api' | 'widget' | 'created'
export type Bucket = 'active' | 'snoozed' | 'spam' | 'trash' | 'archived' | 'merged' | 'purged'

export const priorities = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly Priority[]
export const channels = ['portal', 'mail', 'phone', 'chat', 'api', 'widget', 'created'] as const satisfies readonly Channel[]

/** A ticket as its row holds it. Only the door writes one. */
export interface Ticket {
  id: number
  number: number
  reference: string
  version: number
  deskId: number
  lifecycleVersionId: number
  status: string
  category: Category
  bucket: Bucket
  title: string
  /** The key of one of its desk's types. */
  type: string
  channel: Channel
  priority: Priority
  internal: boolean
  contactId: number | null
  contactName: string | null
  contactEmail: string | null
  assigneeId: number | null
  lastAssigneeId: number | null
  teamId: number | null
  createdBy: number | null
  createdAt: Date
  updatedAt: Date
  lastActivityAt: Date
  firstResponseAt: Date | null
  resolvedAt: Date | null
  resolvedBy: number | null
  completedBy: number | null
  heldBy: number | null
  resolutionText: string | null
  resolutionScore: number | null
  snoozedUntil: Date | null
  snoozedZone: string | null
  snoozedLocal: string | null
  spamAt: Date | null
  trashedAt: Date | null
  archivedAt: Date | null
  mergedIntoId: number | null
  followUpOfId: number | null
  possiblyOfId: number | null
  closureAt: Date | null
  deletionAt: Date | null
  purgedAt: Date | null
  /** Its service level; the part `sla` keeps it. Null: none. */
  slaPolicyVersionId: number | null
  slaCalendarVersionId: number | null
  slaSince: Date | null
  slaUsedMs: number | null
  slaFirstDueAt: Date | null
  slaWarnAt: Date | null
  slaDueAt: Date | null
  slaNextDueAt: Date | null
  slaWarnedAt: Date | null
  slaBreachedAt: Date | null
  messageCount: number
  preview: string
  lastPublicMessageId: number | null
  lastPublicBy: 'agent' | 'contact' | null
  lastAgentMessageAt: Date | null
  /** How many words are masked in everything that is and will be said here. */
  maskedWords: number
  lastCustomerMessageAt: Date | null
  eventSeq: number
  eventHash: Buffer
  inquiryTypeId: number | null
  processingCategoryId: number | null
  fields: FieldValues
  /** It was handed on to another desk, or was made by that. */
  inTransfer: boolean
  /** Since when its customer is to be told something that another desk found out. */
  guideSince: Date | null
}

/** Field by field, the column it stands in. The order is the order of every statement over whole tickets. */
export const ticketColumns = {
  id: 'id',
  number: 'number',
  reference: 'reference',
  version: 'version',
  deskId: 'desk_id',
  lifecycleVersionId: 'lifecycle_version_id',
  status: 'status',
  category: 'category',
  bucket: 'bucket',
  title: 'title',
  type: 'type',
  channel: 'channel',
  priority: 'priority',
  internal: 'internal',
  contactId: 'contact_id',
  contactName: 'contact_name',
  contactEmail: 'contact_email',
  assigneeId: 'assignee_id',
  lastAssigneeId: 'last_assignee_id',
  teamId: 'team_id',
  createdBy: 'created_by',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  lastActivityAt: 'last_activity_at',
  firstResponseAt: 'first_response_at',
  resolvedAt: 'resolved_at',
  resolvedBy: 'resolved_by',
  completedBy: 'completed_by',
  heldBy: 'held_by',
  resolutionText: 'resolution_text',
  resolutionScore: 'resolution_score',
  snoozedUntil: 'snoozed_until',
  snoozedZone: 'snoozed_zone',
  snoozedLocal: 'snoozed_local',
  spamAt: 'spam_at',
  trashedAt: 'trashed_at',
  archivedAt: 'archived_at',
  mergedIntoId: 'merged_into_id',
  followUpOfId: 'follow_up_of_id',
  possiblyOfId: 'possibly_of_id',
  closureAt: 'closure_at',
  deletionAt: 'deletion_at',
  purgedAt: 'purged_at',
  slaPolicyVersionId: 'sla_policy_version_id',
  slaCalendarVersionId: 'sla_calendar_version_id',
  slaSince: 'sla_since',
  slaUsedMs: 'sla_used_ms',
  slaFirstDueAt: 'sla_first_due_at',
  slaWarnAt: 'sla_warn_at',
  slaDueAt: 'sla_due_at',
  slaNextDueAt: 'sla_next_due_at',
  slaWarnedAt: 'sla_warned_at',
  slaBreachedAt: 'sla_breached_at',
  messageCount: 'message_count',
  preview: 'preview',
  lastPublicMessageId: 'last_public_message_id',
  lastPublicBy: 'last_public_by',
  lastAgentMessageAt: 'last_agent_message_at',
  maskedWords: 'masked_words',
  lastCustomerMessageAt: 'last_customer_message_at',
  eventSeq: 'event_seq',
  eventHash: 'event_hash',
  inquiryTypeId: 'inquiry_type_id',
  processingCategoryId: 'processing_category_id',
  fields: 'fields',
  inTransfer: 'in_transfer',
  guideSince: 'guide_since',
} as const satisfies Record<keyof Ticket, string>

export const ticketFields = Object.keys(ticketColumns) as (keyof Ticket)[]

/** A whole `Ticket` of `tickets t`. */
export const allColumns = ticketFields.map((field) => `t.${ticketColumns[field]} AS "${field}"`).join(', ')

/** What a row of a list shows of a ticket. */
const listedFields = [
  'id',
  'reference',
  'version',
  'deskId',
  'lifecycleVersionId',
  'status',
  'bucket',
  'title',
  'type',
  'channel',
  'priority',
  'internal',
  'contactId',
  'contactName',
  'contactEmail',
  'assigneeId',
  'teamId',
  'createdAt',
  'updatedAt',
  'lastActivityAt',
  'snoozedUntil',
  'firstResponseAt',
  'resolvedAt',
  'slaPolicyVersionId',
  'slaCalendarVersionId',
  'slaSince',
  'slaUsedMs',
  'slaFirstDueAt',
  'slaWarnAt',
  'slaDueAt',
  'slaNextDueAt',
  'messageCount',
  'preview',
  'lastPublicMessageId',
  'lastPublicBy',
] as const satisfies readonly (keyof Ticket)[]

export type ListedTicket = Pick<Ticket, (typeof listedFields)[number]>

export const listedColumns = listedFields.map((field) => `t.${ticketColumns[field]} AS "${field}"`).join(', ')

/** The folder a ticket lies in: exactly one, the strongest of its facts. */
export function bucketOf(
  ticket: Pick<Ticket, 'purgedAt' | 'mergedIntoId' | 'trashedAt' | 'spamAt' | 'archivedAt' | 'snoozedUntil'>,
): Bucket {
  if (ticket.purgedAt !== null) return 'purged'
  if (ticket.mergedIntoId !== null) return 'merged'
  if (ticket.trashedAt !== null) return 'trash'
  if (ticket.spamAt !== null) return 'spam'
  if (ticket.archivedAt !== null) return 'archived'
  if (ticket.snoozedUntil !== null) return 'snoozed'
  return 'active'
}

/** A ticket nobody promised anything for. */
export const noServiceLevel = {
  slaPolicyVersionId: null,
  slaCalendarVersionId: null,
  slaSince: null,
  slaUsedMs: null,
  slaFirstDueAt: null,
  slaWarnAt: null,
  slaDueAt: null,
  slaNextDueAt: null,
  slaWarnedAt: null,
  slaBreachedAt: null,
} as const satisfies Partial<Ticket>

/** Neither resolved nor closed. */
export function isUnresolved(ticket: Pick<Ticket, 'category'>): boolean {
  return ticket.category !== 'resolved' && ticket.category !== 'closed'
}

/** Who finished it, as the views of finished work count it. */
export function finishOf(ticket: Pick<Ticket, 'category' | 'assigneeId' | 'resolvedBy' | 'completedBy'>): '' | 'by_assignee' | 'by_admin' {
  if (ticket.category === 'resolved' && ticket.resolvedBy !== null && ticket.resolvedBy === ticket.assigneeId) return 'by_assignee'
  if (ticket.category === 'closed' && ticket.completedBy !== null) return 'by_admin'
  return ''
}
