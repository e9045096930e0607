import { type App, type Context, contextOf, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { mayList, TicketRow, ticketRows } from '../tickets/index.ts'
import { allDesks, type EventRow, eventsAfter, headOf, personalMarks, placedAt, type SightRow, sightOf } from './feed.queries.ts'

/** How far back a reader may continue; who was away longer reads the present state instead. */
export interface Retention {
  readonly events: number
  readonly days: number
}
export const usualRetention: Retention = { events: 100_000, days: 7 }

/** A stretch of a workspace's feed, read once for all its readers. */
export interface Stretch {
  /** The position of the last event read; readers continue after it whether they could see it or not. */
  readonly until: number
  readonly full: boolean
  readonly events: readonly EventRow[]
  readonly sight: ReadonlyMap<number, SightRow>
  readonly rows: ReadonlyMap<number, TicketRow>
  readonly starred: ReadonlySet<string>
  readonly read: ReadonlySet<string>
}

/** What one reader gets of it. `json` is the body, made once for all who see the same. */
export interface Item {
  readonly position: number
  readonly type: string
  readonly json: string
}

type TicketRow = ReturnType<typeof TicketRow.parse>

/** Timers are the engine's own business and move nothing on a screen. */
const unheard = new Set(['timer.set', 'timer.cleared'])

export async function headPosition(tx: Tx): Promise<number> {
  return (await tx.maybe<{ position: number }>(headOf, [tx.workspaceId]))?.position ?? 0
}

/** Throws if the feed no longer reaches back to this position, or never had it (a restored backup). */
export async function assertRetained(tx: Tx, after: number, retention: Retention): Promise<void> {
  const head = await headPosition(tx)
  if (after === head) return
  const next = after > head || head - after > retention.events ? null : await tx.maybe<{ at: Date }>(placedAt, [tx.workspaceId, after + 1])
  if (!next || tx.now.getTime() - next.at.getTime() > retention.days * 86_400_000) {
    throw new AppError('resync_required', undefined, { position: head })
  }
}

export function readStretch(app: App, workspaceId: number, after: number, userIds: readonly number[], most: number): Promise<Stretch> {
  return app.db.transaction(workspaceId, async (tx) => {
    const events = await tx.many<EventRow>(eventsAfter, [workspaceId, after, most])
    const heard = events.filter((event) => !unheard.has(event.type))
    const until = events.at(-1)?.position ?? after
    const ids = [...new Set(heard.map((event) => event.ticketId))]
    const none = {
      until,
      full: events.length === most,
      events: heard,
      sight: new Map(),
      rows: new Map(),
      starred: new Set<string>(),
      read: new Set<string>(),
    }
    if (ids.length === 0) return none

    const sight = await tx.many<SightRow>(sightOf, [workspaceId, ids])
    const kept = sight.filter((ticket) => !ticket.purged).map((ticket) => ticket.id)
    const rows = await ticketRows(await everyonesEyes(app, tx), tx, kept)
    const marks = await tx.many<{ userId: number; ticketId: number; starred: boolean }>(personalMarks, [workspaceId, kept, userIds])
    const keys = (starred: boolean) =>
      new Set(marks.filter((mark) => mark.starred === starred).map((mark) => `${mark.userId}/${mark.ticketId}`))
    return {
      ...none,
      sight: new Map(sight.map((ticket) => [ticket.id, ticket])),
      rows: new Map(rows.map((row) => [Number(row.id), TicketRow.parse(row)])),
      starred: keys(true),
      read: keys(false),
    }
  })
}

/** Rows are read once, for a reader who sees all desks and marked nothing; what differs between people is put in after. */
async function everyonesEyes(app: App, tx: Tx): Promise<Context<StaffActor>> {
  const desks = await tx.many<{ id: number }>(allDesks, [tx.workspaceId])
  return contextOf(app, tx.workspaceId, {
    kind: 'staff',
    userId: 0,
    name: '',
    actsAs: 'agent',
    permissions: new Set(),
    desks: new Map(desks.map((desk) => [desk.id, { viewAll: true }])),
    teams: [],
    isService: true,
    sessionId: null,
  })
}

/** What this person sees of a stretch, with the rights they have now. */
export function itemsFor(stretch: Stretch, actor: StaffActor, memory = new Map<string, string>()): Item[] {
  const items: Item[] = []
  for (const event of stretch.events) {
    const ticket = stretch.sight.get(event.ticketId)
    if (!ticket) continue
    if (mayList(actor, ticket))
      items.push({ position: event.position, type: event.type, json: eventJson(stretch, event, ticket, actor, memory) })
    // Only who could see it before is told: to others it was never there.
    else if (event.formerId === actor.userId) {
      items.push({
        position: event.position,
        type: 'ticket.left',
        json: JSON.stringify({ position: event.position, type: 'ticket.left', id: String(ticket.id) }),
      })
    }
  }
  return items
}

function eventJson(stretch: Stretch, event: EventRow, ticket: SightRow, actor: StaffActor, memory: Map<string, string>): string {
  const mark = `${actor.userId}/${ticket.id}`
  const shared = stretch.rows.get(ticket.id)
  const own = shared && {
    starred: stretch.starred.has(mark),
    unread: shared.unread && !stretch.read.has(mark),
    viewers: shared.viewers.filter((viewer) => viewer.id !== String(actor.userId)),
  }
  const key = `${event.position} ${own?.starred} ${own?.unread} ${own?.viewers.length === shared?.viewers.length ? '' : actor.userId}`
  const known = memory.get(key)
  if (known) return known
  const json = JSON.stringify({
    position: event.position,
    ticketId: String(ticket.id),
    reference: ticket.reference,
    type: event.type,
    at: event.at,
    actor: { kind: event.actorKind, id: event.actorId === null ? null : String(event.actorId), name: event.actorName },
    data: event.data,
    ...(shared && { row: { ...shared, ...own } }),
  })
  memory.set(key, json)
  return json
}
