import type { Database } from '../db/index.ts'
import type { Bus } from './bus.ts'

/** What is worth knowing now and not worth keeping: no event of a ticket's log. */
export type Signal =
  | { readonly type: 'viewing'; readonly ticketId: number }
  | { readonly type: 'presence'; readonly userId: number; readonly presence: 'online' | 'away' | 'offline' }
  /** These people have new notices. */
  | { readonly type: 'notices'; readonly userIds: readonly number[] }
  /** Somebody's rights, password or sessions changed: what is remembered about them is forgotten, and streams look again. */
  | { readonly type: 'access'; readonly userId: number }

/** Tells every process, this one included. Call it after the commit: NOTIFY inside a transaction takes a lock at its end. */
export async function sendSignal(db: Database, workspaceId: number, signal: Signal): Promise<void> {
  await db.outside({ name: 'signals.send', text: `SELECT pg_notify('statedesk_signal', $1)` }, [JSON.stringify([workspaceId, signal])])
}

export function onSignal(bus: Bus, heard: (workspaceId: number, signal: Signal) => void): () => void {
  return bus.listen('statedesk_signal', (payload) => {
    const [workspaceId, signal] = JSON.parse(payload) as [number, Signal]
    heard(workspaceId, signal)
  })
}
