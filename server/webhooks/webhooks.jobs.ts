import type { App } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { registerWork } from '../platform/jobs/index.ts'
import { dropOld } from './deliveries.queries.ts'
import { queueAllDeliveries } from './queue-deliveries.ts'
import { sendDelivery } from './send-delivery.ts'

const send = (app: App, workspaceId: number, id: number) => sendDelivery(app, workspaceId, id)

/** Says how webhooks are told and sent; before `startWork`. An attempt holds no connection to the database, so many may run. */
export function registerWebhookWork(): void {
  registerWork('webhook_events', queueAllDeliveries)
  registerWork('webhooks', send, { parallel: 64 })
}

const keptMs = 30 * 86_400_000

/** The ledger goes back thirty days. */
export async function dropOldDeliveries(tx: Tx): Promise<void> {
  await tx.run(dropOld, [tx.workspaceId, new Date(tx.now.getTime() - keptMs)])
}
