/** What an event is called in the log of a ticket. `who` is a name or “Statedesk”; names stand for the ids the event holds. */
export interface EventNames {
  readonly who: string
  person(id: unknown): string
  team(id: unknown): string
  label(id: unknown): string
  ticket(id: unknown): string
  status(key: unknown): string
}

type Words = Readonly<Record<string, unknown>>
type Sentence = (names: EventNames, data: Words, details: Words) => string

const because: Record<string, string> = {
  agent_replied: 'by a reply',
  customer_replied: 'because the customer wrote',
  assigned: 'by the assignment',
  unassigned: 'because nobody holds it',
  assignee_left: 'because the assignee went away',
  idle_due: 'because the customer was silent',
  return_due: 'after the set time',
  closure_due: 'as scheduled',
  merged_away: 'by the merge',
  deletion_scheduled: 'by the scheduled deletion',
  request_closure: 'at the customer’s request',
  reopen: 'by reopening',
  lifecycle_changed: 'by the new version of the lifecycle',
  unmerged: 'by taking the merge back',
}

const sentences: Record<string, Sentence> = {
  'ticket.created': ({ who }, data) => `${who} created the ticket (${say(data.channel)})`,
  'message.added': ({ who }, data) => `${who} ${addedWords[say(data.kind)] ?? 'wrote'}`,
  'message.released': () => 'The reply was sent',
  'message.returned_to_draft': (_, data) => `A held-back reply became a draft again (${say(data.reason)})`,
  'message.withdrawn': ({ who }) => `${who} took a reply back before it was sent`,
  'message.forwarded': ({ who }) => `${who} forwarded a message`,
  'message.mentioned': ({ who }, data) => `${who} mentioned ${several(data.agents, 'colleague')}`,
  'message.accepted': ({ who }) => `${who} accepted a message into the conversation`,
  'message.moved': ({ who, ticket }, data) =>
    `${who} moved a message ${data.to ? `to ${ticket(data.to)}` : `here from ${ticket(data.from)}`}`,
  'message.delivery_changed': (_, data) => `Delivery of a mail: ${say(data.state)}`,
  'ticket.status_changed': ({ who, status }, data) => {
    if (data.event === 'reopen') return `${who} reopened the ticket: back in progress (${status(data.from)} → ${status(data.to)})`
    return `${who} changed the status from ${status(data.from)} to ${status(data.to)}${because[say(data.event)] ? ` ${because[say(data.event)]}` : ''}`
  },
  'ticket.assigned': ({ who, person, team }, data) =>
    `${who} assigned the ticket to ${person(data.agent)}${data.team ? ` (${team(data.team)})` : ''}`,
  'ticket.unassigned': ({ who, person }, data) => `${who} released the ticket from ${person(data.former)}`,
  'ticket.team_changed': ({ who, team }, data) => `${who} gave the ticket to the team ${team(data.team)}`,
  'ticket.title_changed': ({ who }, _, details) =>
    `${who} changed the title${details.to ? ` from “${say(details.from)}” to “${say(details.to)}”` : ''}`,
  'ticket.type_changed': ({ who }, data) => `${who} changed the type from ${plain(data.from)} to ${plain(data.to)}`,
  'ticket.priority_changed': ({ who }, data) => `${who} changed the priority from ${plain(data.from)} to ${plain(data.to)}`,
  'ticket.internal_changed': ({ who }, data) =>
    `${who} ${data.internal ? 'marked the ticket as internal' : 'opened the ticket to its contact'}`,
  'ticket.label_added': ({ who, label }, data) => `${who} added the label ${label(data.label)}`,
  'ticket.label_removed': ({ who, label }, data) => `${who} removed the label ${label(data.label)}`,
  'ticket.snoozed': ({ who }, data) => `${who} postponed the ticket until ${say(data.until)}`,
  'ticket.woke': (_, data) => `The ticket came back (${plain(data.why)})`,
  'ticket.escalated': ({ who }, data, details) =>
    `${who} escalated the ticket from ${plain(data.from)}${details.reason ? `: ${say(details.reason)}` : ''}`,
  'ticket.resolved': ({ who }, data) => `${who} resolved the ticket${data.score ? ` (score ${say(data.score)})` : ''}`,
  'ticket.resolved_internally': ({ who }, data) => `${who} resolved the ticket internally (${plain(data.reason)})`,
  'ticket.held': ({ who }) => `${who} put the ticket on hold`,
  'ticket.closure_scheduled': ({ who }, data) => `${who} scheduled the closure for ${say(data.at)}`,
  'ticket.deletion_scheduled': ({ who }, data) => `${who} scheduled the deletion for ${say(data.at)}`,
  'ticket.deletion_cancelled': ({ who }) => `${who} cancelled the deletion`,
  'ticket.merged': ({ who, ticket }, data) => `${who} merged ${ticket(data.duplicate)} into this ticket`,
  'ticket.merged_into': ({ who, ticket }, data) => `${who} merged this ticket into ${ticket(data.primary)}`,
  'ticket.unmerged': ({ who, ticket }, data) => `${who} took back the merge with ${ticket(data.duplicate ?? data.primary)}`,
  'ticket.spam_marked': ({ who }) => `${who} moved the ticket to the spam folder`,
  'ticket.spam_cleared': ({ who }) => `${who} marked the ticket as not spam`,
  'ticket.archived': ({ who }) => `${who} archived the ticket`,
  'ticket.unarchived': ({ who }) => `${who} brought the ticket back from the archive`,
  'ticket.trashed': ({ who }, data) => (data.scheduled ? 'The ticket was deleted as scheduled' : `${who} deleted the ticket`),
  'ticket.restored': ({ who }) => `${who} restored the ticket`,
  'ticket.purged': ({ who }) => `${who} deleted the ticket for good`,
  'ticket.lifecycle_changed': () => 'The ticket moved to another version of its lifecycle',
  'survey.created': () => 'A satisfaction survey was made',
  'survey.withdrawn': () => 'The unanswered satisfaction survey was withdrawn',
  'tracker.reported': (_, data) => `The tracker reported: ${plain(data.event)}`,
  'timer.set': (_, data) => `Timer ${plain(data.kind)} set for ${say(data.dueAt)}`,
  'timer.cleared': (_, data) => `Timer ${plain(data.kind)} stopped`,
}

const addedWords: Record<string, string> = {
  customer: 'wrote',
  reply: 'replied',
  note: 'added an internal note',
  system: 'left a line',
  resolution: 'sent the resolution',
  hold: 'told the customer that it takes longer',
}

/** One English sentence for an event. An event of an unknown type shows as its type. */
export function eventSentence(type: string, names: EventNames, data: Words, details: Words | null): string {
  return sentences[type]?.(names, data, details ?? {}) ?? type
}

function several(list: unknown, what: string): string {
  const n = Array.isArray(list) ? list.length : 0
  return n === 1 ? `a ${what}` : `${n} ${what}s`
}

function plain(value: unknown): string {
  return say(value).replaceAll('_', ' ')
}

function say(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
