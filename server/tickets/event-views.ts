import type { z } from 'zod'
import type { Lifecycle } from '../../lifecycle/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { firstTypes, type Name } from '../forms/index.ts'
import type { Language } from '../platform/words/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { lifecycleVersion } from '../lifecycles/index.ts'
import type { EventNames } from './event-names.ts'
import { eventSentence } from './event-sentences.ts'
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
  page: { before: number; limit: number; language: Language },
): Promise<{ items: z.input<typeof EventView>[]; next: number | null }> {
  const rows = await readEvents(ctx, tx, ticket.id, page)
  return eventPage(rows, page.limit, await lifecycleVersion(tx, ticket.lifecycleVersionId), page.language)
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

/** `rows`: one more than the limit tells that there are earlier ones. Each entry is said in English and in `language`. */
export function eventPage(rows: readonly EventRow[], limit: number, lifecycle: Lifecycle, language: Language) {
  const shown = rows.slice(0, limit)
  const items = shown.map((row) => ({
    seq: row.seq,
    type: row.type,
    at: row.at,
    actor: { kind: row.actorKind, id: row.actorId, name: actorName(row, 'en') },
    data: row.data,
    details: row.details,
    sentence: { en: sentenceOf(row, lifecycle, 'en'), ...(language === 'en' ? {} : { [language]: sentenceOf(row, lifecycle, language) }) },
  }))
  return { items, next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null }
}

function sentenceOf(row: EventRow, lifecycle: Lifecycle, language: Language): string {
  const name = actorName(row, language)
  const who = language === 'ko' && row.actorName !== null && row.actorKind !== 'system' ? `${name} 님` : name
  return eventSentence(row.type, { ...namesIn(lifecycle, row.names, language), who }, row.data, row.details, language)
}

function actorName({ actorName: name, actorKind }: EventRow, language: Language): string {
  if (name !== null) return name
  return actorKind === 'system' ? 'Statedesk' : actorKind === 'customer' ? unnamed[language].customer : unnamed[language].who
}

type Mentioned = Record<'people' | 'teams' | 'labels' | 'tickets', Record<string, string> | null> & { items: Record<string, Name> | null }

const firstNames = new Map(firstTypes.map(({ key, name }) => [key, name]))

/** What stands for those whose names are gone. */
const unnamed: Record<Language, Record<'who' | 'customer' | 'person' | 'team' | 'label' | 'ticket' | 'none', string>> = {
  en: {
    who: 'Somebody',
    customer: 'The customer',
    person: 'somebody',
    team: 'a team',
    label: 'that was removed since',
    ticket: 'another ticket',
    none: 'none',
  },
  ja: {
    who: '誰か',
    customer: 'お客様',
    person: '誰か',
    team: '削除されたチーム',
    label: '削除されたラベル',
    ticket: '別のチケット',
    none: 'なし',
  },
  ko: {
    who: '누군가',
    customer: '고객',
    person: '누군가',
    team: '삭제된 팀',
    label: '삭제된 라벨',
    ticket: '다른',
    none: '없음',
  },
}

function namesIn(lifecycle: Lifecycle, found: Mentioned | null, language: Language): Omit<EventNames, 'who'> {
  const instead = unnamed[language]
  const named = (names: Record<string, string> | null | undefined, otherwise: string) => (id: unknown) => names?.[String(id)] ?? otherwise
  const people = named(found?.people, '')
  return {
    person: (id) => (people(id) === '' ? instead.person : language === 'ko' ? `${people(id)} 님` : people(id)),
    team: named(found?.teams, instead.team),
    label: named(found?.labels, instead.label),
    ticket: named(found?.tickets, instead.ticket),
    item: (ref) => (typeof ref === 'string' || typeof ref === 'number' ? itemNamed(found, String(ref), language) : instead.none),
    status: (key) => lifecycle.statuses[String(key)]?.label[language] ?? String(key),
  }
}

/** A type, an inquiry type, a field or a category. What every desk starts with has a name without a row. */
function itemNamed(found: Mentioned | null, ref: string, language: Language): string {
  const name: Name | undefined = found?.items?.[ref] ?? firstNames.get(ref)
  return name?.[language] ?? name?.en ?? ref
}
