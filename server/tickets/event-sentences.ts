import type { Language } from '../platform/words/index.ts'
import { type EventNames, type EventSentences, type EventWords, say, short } from './event-names.ts'
import { japanese } from './event-sentences-ja.ts'
import { korean } from './event-sentences-ko.ts'

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
  transfer_finished: 'because the other desk is done',
  unmerged: 'by taking the merge back',
}

/** Each has its like in `event-sentences-ja.ts` and `event-sentences-ko.ts`. */
export const english: EventSentences = {
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
  'message.masked': ({ who }, data) =>
    data.everywhere ? `${who} masked words everywhere in the ticket (${places(data.count)})` : `${who} masked words of a message`,
  'message.unmasked': ({ who }, data) =>
    data.looked
      ? `${who} read masked words of a message`
      : `${who} unmasked words${Number(data.count) > 1 ? ` (${places(data.count)})` : ''}`,
  'message.delivery_changed': (_, data) => `Delivery of a mail: ${say(data.state)}`,
  'ticket.status_changed': ({ who, status }, data) => {
    if (data.event === 'reopen') return `${who} reopened the ticket: back in progress (${status(data.from)} → ${status(data.to)})`
    return `${who} changed the status from ${status(data.from)} to ${status(data.to)}${because[say(data.event)] ? ` ${because[say(data.event)]}` : ''}`
  },
  'ticket.assigned': ({ who, person, team }, data) =>
    `${who} assigned the ticket to ${person(data.agent)}${data.team ? ` (${team(data.team)})` : ''}`,
  'ticket.unassigned': ({ who, person }, data) => `${who} released the ticket from ${person(data.former)}`,
  'ticket.team_changed': ({ who, team }, data) =>
    data.team === null ? `${who} took the ticket out of its team` : `${who} gave the ticket to the team ${team(data.team)}`,
  'ticket.title_changed': ({ who }, _, details) =>
    `${who} changed the title${details.to ? ` from “${say(details.from)}” to “${say(details.to)}”` : ''}`,
  'ticket.description_changed': ({ who }, _, details) =>
    `${who} changed the description${typeof details.from === 'string' ? `. It was: “${short(details.from)}”` : ''}`,
  'ticket.type_changed': ({ who, item }, data) => `${who} changed the type from ${item(data.from)} to ${item(data.to)}`,
  'ticket.inquiry_type_changed': ({ who, item }, data) => `${who} changed the inquiry type from ${item(data.from)} to ${item(data.to)}`,
  'ticket.category_changed': ({ who, item }, data) => {
    if (data.to === null) return `${who} took the ticket out of the category ${item(data.from)}`
    return `${who} filed the ticket under ${item(data.to)}${data.from === null ? '' : ` instead of ${item(data.from)}`}`
  },
  'ticket.field_changed': ({ who, item }, data, { from, to }) => {
    if (from == null && to == null) return `${who} changed “${item(data.field)}”`
    if (to == null) return `${who} emptied “${item(data.field)}”, which was “${short(from)}”`
    return `${who} ${from == null ? 'set' : 'changed'} “${item(data.field)}”${from == null ? '' : ` from “${short(from)}”`} to “${short(to)}”`
  },
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
  'ticket.split': ({ who, ticket }, data) => `${who} made ${ticket(data.made)} out of ${messages(data.messages)} of this ticket`,
  'ticket.split_from': ({ who, ticket }, data) => `${who} made this ticket out of ${messages(data.messages)} of ${ticket(data.source)}`,
  'ticket.unsplit': ({ who, ticket }, data) => `${who} put the messages of ${ticket(data.made)} back`,
  'ticket.linked': ({ who, ticket }, data) =>
    `${who} linked the ticket: ${linkWords[say(data.kind)] ?? 'related to'} ${ticket(data.other)}`,
  'ticket.unlinked': ({ who, ticket }, data) =>
    `${who} took a link away: ${linkWords[say(data.kind)] ?? 'related to'} ${ticket(data.other)}`,
  'ticket.transferred': ({ who, ticket }, data) => `${who} transferred the ticket to another desk: ${ticket(data.issue)}`,
  'ticket.transferred_from': ({ who, ticket }, data) => `${who} transferred this from ${ticket(data.origin)}`,
  'ticket.transfer_finished': ({ ticket }, data) => `The other desk is done with ${ticket(data.issue)}`,
  'ticket.guide_requested': ({ who, ticket }, data) =>
    data.issue
      ? `${who} asks from ${ticket(data.issue)} to tell the customer`
      : `${who} asked to tell the customer of ${ticket(data.origin)}`,
  'ticket.guide_ended': ({ who }, data) =>
    data.how === 'told' ? `${who} says that the customer was told` : `${who} told the customer what the other desk asked for`,
  'ticket.spam_marked': ({ who }) => `${who} moved the ticket to the spam folder`,
  'ticket.spam_cleared': ({ who }) => `${who} marked the ticket as not spam`,
  'ticket.archived': ({ who }) => `${who} archived the ticket`,
  'ticket.unarchived': ({ who }) => `${who} brought the ticket back from the archive`,
  'ticket.trashed': ({ who }, data) => (data.scheduled ? 'The ticket was deleted as scheduled' : `${who} deleted the ticket`),
  'ticket.restored': ({ who }) => `${who} restored the ticket`,
  'ticket.purged': ({ who }) => `${who} deleted the ticket for good`,
  'ticket.lifecycle_changed': () => 'The ticket moved to another version of its lifecycle',
  'ticket.sla_set': (_, data) => {
    const promises = [data.firstDueAt && `first response by ${say(data.firstDueAt)}`, data.dueAt && `resolution by ${say(data.dueAt)}`]
    if (!data.policyVersion) return 'No service level applies any more'
    return ['A service level applies', promises.filter(Boolean).join(', ')].filter(Boolean).join(': ')
  },
  'ticket.sla_warning': (_, data) =>
    data.reason === 'first_response' ? 'The first response is late' : 'Three quarters of the time to resolve the ticket are used',
  'ticket.sla_breached': (_, data) => `The service level was breached: the ticket was due at ${say(data.since)}`,
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
  system: 'set off an automatic line',
  resolution: 'sent the resolution',
  hold: 'told the customer that it takes longer',
}

/** What this ticket is to the other one. */
const linkWords: Record<string, string> = {
  related: 'related to',
  duplicate_of: 'duplicate of',
  duplicated_by: 'original of',
  parent: 'part of',
  child: 'parent of',
}

function several(list: unknown, what: string): string {
  const n = Array.isArray(list) ? list.length : 0
  return n === 1 ? `a ${what}` : `${n} ${what}s`
}

function messages(n: unknown): string {
  return n === 1 ? 'a message' : `${say(n)} messages`
}

/** One sentence for an event, in one language. An event of an unknown type shows as its type. */
export function eventSentence(
  type: string,
  names: EventNames,
  data: EventWords,
  details: EventWords | null,
  language: Language = 'en',
): string {
  const sentence = byLanguage[language][type] ?? english[type]
  return sentence?.(names, data, details ?? {}) ?? type
}

function places(count: unknown): string {
  return count === 1 ? '1 place' : `${say(count)} places`
}

const byLanguage: Record<Language, EventSentences> = { en: english, ja: japanese, ko: korean }

function plain(value: unknown): string {
  return say(value).replaceAll('_', ' ')
}
