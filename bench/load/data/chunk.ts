import { chainHash, detailsMac, type Plain } from '../../../server/tickets/event-chain.ts'
import { formatReference } from '../../../server/tickets/create-ticket.ts'
import { isListedWord, tokensOf } from '../../../server/search/tokens.ts'
import { agentName, contact } from './cast.ts'
import { type Before, chunkTickets, type Shape, shapeOf, type State } from './plan.ts'
import { dice, type Dice, mix } from './random.ts'
import type { Scribe } from './texts.ts'

/** The ids that the product gave to what everything else refers to. */
export interface Furniture {
  readonly workspaces: readonly {
    readonly id: number
    readonly desks: readonly number[]
    readonly version: number
    readonly agents: readonly number[]
    readonly labels: readonly number[]
  }[]
}

export const tables = [
  'tickets',
  'participants',
  'messages',
  'events',
  'event_details',
  'message_search',
  'surveys',
  'ticket_labels',
] as const
export type Lines = Record<(typeof tables)[number], string[]>

export const columns: Record<(typeof tables)[number], string> = {
  tickets:
    'workspace_id, id, number, reference, version, desk_id, lifecycle_version_id, status, category, title, channel, priority, contact_id, contact_name, contact_email, assignee_id, created_at, updated_at, last_activity_at, first_response_at, resolved_at, resolved_by, message_count, preview, last_public_message_id, last_public_by, last_agent_message_at, event_seq, event_hash',
  participants: 'workspace_id, ticket_id, contact_id, scope_ticket_id, via, joined_at',
  messages:
    'workspace_id, id, ticket_id, origin_ticket_id, kind, audience, author_kind, author_id, author_name, author_email, at, body, text, preview',
  events: 'workspace_id, id, ticket_id, seq, type, actor_kind, actor_id, at, data, details_mac, hash, position',
  event_details: 'workspace_id, ticket_id, seq, salt, data',
  message_search: 'workspace_id, message_id, ticket_id, is_public, document',
  surveys: 'workspace_id, ticket_id, token_hash, created_at',
  ticket_labels: 'workspace_id, ticket_id, label_id',
}

const day = 86_400_000
const firstDay = Date.UTC(2023, 0, 1)
const period = 700 * day
const categories: Record<State, string> = { open: 'open', in_progress: 'open', waiting: 'waiting', resolved: 'resolved', closed: 'closed' }

interface Draft {
  readonly shape: Shape
  readonly dice: Dice
  readonly ticketId: number
  readonly times: readonly number[]
  readonly ids: number[]
}

interface MadeEvent {
  readonly workspace: number
  readonly at: number
  readonly line: (id: number, position: number) => string
}

export interface ChunkInput {
  readonly seed: number
  readonly tickets: number
  readonly scribe: Scribe
  readonly furniture: Furniture
  readonly chunk: number
  readonly before: Before
  /** Of each workspace: takes every word of names and references that the list of words must hold, and marks the ranks of the others. */
  readonly listed: readonly Set<string>[]
  readonly used: readonly Uint8Array[]
}

/** The rows of one chunk of tickets, as COPY wants them. */
export function chunkLines(input: ChunkInput): Lines {
  const lines: Lines = {
    tickets: [],
    participants: [],
    messages: [],
    events: [],
    event_details: [],
    message_search: [],
    surveys: [],
    ticket_labels: [],
  }
  const drafts = draftsOf(input)
  const messages: { id: number; line: string; document: string }[] = []
  const events: MadeEvent[] = []
  for (const draft of drafts) ticketLines(input, draft, lines, messages, events)
  messages.sort((a, b) => a.id - b.id)
  for (const message of messages) {
    lines.messages.push(message.line)
    lines.message_search.push(message.document)
  }
  events.sort((a, b) => a.at - b.at)
  const positions = [...input.before.positions]
  events.forEach((event, i) => {
    const position = (positions[event.workspace] as number) + 1
    positions[event.workspace] = position
    lines.events.push(event.line(input.before.events + i + 1, position))
  })
  return lines
}

