/** What a value may be. Nothing else leaves: no text, no name, no address. */
type Field = 'id' | 'key' | 'number' | 'flag' | 'time'

interface EventType {
  readonly says: string
  /** What the payload says besides the ticket and who did it. */
  readonly fields: Readonly<Record<string, Field>>
}

const change = { from: 'key', to: 'key' } as const

/**
 * Everything a webhook can be told, in one closed list. It follows the events of a ticket's log; what is only of use inside
 * (timers) is left out, and a note has a name of its own, so that nobody hears of notes who asked for messages.
 */
export const eventTypes = {
  'ticket.created': {
    says: 'A ticket was made.',
    fields: {
      channel: 'key',
      type: 'key',
      priority: 'key',
      internal: 'flag',
      contact: 'id',
      inquiryType: 'id',
      followUpOf: 'id',
      status: 'key',
    },
  },
  'ticket.status_changed': {
    says: 'The lifecycle moved the ticket; `event` is what led to it.',
    fields: { ...change, event: 'key', by: 'key' },
  },
  'ticket.assigned': { says: 'Somebody has the ticket now.', fields: { agent: 'id', team: 'id', former: 'id' } },
  'ticket.unassigned': { says: 'Nobody has the ticket any more.', fields: { former: 'id' } },
  'ticket.team_changed': { says: 'Another team has the ticket, or none.', fields: { team: 'id' } },
  'ticket.title_changed': { says: 'The title was changed; the API says to what.', fields: {} },
  'ticket.description_changed': { says: 'The text the ticket was opened with was changed.', fields: { message: 'id' } },
  'ticket.type_changed': { says: 'The type was changed.', fields: change },
  'ticket.inquiry_type_changed': { says: 'The inquiry type was changed.', fields: { from: 'id', to: 'id' } },
  'ticket.category_changed': { says: 'The ticket was filed under another category.', fields: { from: 'id', to: 'id' } },
  'ticket.field_changed': { says: 'A field of the desk was filled in; the API says with what.', fields: { field: 'id' } },
  'ticket.priority_changed': { says: 'The priority was changed.', fields: change },
  'ticket.internal_changed': { says: 'The ticket was marked as internal, or opened to its contact.', fields: { internal: 'flag' } },
  'ticket.label_added': { says: 'A label was added.', fields: { label: 'id' } },
  'ticket.label_removed': { says: 'A label was taken off.', fields: { label: 'id' } },
  'ticket.snoozed': { says: 'The ticket was postponed.', fields: { until: 'time' } },
  'ticket.woke': { says: 'A postponed ticket came back.', fields: { why: 'key' } },
  'ticket.escalated': { says: 'The ticket became urgent; `from` is its former priority.', fields: { from: 'key' } },
  'ticket.resolved': { says: 'An agent resolved the ticket.', fields: { score: 'number', mailed: 'flag' } },
  'ticket.resolved_internally': { says: 'The ticket was resolved without telling the customer.', fields: { reason: 'key' } },
  'ticket.held': { says: 'The ticket was put on hold.', fields: {} },
  'ticket.closure_scheduled': { says: 'The ticket will be closed at that time.', fields: { at: 'time' } },
  'ticket.deletion_scheduled': { says: 'The ticket will be deleted at that time.', fields: { at: 'time' } },
  'ticket.deletion_cancelled': { says: 'The ticket will not be deleted.', fields: {} },
  'ticket.merged': { says: 'Another ticket was merged into this one.', fields: { duplicate: 'id', messages: 'number' } },
  'ticket.merged_into': { says: 'This ticket was merged into another one.', fields: { primary: 'id' } },
  'ticket.unmerged': { says: 'A merge was taken back.', fields: { duplicate: 'id', primary: 'id' } },
  'ticket.split': { says: 'Messages of this ticket became a ticket of their own.', fields: { made: 'id', messages: 'number' } },
  'ticket.split_from': { says: 'This ticket was made out of messages of another one.', fields: { source: 'id', messages: 'number' } },
  'ticket.unsplit': { says: 'A split was taken back.', fields: { made: 'id' } },
  'ticket.transferred': {
    says: 'The ticket was transferred to another desk, which has a ticket of its own for it.',
    fields: { issue: 'id', desk: 'id' },
  },
  'ticket.transferred_from': { says: 'This ticket was made by transferring another one.', fields: { origin: 'id', desk: 'id' } },
  'ticket.transfer_finished': { says: 'The other desk is done: it resolved, closed or threw away its ticket.', fields: { issue: 'id' } },
  'ticket.guide_requested': {
    says: 'The desk it was transferred to asks to tell the customer something: `issue` on the customer’s ticket, `origin` on the other one.',
    fields: { issue: 'id', origin: 'id', message: 'id' },
  },
  'ticket.guide_ended': { says: 'The customer was told: `replied`, or `told` as somebody says.', fields: { how: 'key' } },
  'ticket.linked': {
    says: 'The ticket was linked: `kind` is what the other one is to it (related, duplicate_of, duplicated_by, parent, child).',
    fields: { kind: 'key', other: 'id' },
  },
  'ticket.unlinked': { says: 'A link was taken away.', fields: { kind: 'key', other: 'id' } },
  'ticket.spam_marked': { says: 'The ticket is in the spam folder.', fields: {} },
  'ticket.spam_cleared': { says: 'The ticket is not spam.', fields: {} },
  'ticket.archived': { says: 'The ticket was archived.', fields: {} },
  'ticket.unarchived': { says: 'The ticket came back from the archive.', fields: {} },
  'ticket.trashed': { says: 'The ticket was deleted; it can be restored.', fields: { scheduled: 'flag' } },
  'ticket.restored': { says: 'A deleted ticket was restored.', fields: {} },
  'ticket.purged': { says: 'The ticket was deleted for good.', fields: {} },
  'ticket.lifecycle_changed': { says: 'The ticket lives by another version of its lifecycle.', fields: { ...change, version: 'id' } },
  'ticket.sla_set': {
    says: 'What is promised for the ticket is new, or other than before. A time is null while its clock is paused.',
    fields: { firstDueAt: 'time', dueAt: 'time' },
  },
  'ticket.sla_warning': {
    says: 'Most of the time to resolve the ticket is used, or the first response is late (`reason`); told once. `breached`: it is over as well by now.',
    fields: { reason: 'key', since: 'time', breached: 'flag' },
  },
  'ticket.sla_breached': { says: 'The ticket was not resolved in time; told once.', fields: { since: 'time' } },
  'message.added': {
    says: 'The customer or an agent wrote. A reply that waits for its time leaves with `message.released`.',
    fields: { message: 'id', kind: 'key', audience: 'key' },
  },
  'message.released': { says: 'A reply that was held back left.', fields: { message: 'id' } },
  'message.withdrawn': { says: 'A reply was taken back before it left.', fields: { message: 'id' } },
  'message.returned_to_draft': {
    says: 'A reply that was held back did not leave.',
    fields: { message: 'id', author: 'id', reason: 'key' },
  },
  'message.accepted': { says: 'A message of a sender who was not known was taken into the conversation.', fields: { message: 'id' } },
  'message.moved': { says: 'A message moved to another ticket, or came from one.', fields: { message: 'id', from: 'id', to: 'id' } },
  'message.delivery_changed': { says: 'What became of a mail to one of its recipients.', fields: { message: 'id', state: 'key' } },
  'message.masked': {
    says: 'Words were masked: what you keep of the message, or of the whole ticket, is to be read again.',
    fields: { message: 'id', mask: 'id', everywhere: 'flag', count: 'number' },
  },
  'message.unmasked': {
    says: 'Masked words were put back, or read without putting them back.',
    fields: { message: 'id', mask: 'id', looked: 'flag', count: 'number' },
  },
  'note.added': { says: 'Somebody of the staff wrote a note, or Statedesk left them a line.', fields: { message: 'id', kind: 'key' } },
  'survey.created': { says: 'The customer is asked how it was.', fields: {} },
  'survey.withdrawn': { says: 'The customer is not asked any more.', fields: {} },
  'tracker.reported': { says: 'The tracker reported something.', fields: { event: 'key' } },
} as const satisfies Record<string, EventType>

