import { setTimeout as pause } from 'node:timers/promises'
import { type Broken, collector } from './findings.ts'
import type { Moments } from './moments.ts'
import type { Kill } from './plan.ts'
import type { Postgres } from './postgres.ts'
import type { Product, Run } from './product.ts'

export interface Supervisor {
  readonly broken: Broken[]
  /** The kills carried out, and whether what they were aimed at came. */
  readonly done: readonly (Kill & { readonly met: boolean })[]
  /** How long each start took until it served, in milliseconds. */
  readonly restarts: readonly number[]
  begin(): Promise<void>
  /** Waits for the moment, kills, and starts again at once. */
  kill(kill: Kill): Promise<void>
  /** Settles when the product serves again. */
  settled(): Promise<void>
  stop(): Promise<void>
  /** Ends whatever still runs, when the harness itself failed. */
  abandon(): Promise<void>
}

export interface SuperviseOptions {
  readonly product: Product
  readonly postgres: Postgres
  readonly smtpUrl: string
  readonly moments: Moments
  readonly say: (line: string) => void
}

const readyWithinMs = 60_000

export function supervise({ product, postgres, smtpUrl, moments, say }: SuperviseOptions): Supervisor {
  const { broken, say: found } = collector()
  const done: (Kill & { met: boolean })[] = []
  const restarts: number[] = []
  const measured = new Set<Run>()
  let run: Run = nobody

  /** Starts until it serves. It must do so by itself, whatever was killed before. */
  async function ready(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      if (!run.isAlive()) run = product.start(smtpUrl)
      try {
        await Promise.race([
          run.ready,
          pause(readyWithinMs).then(() => Promise.reject(new Error(`it did not serve within ${readyWithinMs / 1_000} s`))),
        ])
        if (!measured.has(run)) restarts.push(Date.now() - run.startedAt)
        measured.add(run)
        return
      } catch (error) {
        found('start', (error as Error).message)
        run.signal('SIGKILL')
        await run.ended
        if (tries === 3) throw error
      }
    }
  }

  async function moment({ aim, afterMs, delayMs }: Kill): Promise<boolean> {
    if (aim === 'starting') {
      await pause(Math.max(0, run.startedAt + afterMs - Date.now()))
      return true
    }
    await ready()
    await pause(afterMs)
    const met = aim === 'moment' || (await moments.next(aim, 4_000))
    await pause(delayMs)
    return met
  }

  return {
    broken,
    done,
    restarts,
    begin: ready,
    async kill(kill) {
      const met = await moment(kill)
      if (!run.isAlive()) {
        found('start', `the product ended by itself (${(await run.ended).how})`)
        run = product.start(smtpUrl)
      }
      const { victim } = kill
      if (victim === 'app' || victim === 'both') run.signal('SIGKILL')
      if (victim === 'both' || victim === 'database') postgres.kill('all')
      if (victim === 'postmaster' || victim === 'immediate') postgres.kill(victim)
      done.push({ ...kill, met })
      say(`${done.length}. ${victim}, aimed at ${kill.aim}${met ? '' : ' (it did not come)'}`)
      if (victim === 'app' || victim === 'both') {
        await run.ended
        run = product.start(smtpUrl)
      }
    },
    settled: ready,
    async stop() {
      if (!run.isAlive()) found('start', `the product ended by itself (${(await run.ended).how})`)
      run.signal('SIGTERM')
      const { how } = await run.ended
      if (how !== 'code 0') found('start', `told to stop, it ended with ${how}`)
    },
    async abandon() {
      run.signal('SIGKILL')
      if (run !== nobody) await run.ended
      postgres.kill('immediate')
    },
  }
}

const nobody: Run = {
  startedAt: 0,
  ready: Promise.resolve(),
  ended: Promise.resolve({ how: 'never started' }),
  isAlive: () => false,
  signal: () => undefined,
}