/** Messages get their ids in the order of time, over all tickets of the chunk. */
function draftsOf({ seed, tickets, chunk, before }: ChunkInput): Draft[] {
  const drafts: Draft[] = []
  const moments: { at: number; draft: Draft; k: number }[] = []
  const first = chunk * chunkTickets
  for (let index = first; index < Math.min(first + chunkTickets, tickets); index++) {
    const shape = shapeOf(seed, index)
    const random = dice(mix(seed, index))
    let at = firstDay + Math.floor((index / tickets) * period) + random.below(1_000)
    const times = Array.from({ length: shape.messages }, (_, k) => (at += k === 0 ? 0 : 60_000 + random.below(day / 2)))
    const draft: Draft = { shape, dice: random, ticketId: index + 1, times, ids: [] }
    drafts.push(draft)
    times.forEach((time, k) => moments.push({ at: time, draft, k }))
  }
  moments.sort((a, b) => a.at - b.at)
  moments.forEach(({ draft, k }, i) => {
    draft.ids[k] = before.messages + i + 1
  })
  return drafts
}

function ticketLines(
  input: ChunkInput,
  draft: Draft,
  lines: Lines,
  messages: { id: number; line: string; document: string }[],
  events: MadeEvent[],
): void {
  const { scribe, furniture, seed, listed } = input
  const { shape, dice: random, ticketId, times, ids } = draft
  const place = furniture.workspaces[shape.workspace]
  if (!place) throw new Error('a workspace is missing')
  const own = listed[shape.workspace] as Set<string>
  const used = input.used[shape.workspace] as Uint8Array
  const ws = place.id
  const deskId = place.desks[random.below(place.desks.length)] as number
  const agentId = shape.agent < 0 ? null : (place.agents[shape.agent] as number)
  const agent = shape.agent < 0 ? '' : agentName(shape.workspace, shape.agent)
  const contactId = shape.contact + 1
  const { name, email } = contact(seed, shape.contact)
  const title = scribe.title(shape.language, random)
  const reference = formatReference('TKT', shape.number)
  const log = chainOf(ws, ticketId, shape.workspace, events, lines)

  log(
    'ticket.created',
    times[0] as number,
    null,
    {
      desk: deskId,
      lifecycleVersion: place.version,
      channel: 'api',
      type: 'support_ticket',
      priority: 'normal',
      internal: false,
      contact: contactId,
      followUpOf: null,
      status: 'open',
    },
    { title: title.text },
  )

  let [preview, lastPublic, lastBy, lastAgentAt, firstResponse] = ['', 0, 'contact', null as number | null, null as number | null]
  for (let k = 0; k < shape.messages; k++) {
    const at = times[k] as number
    const id = ids[k] as number
    const kind =
      k === 0
        ? 'customer'
        : k % 7 === 6 || (agentId === null && k % 4 === 3)
          ? 'note'
          : agentId !== null && k % 2 === 1
            ? 'reply'
            : 'customer'
    const byCustomer = kind === 'customer'
    const authorId = byCustomer ? contactId : (agentId ?? (place.agents[0] as number))
    const author = byCustomer ? name : agent || agentName(shape.workspace, 0)
    const actor = byCustomer ? null : authorId
    const body = scribe.body(title, shape.language, random, used)
    const shown = body.paragraphs.join(' ')
    const cut = shown.length > 160 ? `${shown.slice(0, 159).trimEnd()}…` : shown
    const audience = kind === 'note' ? 'staff' : 'public'
    if (kind !== 'note') [preview, lastPublic, lastBy] = [cut, id, byCustomer ? 'contact' : 'agent']
    if (!byCustomer && kind !== 'note') lastAgentAt = at
    if (kind === 'reply' && firstResponse === null) {
      firstResponse = at
      log('ticket.assigned', at, actor, { agent: authorId, team: null })
    }
    log('message.added', at, byCustomer ? null : actor, { message: id, kind, audience }, undefined, byCustomer ? contactId : undefined)
    if (firstResponse === at)
      log('ticket.status_changed', at, actor, { from: 'open', to: 'in_progress', event: 'agent_replied', by: 'agent', row: 1 })

    messages.push({
      id,
      line: `${ws}\t${id}\t${ticketId}\t${ticketId}\t${kind}\t${audience}\t${byCustomer ? 'contact' : 'agent'}\t${authorId}\t${author}\t${byCustomer ? email : '\\N'}\t${iso(at)}\t${bodyJson(body.paragraphs)}\t${body.paragraphs.join('\\n\\n')}\t${cut}\n`,
      document: `${ws}\t${id}\t${ticketId}\t${audience === 'public' ? 't' : 'f'}\t${body.document}\n`,
    })
  }
  const end = (times.at(-1) as number) + (shape.state === 'open' || shape.state === 'in_progress' ? 0 : 60_000)
  const finished = shape.state === 'resolved' || shape.state === 'closed'
  if (shape.state !== 'open' && shape.state !== 'in_progress')
    log('ticket.status_changed', end, agentId, { from: 'in_progress', to: shape.state, event: 'status_set', by: 'agent', row: 9 })
  if (shape.state === 'resolved') {
    log('survey.created', end, agentId, {})
    lines.surveys.push(`${ws}\t${ticketId}\t\\\\x${hexOf(seed, ticketId, 32)}\t${iso(end)}\n`)
  }
  const chain = log.end()
  lines.tickets.push(
    `${ws}\t${ticketId}\t${shape.number}\t${reference}\t${1 + shape.messages}\t${deskId}\t${place.version}\t${shape.state}\t${categories[shape.state]}\t${title.text}\tapi\tnormal\t${contactId}\t${name}\t${email}\t${agentId ?? '\\N'}\t${iso(times[0] as number)}\t${iso(end)}\t${iso(times.at(-1) as number)}\t${isoOrNull(firstResponse)}\t${isoOrNull(finished ? end : null)}\t${finished ? agentId : '\\N'}\t${shape.messages}\t${preview}\t${lastPublic}\t${lastBy}\t${isoOrNull(lastAgentAt)}\t${chain.seq}\t\\\\x${chain.hash}\n`,
  )
  lines.participants.push(`${ws}\t${ticketId}\t${contactId}\t${ticketId}\tcreator\t${iso(times[0] as number)}\n`)
  const head = tokensOf([reference, title.text, name, email].join('\n'))
  for (const token of head) if (isListedWord(token)) own.add(token)
  lines.message_search.push(`${ws}\t${-ticketId}\t${ticketId}\tf\t${head.map((token) => `'${token}'`).join(' ')}\n`)
  if (random.below(3) === 0) lines.ticket_labels.push(`${ws}\t${ticketId}\t${place.labels[random.below(place.labels.length)]}\n`)
}

