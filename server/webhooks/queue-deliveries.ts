import type { App } from '../access/index.ts'
import { eventsAfter, insertDeliveries } from './deliveries.queries.ts'
import { type EventTypeName, eventTypeOf } from './event-types.ts'
import { messageIdOf, payloadOf, type TicketEventRow } from './payload.ts'
import { type LockedWebhook, lockWebhook, movePosition, webhooksBehind } from './webhooks.queries.ts'

const mostAtOnce = 500

/** Has every webhook of a workspace hear what is new. One that cannot keeps none of the others from it. */
export async function queueAllDeliveries(app: App, workspaceId: number): Promise<void> {
  const behind = await app.db.transaction(workspaceId, (tx) => tx.many<{ id: number }>(webhooksBehind, [workspaceId]))
  const results = await Promise.allSettled(behind.map(({ id }) => queueDeliveries(app, workspaceId, id)))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/**
 * Makes deliveries of what the feed holds behind a webhook's position. The position moves in the same transaction, so
 * that nothing is left out and nothing is told twice by two processes.
 */
async function queueDeliveries(app: App, workspaceId: number, webhookId: number): Promise<void> {
  await app.db.transaction(workspaceId, async (tx) => {
    const webhook = await tx.maybe<LockedWebhook>(lockWebhook, [workspaceId, webhookId])
    if (!webhook || webhook.disabledAt) return
    const events = await tx.many<TicketEventRow>(eventsAfter, [workspaceId, webhook.position, mostAtOnce])
    const last = events.at(-1)
    if (!last) return
    const told = events.flatMap((event) => {
      const type = eventTypeOf(event.type, event.data)
      return type !== null && isWanted(webhook, type, event) ? [deliveryOf({ workspaceId, webhookId }, type, event)] : []
    })
    if (told.length > 0) await tx.run(insertDeliveries, [workspaceId, webhookId, JSON.stringify(told), tx.now])
    await tx.run(movePosition, [workspaceId, webhookId, last.position])
    tx.afterCommit(() => {
      if (told.length > 0) app.wake('webhooks')
      if (events.length === mostAtOnce) app.wake('webhook_events')
    })
  })
}

function isWanted({ types, deskIds }: LockedWebhook, type: EventTypeName, { deskId }: TicketEventRow): boolean {
  return (types === null || types.includes(type)) && (deskIds === null || deskIds.includes(deskId))
}

function deliveryOf(at: { workspaceId: number; webhookId: number }, type: EventTypeName, event: TicketEventRow) {
  const { position, ticketId } = event
  return { message_id: messageIdOf(at, event), position, ticket_id: ticketId, type, body: payloadOf(type, event) }
}
