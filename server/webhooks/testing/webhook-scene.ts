import { eventually, openScene, type Scene } from '../../tickets/testing/scene.ts'

export interface SeenWebhook {
  id: string
  url: string
  types: string[] | null
  desks: string[] | null
  headers: string[]
  enabled: boolean
  disabledWhy: string | null
  failingSince: string | null
  lastDeliveredAt: string | null
  waiting: number
  formerSecretUntil: string | null
}

export interface SeenDelivery {
  id: string
  messageId: string
  type: string
  position: number | null
  ticket: string | null
  state: string
  attempts: number
  nextAttemptAt: string | null
  lastOutcome: string | null
  lastStatus: number | null
}

export interface WebhookScene extends Scene {
  hook(url: string, more?: Record<string, unknown>): Promise<SeenWebhook & { secret: string }>
  look(webhook: { id: string }): Promise<SeenWebhook>
  /** Oldest first. */
  ledger(webhook: { id: string }): Promise<SeenDelivery[]>
  /** Waits until nothing is left to be sent, or what is left satisfies. */
  settled(webhook: { id: string }, holds?: (ledger: SeenDelivery[]) => boolean): Promise<SeenDelivery[]>
  /** Moves business time ahead and has the senders look. */
  later(seconds: number): Promise<void>
}

/** A scene in which webhooks may go to this machine. */
export async function webhookScene(env: Record<string, string> = {}): Promise<WebhookScene> {
  const scene = await openScene({ STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8', ...env })
  const ledger: WebhookScene['ledger'] = async ({ id }) =>
    (await scene.ada.get<{ items: SeenDelivery[] }>(`/webhooks/${id}/deliveries?limit=200`)).items.reverse()
  const finished = (rows: SeenDelivery[]) => rows.length > 0 && rows.every(({ state }) => state === 'delivered' || state === 'failed')
  return {
    ...scene,
    hook: (url, more = {}) => scene.ada.post('/webhooks', { name: 'Receiver', url, ...more }),
    look: ({ id }) => scene.ada.get(`/webhooks/${id}`),
    ledger,
    settled: (webhook, holds = finished) => eventually(() => ledger(webhook), holds),
    async later(seconds) {
      await scene.forward(seconds)
      scene.app.wake('webhooks')
      // What was just sent is left alone for a tenth of a second, see server/platform/jobs/loop.ts.
      setTimeout(() => scene.app.wake('webhooks'), 150).unref()
    },
  }
}
