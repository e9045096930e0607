import { setTimeout as pause } from 'node:timers/promises'
import { type Context, contextOf, type StaffActor, staffActorOf } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { within } from '../platform/http/idempotency.ts'
import type { CastName } from './cast.ts'
import type { TestApp } from './http.ts'

const patienceMs = 60_000

/** Settles when so many wait for a lock that somebody holds. */
export async function whenWaiting({ app }: TestApp, n: number): Promise<void> {
  const end = performance.now() + patienceMs
  for (;;) {
    const [row] = await app.db.outside<{ n: number }>({
      text: "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    })
    if ((row?.n ?? 0) >= n) return
    if (performance.now() > end) throw new Error(`${n} were to wait for a lock; ${row?.n ?? 0} do`)
    await pause(5)
  }
}

/** Somebody of the cast, whose verbs run in a transaction that the test holds open. */
export async function actingIn(test: TestApp, tx: Tx, name: CastName): Promise<Context<StaffActor>> {
  const actor = await staffActorOf(tx, Number(test.ids[name]))
  if (!actor) throw new Error(`${name} does not work here`)
  return within(contextOf(test.app, test.workspaceId, actor), tx)
}
