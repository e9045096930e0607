import { createHash, createHmac, randomBytes } from 'node:crypto'

/**
 * The events of a ticket form a chain: each one's hash covers the hash before it, so a change to any of them shows.
 * An event holds ids, keys, numbers and times only. Words (titles, reasons, names) stand in erasable details; the event
 * keeps a salted code of them, so that erasing is told apart from altering.
 */
export interface TicketEvent {
  readonly seq: number
  readonly type: string
  readonly actorKind: 'staff' | 'customer' | 'system'
  readonly actorId: number | null
  readonly at: Date
  readonly data: Readonly<Record<string, Plain>>
  readonly detailsMac: Buffer | null
}

/** What an event may hold: never text that a person wrote. */
export type Plain = string | number | boolean | null | readonly (string | number)[]

/** SHA-256(previous hash ‖ canonical event). The first event of a ticket follows an empty hash. */
export function chainHash(previous: Buffer, workspaceId: number, ticketId: number, event: TicketEvent): Buffer {
  const canonical = canonicalJson({
    workspace: workspaceId,
    ticket: ticketId,
    seq: event.seq,
    type: event.type,
    actorKind: event.actorKind,
    actorId: event.actorId,
    at: event.at.toISOString(),
    data: event.data,
    details: event.detailsMac ? event.detailsMac.toString('hex') : null,
  })
  return createHash('sha256').update(previous).update(canonical).digest()
}

export function sealDetails(details: Readonly<Record<string, unknown>>): { salt: Buffer; mac: Buffer } {
  const salt = randomBytes(16)
  return { salt, mac: detailsMac(salt, details) }
}

export function detailsMac(salt: Buffer, details: unknown): Buffer {
  return createHmac('sha256', salt).update(canonicalJson(details)).digest()
}

/** JSON with sorted keys: the same text for the same value, however it was stored (RFC 8785 for our plain values). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value ?? null)
}
