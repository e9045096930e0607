import { type EventTypeName, fieldsOf } from './event-types.ts'

/** An event with a place in the feed, and the ticket as it is when the event is read. */
export interface TicketEventRow {
  position: number
  ticketId: number
  seq: number
  type: string
  at: Date
  actorKind: string
  actorId: number | null
  data: Record<string, unknown>
  hash: Buffer
  reference: string
  deskId: number
  status: string
  category: string
}

/** The body of a webhook (Standard Webhooks, “Payload structure”): ids, keys, numbers and times; the words are in the API. */
export function payloadOf(type: EventTypeName, event: TicketEventRow): string {
  return JSON.stringify({
    type,
    timestamp: event.at.toISOString(),
    data: {
      position: event.position,
      seq: event.seq,
      ticket: {
        id: String(event.ticketId),
        reference: event.reference,
        desk: String(event.deskId),
        status: event.status,
        category: event.category,
      },
      actor: { kind: event.actorKind, id: event.actorId === null ? null : String(event.actorId) },
      event: fieldsOf(type, event.data),
    },
  })
}

/**
 * The id of a message, the same in every attempt. Made of the webhook and the place of the event, and of the event itself:
 * after a backup was restored other events take the same places.
 */
export function messageIdOf(at: { workspaceId: number; webhookId: number }, event: Pick<TicketEventRow, 'position' | 'hash'>): string {
  return `msg_${at.workspaceId}-${at.webhookId}-${event.position}-${event.hash.toString('hex', 0, 6)}`
}
