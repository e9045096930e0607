import type { App } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'

export interface HistoryClock {
  /** The business time that every transaction sees until it is moved on. */
  moveTo(time: Date): void
  /** The product as verbs know it, working inside the demo's one transaction and at its time. */
  readonly app: App
}

/**
 * A demo tells of three months, so its verbs run at the times it tells of; and it is there as a whole or not at all, so
 * each transaction a verb opens is the one the demo is made in. Nothing is sent, timed or announced before that commits.
 */
export function historyClock(app: App, tx: Tx): HistoryClock {
  let { now } = tx
  const transaction = <T>(workspaceId: number, work: (tx: Tx) => Promise<T>) => work({ ...tx, workspaceId, now })
  return {
    moveTo(time) {
      now = time
    },
    app: { ...app, db: { ...app.db, transaction }, wake: () => undefined },
  }
}
