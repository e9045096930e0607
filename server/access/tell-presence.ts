import type { App } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { sendSignal } from '../platform/events/index.ts'

export type Presence = 'online' | 'away' | 'offline'

/** Every screen shows who is there: told after the commit, whenever it changes for others. */
export function tellPresence(app: App, tx: Tx, userId: number, presence: Presence): void {
  const { workspaceId } = tx
  tx.afterCommit(() => {
    sendSignal(app.db, workspaceId, { type: 'presence', userId, presence }).catch((error: unknown) => {
      app.log.warn({ err: error }, 'a change of presence was not announced')
    })
  })
}
