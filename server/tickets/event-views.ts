import type { z } from 'zod'
import type { Lifecycle } from '../../lifecycle/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { firstTypes, type Name } from '../forms/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import { type EventNames, eventSentence } from './event-sentences.ts'
import type { Ticket } from './ticket.ts'
import { eventsOfTicket } from './ticket-views.queries.ts'
import type { EventView } from './tickets.schema.ts'
import { desksSeenWhole } from './visible-tickets.ts'

export interface EventRow {
  seq: number
  type: string
  at: Date
  actorKind: 'staff' | 'customer' | 'system'
  actorId: number | null
  actorName: string | null
  data: Record<string, unknown>
  details: Record<string, unknown> | null
  /** Of whom and what it mentions, by id. */
  names: Mentioned | null
}

/** The log of a ticket, newest first, each entry with a sentence. */
export async function ticketEvents(
  ctx: Context<StaffActor>,
  tx: Tx,
  ticket: Ticket,
  page: { before: number; limit: number },
): Promise<{ items: z.input<typeof EventView>[]; next: number | null }> {
  const rows = await readEvents(ctx, tx, ticket.id, page)
  return eventPage(rows, page.limit, await lifecycleVersion(tx, ticket.lifecycleVersionId))
}

export function readEvents(
  { actor }: Context<StaffActor>,
  tx: Tx,
  ticketId: number,
  page: { before: number; limit: number },
): Promise<EventRow[]> {
  const key = [tx.workspaceId, ticketId, page.before, page.limit + 1]
  return tx.many<EventRow>(eventsOfTicket, [...key, desksSeenWhole(actor), actor.userId])
}

/** `rows`: one more than the limit tells that there are earlier ones. */
export function eventPage(rows: readonly EventRow[], limit: number, lifecycle: Lifecycle) {
  const shown = rows.slice(0, limit)
  const items = shown.map((row) => {
    const name = row.actorName ?? (row.actorKind === 'system' ? 'Statedesk' : row.actorKind === 'customer' ? 'The customer' : 'Somebody')
    return {
      seq: row.seq,
      type: row.type,
      at: row.at,
      actor: { kind: row.actorKind, id: row.actorId, name },
      data: row.data,
      details: row.details,
      sentence: { en: eventSentence(row.type, { ...namesIn(lifecycle, row.names), who: name }, row.data, row.details) },
    }
  })
  return { items, next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null }
}

type Mentioned = Record<'people' | 'teams' | 'labels' | 'tickets', Record<string, string> | null> & { items: Record<string, Name> | null }

const firstNames = new Map(firstTypes.map(({ key, name }) => [key, name.en]))

function namesIn(lifecycle: Lifecycle, found: Mentioned | null): Omit<EventNames, 'who'> {
  const named = (names: Record<string, string> | null | undefined, instead: string) => (id: unknown) => names?.[String(id)] ?? instead
  return {
    person: named(found?.people, 'somebody'),
    team: named(found?.teams, 'a team'),
    label: named(found?.labels, 'that was removed since'),
    ticket: named(found?.tickets, 'another ticket'),
    item: (ref) => found?.items?.[String(ref)]?.en ?? firstNames.get(String(ref)) ?? (ref === null ? 'none' : String(ref)),
    status: (key) => lifecycle.statuses[String(key)]?.label.en ?? String(key),
  }
}
