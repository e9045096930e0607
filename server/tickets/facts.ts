import type { EventType, Facts, GuardName, Lifecycle } from '../../lifecycle/index.ts'
import type { DeskSettings } from '../desks/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { keptWith } from '../platform/kept-with.ts'
import { presenceFacts, surveySubmitted } from './facts.queries.ts'
import type { Ticket } from './ticket.ts'

/** What only the caller knows. */
export interface AskedFacts {
  readonly confirmed?: boolean
}

/**
 * The facts a lifecycle's guards may ask for, read under the ticket's lock. Only those are read that rows of these
 * events mention, so that most changes cost no query.
 */
export async function factsOf(
  tx: Tx,
  ticket: Ticket,
  lifecycle: Lifecycle,
  settings: DeskSettings,
  events: readonly EventType[] | 'all',
  asked: AskedFacts = {},
): Promise<Facts> {
  const wanted = guardsMentioned(lifecycle, events)
  const facts: Partial<Record<GuardName, boolean>> = {
    has_assignee: ticket.assigneeId !== null,
    customer_wrote_last: ticket.lastPublicBy === 'contact',
    confirmed: asked.confirmed === true,
    setting_return_after_time: settings.returnAfterTime,
    setting_return_on_customer_message: settings.returnOnCustomerMessage,
    setting_reply_moves_waiting: settings.replyMovesWaiting,
  }
  if (wanted.has('assignee_online') || wanted.has('last_assignee_online') || wanted.has('agent_available')) {
    const presence = await tx.one<{ assigneeOnline: boolean; lastAssigneeOnline: boolean; agentAvailable: boolean }>(presenceFacts, [
      tx.workspaceId,
      ticket.assigneeId,
      ticket.assigneeId ?? ticket.lastAssigneeId,
      ticket.deskId,
      wanted.has('agent_available'),
    ])
    facts.assignee_online = presence.assigneeOnline
    facts.last_assignee_online = presence.lastAssigneeOnline
    facts.agent_available = presence.agentAvailable
  }
  if (wanted.has('survey_submitted')) {
    facts.survey_submitted = (await tx.one<{ submitted: boolean }>(surveySubmitted, [tx.workspaceId, ticket.id])).submitted
  }
  return facts
}

const mentionedIn = keptWith((_lifecycle: Lifecycle) => new Map<string, ReadonlySet<GuardName>>())

/** The guards that rows of these events, and of what they lead to by `then`, name. */
function guardsMentioned(lifecycle: Lifecycle, events: readonly EventType[] | 'all'): ReadonlySet<GuardName> {
  const perEvent = mentionedIn(lifecycle)
  const key = events === 'all' ? 'all' : events.join(' ')
  const known = perEvent.get(key)
  if (known) return known

  const found = new Set<GuardName>()
  const waiting = events === 'all' ? lifecycle.transitions.map((row) => row.on) : [...events]
  const seen = new Set<EventType>()
  for (let event = waiting.pop(); event; event = waiting.pop()) {
    if (seen.has(event)) continue
    seen.add(event)
    for (const row of lifecycle.transitions) {
      if (row.on !== event) continue
      for (const guard of row.when ?? []) found.add(guard.replace('!', '') as GuardName)
      if (row.then) waiting.push(row.then)
    }
  }
  perEvent.set(key, found)
  return found
}
