import { type App, systemContext } from '../access/index.ts'
import { type Guard, guardOf, type OutgoingRequest, sendRequest } from '../platform/outgoing/index.ts'
import { endAttempt } from './end-attempt.ts'
import { openHeaders } from './headers.ts'
import { type AttemptResult, resultOf } from './outcome.ts'
import { signedHeaders } from './signature.ts'
import { type TakenDelivery, takeDelivery } from './take-delivery.ts'

/** What a test, or nobody, says otherwise. */
export interface SendOptions {
  readonly guard?: Guard
  /** Between 0 and 1, for the wait before the next attempt. */
  readonly chance?: () => number
}

/** Makes one attempt at a due delivery. */
export async function sendDelivery(app: App, workspaceId: number, deliveryId: number, options: SendOptions = {}): Promise<'busy' | void> {
  const taken = await takeDelivery(systemContext(app, workspaceId), deliveryId, options.chance ?? Math.random)
  if (!taken) return 'busy'
  await attempt(app, workspaceId, taken, options)
}

export async function attempt(app: App, workspaceId: number, taken: TakenDelivery, options: SendOptions = {}): Promise<void> {
  const startedAt = performance.now()
  const result = await send(app, taken, options.guard ?? guardOf(app.config))
  const ms = Math.round(performance.now() - startedAt)
  await endAttempt(systemContext(app, workspaceId), taken, { ...result, ms }, options.chance ?? Math.random)
  app.log.info({ workspaceId, webhook: taken.webhookId, delivery: taken.id, ...result, ms }, 'webhook sent')
}

async function send(app: App, taken: TakenDelivery, guard: Guard): Promise<AttemptResult> {
  let request: OutgoingRequest
  try {
    request = requestOf(app, taken)
  } catch (error) {
    // The secret of the installation is another one than when this was sealed: rotating the webhook's secret mends it.
    app.log.error({ err: error, webhook: taken.webhookId }, 'the secret of a webhook cannot be opened')
    return { outcome: 'not_prepared', status: null }
  }
  return resultOf(await sendRequest(guard, request))
}

function requestOf(app: App, { webhook, messageId, sentAt, body }: TakenDelivery): OutgoingRequest {
  const sealed = webhook.formerSecret ? [webhook.secret, webhook.formerSecret] : [webhook.secret]
  const secrets = sealed.map((one) => app.secrets.open('webhook', one).toString('utf8'))
  return {
    method: 'POST',
    url: webhook.url,
    headers: {
      ...openHeaders(app, webhook.headers),
      'content-type': 'application/json',
      ...signedHeaders({ id: messageId, timestamp: sentAt, body }, secrets),
    },
    body,
  }
}
