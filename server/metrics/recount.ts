import type { App } from '../access/index.ts'
import { gauge } from '../platform/metrics.ts'
import { countDrift } from '../tickets/index.ts'
import { workspaces } from './metrics.queries.ts'

const firstAfterMs = 5 * 60_000
const everyMs = 24 * 3_600_000

/**
 * Recounts every counter once a day and publishes by how much they are off, which is never anything but nothing. Reads in
 * a snapshot: nobody waits for it. Each process recounts for itself, so that it needs to agree with nobody.
 */
export function startRecount(app: App, options: { firstAfterMs?: number } = {}): { recount(): Promise<number>; stop(): Promise<void> } {
  let drift = Number.NaN
  let at = Number.NaN
  gauge(app, 'statedesk_counter_drift', 'By how much counters differ from a recount; NaN before the first recount.', () => drift)
  gauge(app, 'statedesk_counter_recount_age_seconds', 'How long ago that was.', () => (performance.now() - at) / 1_000)

  let running: Promise<unknown> = Promise.resolve()
  const first = setTimeout(tick, options.firstAfterMs ?? firstAfterMs)
  const daily = setInterval(tick, everyMs)
  first.unref()
  daily.unref()

  function tick(): void {
    running = running.then(recount).catch((error: unknown) => app.log.warn({ err: error }, 'counters could not be recounted'))
  }

  async function recount(): Promise<number> {
    let sum = 0
    for (const { id } of await app.db.outside<{ id: number }>(workspaces)) {
      const off = await app.db.snapshot(id, countDrift)
      if (off > 0) app.log.error({ workspaceId: id, drift: off }, 'counters differ from a recount; `statedesk verify` says where')
      sum += off
    }
    drift = sum
    at = performance.now()
    return sum
  }

  return {
    recount,
    async stop() {
      clearTimeout(first)
      clearInterval(daily)
      await running
    },
  }
}
