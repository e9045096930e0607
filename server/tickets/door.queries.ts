import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { offeredForm } from '../forms/index.ts'
import { type Query, query } from '../platform/db/index.ts'
import { senderOfDesk, takenForMail } from './mailing.queries.ts'
import { calendarVersionOf } from '../hours/index.ts'
import { allColumns, type Ticket, ticketColumns, ticketFields } from './ticket.ts'

const columns = ticketFields.map((field) => ticketColumns[field])

const desk = 'FROM tickets t JOIN desks d ON d.workspace_id = t.workspace_id AND d.id = t.desk_id'
const locked = `SELECT ${allColumns}, d.settings AS "deskSettings" ${desk}`
const lockedToMail = `SELECT ${allColumns}, d.settings AS "deskSettings", ${takenForMail('s')} AS taken ${desk}
  LEFT JOIN LATERAL (${senderOfDesk('t.workspace_id', 't.desk_id')}) s ON true`

/** Locks one ticket, with its desk's settings; the visibility is checked by the caller. */
export const lockTicket = byAddress('tickets.lock', locked)

/** The same, and takes what a mail of the ticket needs. */
export const lockTicketToMail = byAddress('tickets.lock_to_mail', lockedToMail)

function byAddress(name: string, text: string) {
  return {
    id: query(name, `${text} WHERE t.workspace_id = $1 AND t.id = $2 FOR UPDATE OF t`),
    reference: query(`${name}_by_reference`, `${text} WHERE t.workspace_id = $1 AND t.reference = $2 FOR UPDATE OF t`),
  }
}

export const readTicket = query('tickets.read', `SELECT ${allColumns} FROM tickets t WHERE t.workspace_id = $1 AND t.id = $2`)

export const readTicketByReference = query(
  'tickets.read_by_reference',
  `SELECT ${allColumns} FROM tickets t WHERE t.workspace_id = $1 AND t.reference = $2`,
)

/**
 * What a ticket to come needs: id, number and (if $3) the id of its first message, all from sequences, so that nobody
 * waits for them, and its desk: of those in $2 (null:
 * of all) the workspace's default, else the first; with the type new tickets there have and, if $4, what the desk asks.
 */
export const takeTicketIds = query(
  'tickets.take_ids',
  `SELECT nextval('tickets_id_seq')::bigint AS id, nextval(format('ticket_numbers_%s', $1::int)::regclass)::int AS number,
     CASE WHEN $3::boolean THEN nextval('messages_id_seq')::bigint END AS "messageId",
     w.reference_prefix AS prefix, w.sla_revision AS "slaRevision", d.id AS "deskId", d.settings AS "deskSettings",
     d.lifecycle_version_id AS "lifecycleVersionId", CASE WHEN d.calendar_id IS NOT NULL THEN ${calendarVersionOf('w.id', 'd.calendar_id')} END AS "calendarVersionId",
     (SELECT f.key FROM form_items f WHERE f.workspace_id = w.id AND f.desk_id = d.id AND f.part = 'type' AND f.retired_at IS NULL
       ORDER BY f.position LIMIT 1) AS "firstType",
     CASE WHEN $4::boolean THEN ${offeredForm('w.id', 'd.id')} END AS form, ${takenForMail('s')} AS mail
   FROM workspaces w CROSS JOIN LATERAL (
     SELECT d.id, d.settings, d.lifecycle_version_id, d.calendar_id FROM desks d WHERE d.workspace_id = w.id AND ($2::bigint[] IS NULL OR d.id = ANY ($2))
     ORDER BY d.is_default DESC, d.id LIMIT 1) d
   LEFT JOIN LATERAL (${senderOfDesk('$1::int', 'd.id')}) s ON true
   WHERE w.id = $1`,
)

/** The events of a change and, where there are some, their erasable details, as parts of the statement that writes the ticket. */
const eventsWritten = (ticket: string, events: string, hasDetails: boolean) => `e AS (
     SELECT * FROM jsonb_to_recordset(${events}::jsonb)
       AS x(seq int, type text, actor_kind text, actor_id bigint, at timestamptz, data jsonb, mac text, hash text, salt text, details jsonb)),
   logged AS (INSERT INTO events (workspace_id, ticket_id, seq, type, actor_kind, actor_id, at, data, details_mac, hash)
     SELECT $1, ${ticket}, seq, type, actor_kind, actor_id, at, data, decode(mac, 'hex'), decode(hash, 'hex') FROM e ORDER BY seq)${
       hasDetails
         ? `,
   detailed AS (INSERT INTO event_details (workspace_id, ticket_id, seq, salt, data)
     SELECT $1, ${ticket}, seq, decode(salt, 'hex'), details FROM e WHERE details IS NOT NULL)`
         : ''
     }`

/** One deviation for each cell the ticket leaves (−1) or enters (+1). */
const cellsMoved = (cells: string) => `counted AS (
     INSERT INTO count_deltas (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
     SELECT $1, c.* FROM jsonb_to_recordset(${cells}::jsonb) AS c(desk_id bigint, lifecycle_version_id bigint, status text, category text,
       assignee_id bigint, team_id bigint, bucket text, finish text, n int))`

/** What is written with a ticket's row; empty parts cost nothing. */
export interface WrittenWith {
  readonly hasDetails: boolean
  readonly hasCells: boolean
}

const made = new Map<string, Query>()
/** Every form of a statement is prepared once per connection: there must not be too many. */
const mostForms = 100

