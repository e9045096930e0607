import { query, type Tx } from '../platform/db/index.ts'
import { recount } from './counts.queries.ts'
import { chainHash, detailsMac } from './event-chain.ts'

export interface VerifyReport {
  readonly tickets: number
  readonly events: number
  /** Details that a purge, an erasure or a mask took away. */
  readonly erased: number
  /** Faults, one sentence each. Empty when everything holds. */
  readonly faults: string[]
}

const ticketsOf = query(
  'verify.tickets',
  `SELECT id, reference, event_seq AS "eventSeq", event_hash AS "eventHash", status, assignee_id AS "assigneeId" FROM tickets WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT 500`,
)

const eventsOf = query(
  'verify.events',
  `SELECT e.ticket_id AS "ticketId", e.seq, e.type, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.at, e.data, e.details_mac AS "detailsMac", e.hash, d.salt, d.data AS details
   FROM events e LEFT JOIN event_details d ON d.workspace_id = e.workspace_id AND d.ticket_id = e.ticket_id AND d.seq = e.seq
   WHERE e.workspace_id = $1 AND e.ticket_id BETWEEN $2 AND $3 ORDER BY e.ticket_id, e.seq`,
)

const unplaced = query(
  'verify.positions',
  `SELECT (SELECT count(*)::int FROM events WHERE workspace_id = $1 AND position IS NOT NULL) AS placed, COALESCE((SELECT max(position) FROM events WHERE workspace_id = $1), 0)::bigint AS newest`,
)

interface TicketEnd {
  id: number
  reference: string
  eventSeq: number
  eventHash: Buffer
  status: string
  assigneeId: number | null
}

interface StoredEvent {
  ticketId: number
  seq: number
  type: string
  actorKind: 'staff' | 'customer' | 'system'
  actorId: number | null
  at: Date
  data: Record<string, never>
  detailsMac: Buffer | null
  hash: Buffer
  salt: Buffer | null
  details: unknown
}

/**
 * Checks one workspace; call it in `db.snapshot`, so that all is looked at as of one moment: events without gaps, every chain of hashes, details against their codes, the
 * replayed status and assignee against the row, positions without gaps, and every counter against a recount.
 */
export async function verifyWorkspace(tx: Tx): Promise<VerifyReport> {
  const report = { tickets: 0, events: 0, erased: 0, faults: [] as string[] }
  for (let last = 0; ; ) {
    const tickets = await tx.many<TicketEnd>(ticketsOf, [tx.workspaceId, last])
    const first = tickets[0]
    const end = tickets.at(-1)
    if (!first || !end) break
    const byTicket = new Map<number, StoredEvent[]>()
    for (const event of await tx.many<StoredEvent>(eventsOf, [tx.workspaceId, first.id, end.id])) {
      const own = byTicket.get(event.ticketId)
      if (own) own.push(event)
      else byTicket.set(event.ticketId, [event])
    }
    for (const ticket of tickets) verifyChain(tx.workspaceId, ticket, byTicket.get(ticket.id) ?? [], report)
    report.tickets += tickets.length
    last = end.id
  }
  const positions = await tx.one<{ placed: number; newest: number }>(unplaced, [tx.workspaceId])
  if (positions.placed !== positions.newest)
    report.faults.push(`The feed has ${positions.placed} events up to position ${positions.newest}.`)
  for (const cell of await tx.many<{ deskId: number; status: string; bucket: string; kept: number; counted: number }>(recount, [
    tx.workspaceId,
  ])) {
    report.faults.push(`Desk ${cell.deskId}, ${cell.status}, ${cell.bucket}: the counter says ${cell.kept}, a recount ${cell.counted}.`)
  }
  return report
}

function verifyChain(
  workspaceId: number,
  ticket: TicketEnd,
  events: readonly StoredEvent[],
  report: { events: number; erased: number; faults: string[] },
): void {
  let hash: Buffer = Buffer.alloc(0)
  let status: string | null = null
  let assignee: number | null = null
  let expected = 1
  const vouched = vouchedFor(events)
  for (const event of events) {
    report.events += 1
    const isGap = event.seq !== expected
    for (; expected < event.seq; expected++) report.faults.push(`${ticket.reference}: event ${expected} is missing.`)
    expected = event.seq + 1
    hash = chainHash(hash, workspaceId, ticket.id, event)
    // Behind a gap the hash before is unknown: this event is believed, and those after it are held against it.
    if (isGap) hash = event.hash
    if (!hash.equals(event.hash)) {
      report.faults.push(`${ticket.reference}: event ${event.seq} was altered.`)
      return
    }
    if (event.detailsMac && !event.salt) report.erased += 1
    else if (event.detailsMac && event.salt && !detailsMac(event.salt, event.details).equals(event.detailsMac)) {
      if (vouched.get(event.seq)?.equals(detailsMac(event.salt, event.details))) report.erased += 1
      else report.faults.push(`${ticket.reference}: the details of event ${event.seq} were altered.`)
    }
    const data = event.data as Record<string, unknown>
    if (event.type === 'ticket.created') status = String(data.status)
    if (event.type === 'ticket.status_changed') status = String(data.to)
    if (event.type === 'ticket.assigned') assignee = Number(data.agent)
    if (event.type === 'ticket.unassigned') assignee = null
  }
  if (expected !== ticket.eventSeq + 1 || !hash.equals(ticket.eventHash))
    report.faults.push(`${ticket.reference}: the end of its log does not match its row.`)
  if (status !== ticket.status) report.faults.push(`${ticket.reference}: its log ends in ${status}, its row says ${ticket.status}.`)
  if (assignee !== ticket.assigneeId)
    report.faults.push(`${ticket.reference}: its log ends with assignee ${assignee}, its row says ${ticket.assigneeId}.`)
}

/** Words of the log that were masked: the event of the masking holds the code that the words left answer to. */
function vouchedFor(events: readonly StoredEvent[]): Map<number, Buffer> {
  const codes = new Map<number, Buffer>()
  for (const { type, data } of events) {
    if (type !== 'message.masked') continue
    const { rewritten = [], codes: given = [] } = data as { rewritten?: number[]; codes?: string[] }
    for (const [n, seq] of rewritten.entries()) codes.set(seq, Buffer.from(given[n] ?? '', 'hex'))
  }
  return codes
}
