import { type Http, itemsOf, nothing, pageOf, route } from '../platform/http/index.ts'
import { changeWebhook, deleteWebhook } from './change-webhook.ts'
import { createWebhook } from './create-webhook.ts'
import { listDeliveries, redeliverMessage } from './delivery-views.ts'
import { rotateSecret } from './rotate-secret.ts'
import { disableWebhook, enableWebhook } from './switch-webhook.ts'
import { testWebhook } from './test-webhook.ts'
import { getWebhook, listWebhooks } from './webhook-views.ts'
import {
  ChangedWebhook,
  ChangeWebhook,
  CreateWebhook,
  DeliveriesQuery,
  DeliveryId,
  NewWebhook,
  Webhook,
  WebhookDelivery,
  WebhookId,
} from './webhooks.schema.ts'

const common = { tag: 'Webhooks', access: 'staff', permission: 'settings.manage' } as const

/** Webhooks out, by Standard Webhooks; docs/guides/webhooks.md tells receivers how to verify one. */
export function webhookRoutes(http: Http): void {
  route(http, {
    ...common,
    method: 'GET',
    url: '/webhooks',
    summary: 'The webhooks of the workspace, at most 50',
    response: { 200: itemsOf(Webhook) },
    handle: async ({ ctx }) => ({ items: await listWebhooks(ctx) }),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/webhooks',
    summary: 'Make a webhook, which is told what happens from now on; the answer holds its secret, once',
    body: CreateWebhook,
    response: { 201: NewWebhook },
    handle: ({ ctx, body }) => createWebhook(ctx, body),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/webhooks/:id',
    summary: 'One webhook and how it fares',
    params: WebhookId,
    response: { 200: Webhook },
    handle: ({ ctx, params }) => getWebhook(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'PATCH',
    url: '/webhooks/:id',
    summary: 'Change a webhook; another server gets another secret, which the answer then holds',
    params: WebhookId,
    body: ChangeWebhook,
    response: { 200: ChangedWebhook },
    handle: ({ ctx, params, body }) => changeWebhook(ctx, params.id, body),
  })

  route(http, {
    ...common,
    method: 'DELETE',
    url: '/webhooks/:id',
    summary: 'Delete a webhook and the ledger of its deliveries',
    params: WebhookId,
    response: { 204: nothing },
    handle: ({ ctx, params }) => deleteWebhook(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/webhooks/:id/rotate-secret',
    summary: 'Get a new secret; the former one signs beside it for 24 hours',
    params: WebhookId,
    response: { 200: NewWebhook },
    handle: ({ ctx, params }) => rotateSecret(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/webhooks/:id/test',
    summary: 'Send a message of the type webhook.test now, once, and see how it ended; takes up to 15 seconds',
    params: WebhookId,
    response: { 200: WebhookDelivery },
    handle: ({ ctx, params }) => testWebhook(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/webhooks/:id/enable',
    summary: 'Switch a webhook on again; it is told what it missed, up to seven days back',
    params: WebhookId,
    response: { 200: Webhook },
    handle: ({ ctx, params }) => enableWebhook(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/webhooks/:id/disable',
    summary: 'Switch a webhook off; what waits is kept for 30 days',
    params: WebhookId,
    response: { 200: Webhook },
    handle: ({ ctx, params }) => disableWebhook(ctx, params.id),
  })

  route(http, {
    ...common,
    method: 'GET',
    url: '/webhooks/:id/deliveries',
    summary: 'The messages of a webhook, newest first, each with its last attempt; kept for 30 days',
    params: WebhookId,
    query: DeliveriesQuery,
    response: { 200: pageOf(WebhookDelivery) },
    handle: ({ ctx, params, query }) => listDeliveries(ctx, params.id, query),
  })

  route(http, {
    ...common,
    method: 'POST',
    url: '/webhooks/:id/deliveries/:delivery/redeliver',
    summary: 'Send a message again, with the same id',
    params: DeliveryId,
    response: { 202: WebhookDelivery },
    handle: ({ ctx, params }) => redeliverMessage(ctx, { webhookId: params.id, deliveryId: params.delivery }),
  })
}