export type EventTypeName = keyof typeof eventTypes

export const eventTypeNames = Object.keys(eventTypes) as [EventTypeName, ...EventTypeName[]]

/** What an event of a ticket's log is called outside; null when it is told to nobody. */
export function eventTypeOf(type: string, data: Readonly<Record<string, unknown>>): EventTypeName | null {
  if (type === 'message.added' && data.audience === 'staff') return 'note.added'
  return Object.hasOwn(eventTypes, type) ? (type as EventTypeName) : null
}

type Value = string | number | boolean

/** Takes out of an event's data what its type names, each value in the form it must have. What has another form is left out. */
export function fieldsOf(name: EventTypeName, data: Readonly<Record<string, unknown>>): Record<string, Value | null> {
  const fields: Readonly<Record<string, Field>> = eventTypes[name].fields
  const known: Record<string, Value | null> = {}
  for (const [key, field] of Object.entries(fields)) {
    const value = data[key] === null ? null : formedAs[field](data[key])
    if (value !== undefined) known[key] = value
  }
  return known
}

const formedAs: Readonly<Record<Field, (value: unknown) => Value | undefined>> = {
  id: (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined),
  key: (value) => (typeof value === 'string' && /^[a-z][a-z0-9_.-]{0,63}$/i.test(value) ? value : undefined),
  number: (value) => (typeof value === 'number' ? value : undefined),
  flag: (value) => (typeof value === 'boolean' ? value : undefined),
  time: (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? value : undefined),
}