function remember(name: string, make: () => string): Query {
  const known = made.get(name)
  if (known) return known
  const text = make()
  if (made.size >= mostForms) return { text }
  const one = query(name, text)
  made.set(name, one)
  return one
}

/** A new ticket with its events, its cell, the person it is for and its place in the queue for the search index. $2 on: `ticketFields`, events, cells. */
export function insertTicket({ hasDetails }: WrittenWith): Query {
  return remember(
    `tickets.insert${hasDetails ? '.detailed' : ''}`,
    () => `WITH ${eventsWritten(`${place('id')}::bigint`, `$${columns.length + 2}`, hasDetails)},
   ${cellsMoved(`$${columns.length + 3}`)},
   indexed AS (INSERT INTO search_queue (workspace_id, ticket_id) VALUES ($1, ${place('id')})),
   joined AS (INSERT INTO participants (workspace_id, ticket_id, contact_id, scope_ticket_id, via, joined_at)
     SELECT $1, ${place('id')}::bigint, ${place('contactId')}::bigint, ${place('id')}::bigint, 'creator', ${place('createdAt')}::timestamptz
     WHERE ${place('contactId')}::bigint IS NOT NULL)
   INSERT INTO tickets (workspace_id, ${columns.join(', ')}) OVERRIDING SYSTEM VALUE
   VALUES ($1, ${columns.map((_, i) => `$${i + 2}`).join(', ')})`,
  )
}

/** Never change, once a ticket is made. */
const fixed: ReadonlySet<keyof Ticket> = new Set(['id', 'number', 'reference', 'createdAt', 'createdBy', 'channel'])
const changing = ticketFields.filter((field) => !fixed.has(field))

/**
 * Written together where one of them changed: a statement for every set of fields would be hundreds of them. One that is
 * written as it was changes no index. What changes rarely stands alone.
 */
const written: readonly (readonly (keyof Ticket)[])[] = [
  ['version', 'updatedAt', 'eventSeq', 'eventHash'],
  ['status', 'category', 'resolvedAt', 'resolvedBy', 'completedBy', 'heldBy', 'resolutionText', 'resolutionScore', 'closureAt'],
  ['assigneeId', 'lastAssigneeId', 'teamId'],
  [
    'lastActivityAt',
    'firstResponseAt',
    'messageCount',
    'preview',
    'lastPublicMessageId',
    'lastPublicBy',
    'lastAgentMessageAt',
    'lastCustomerMessageAt',
    'guideSince',
  ],
  changing.filter((field) => field.startsWith('sla')),
  ['type', 'inquiryTypeId', 'processingCategoryId', 'fields'],
  ['bucket', 'snoozedUntil', 'snoozedZone', 'snoozedLocal', 'spamAt', 'trashedAt', 'archivedAt', 'deletionAt', 'mergedIntoId', 'purgedAt'],
]
const beside = new Map(written.flatMap((group) => group.map((field) => [field, group] as const)))

/** The fields in which two states of a ticket differ, and what is written with them, in the order in which they are written. */
export function writtenFields(before: Readonly<Ticket>, after: Readonly<Ticket>): (keyof Ticket)[] {
  const changed = changing.filter((field) => !isDeepStrictEqual(before[field], after[field]))
  const all = new Set(changed.flatMap((field) => beside.get(field) ?? [field]))
  return changing.filter((field) => all.has(field))
}

/** The new state of a locked ticket, with its events and the cells it leaves and enters. $3: events; then cells, if any; then the fields. */
export function updateTicket(fields: readonly (keyof Ticket)[], { hasDetails, hasCells }: WrittenWith): Query {
  const first = hasCells ? 5 : 4
  const parts = [...(hasDetails ? ['detailed'] : []), ...(hasCells ? ['counted'] : []), ...fields]
  return remember(
    `tickets.update.${createHash('sha256').update(parts.join()).digest('base64url').slice(0, 16)}`,
    () => `WITH ${eventsWritten('$2::bigint', '$3', hasDetails)}${hasCells ? `, ${cellsMoved('$4')}` : ''}
   UPDATE tickets SET ${fields.map((field, i) => `${ticketColumns[field]} = $${i + first}`).join(', ')} WHERE workspace_id = $1 AND id = $2`,
  )
}

/** Who of the staff made the newest change; nobody's name where it was not the staff. How far a mail got is no change. */
export const lastChangeBy = query(
  'tickets.last_change_by',
  `SELECT e.actor_id AS id, (SELECT m.name FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = e.actor_id AND e.actor_kind = 'staff') AS name
   FROM events e WHERE e.workspace_id = $1 AND e.ticket_id = $2 AND e.type <> 'message.delivery_changed' ORDER BY e.seq DESC LIMIT 1`,
)

export const setTimer = query(
  'timers.set',
  `INSERT INTO timers (workspace_id, ticket_id, kind, due_at, armed_seq, local_time, zone) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (workspace_id, ticket_id, kind) DO UPDATE SET due_at = EXCLUDED.due_at, armed_seq = EXCLUDED.armed_seq,
     local_time = EXCLUDED.local_time, zone = EXCLUDED.zone, generation = timers.generation + 1, attempts = 0, last_error = NULL`,
)

export const clearTimer = query('timers.clear', 'DELETE FROM timers WHERE workspace_id = $1 AND ticket_id = $2 AND kind = $3')

export const timerOf = query(
  'timers.of',
  `SELECT kind, due_at AS "dueAt", armed_seq AS "armedSeq", generation FROM timers WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY due_at`,
)

function place(field: (typeof ticketFields)[number]): string {
  return `$${ticketFields.indexOf(field) + 2}`
}