/** Collects the events of a ticket, each with its number and the hash that covers the one before. */
function chainOf(ws: number, ticketId: number, workspace: number, events: MadeEvent[], lines: Lines) {
  let seq = 0
  let hash: Buffer = Buffer.alloc(0)
  const log = (
    type: string,
    at: number,
    staff: number | null,
    data: Record<string, Plain>,
    details?: Record<string, unknown>,
    customer?: number,
  ) => {
    seq += 1
    const salt = details ? Buffer.from(hexOf(7, ticketId, 16), 'hex') : null
    const mac = salt ? detailsMac(salt, details) : null
    const actorKind = staff !== null ? 'staff' : customer !== undefined ? 'customer' : 'system'
    const actorId = staff ?? customer ?? null
    hash = chainHash(hash, ws, ticketId, { seq, type, actorKind, actorId, at: new Date(at), data, detailsMac: mac })
    const [from, to] = [
      `\t${ticketId}\t${seq}\t${type}\t${actorKind}\t${actorId ?? '\\N'}\t${iso(at)}\t${JSON.stringify(data)}\t${mac ? `\\\\x${mac.toString('hex')}` : '\\N'}\t\\\\x${hash.toString('hex')}\t`,
      '\n',
    ]
    events.push({ workspace, at, line: (id, position) => `${ws}\t${id}${from}${position}${to}` })
    if (details && salt) lines.event_details.push(`${ws}\t${ticketId}\t${seq}\t\\\\x${salt.toString('hex')}\t${JSON.stringify(details)}\n`)
  }
  return Object.assign(log, { end: () => ({ seq, hash: hash.toString('hex') }) })
}

function bodyJson(paragraphs: readonly string[]): string {
  return `{"blocks":[${paragraphs.map((text, i) => `{"id":"b${i + 1}","type":"paragraph","content":[{"type":"text","text":"${text}"}]}`).join(',')}]}`
}

function hexOf(seed: number, index: number, bytes: number): string {
  const random = dice(mix(seed, index))
  let hex = ''
  while (hex.length < bytes * 2) hex += random.next().toString(16).padStart(8, '0')
  return hex.slice(0, bytes * 2)
}

// Thousands of messages share a second; what is costly is the date, not the milliseconds.
function iso(at: number): string {
  return new Date(at).toISOString()
}

const isoOrNull = (at: number | null) => (at === null ? '\\N' : iso(at))
