import { setTimeout as pause } from 'node:timers/promises'
import type { BusinessClock } from './clock.ts'
import { type Broken, collector } from './findings.ts'
import { freePort, type Program, type Run } from './product.ts'
import type { Random } from './random.ts'

/** The product under test, as its service manager sees it. */
export interface ProductControl {
  readonly url: string
  readonly smtpPort: number
  /** Its data folder. */
  readonly data: string
  readonly log: string
  /** What its processes are started with. May be changed in `prepare`; from then on it counts for the next start. */
  readonly environment: Record<string, string>
  /** The process of now; after a kill the next one. */
  current(): Run
  /** Settles when it serves. Starts it again when it has ended; that is a finding unless `mayEnd` was called. */
  ready(): Promise<void>
  /** SIGKILL, and started again at once. Settles when the old process is gone; false: it had ended by itself before. */
  kill(): Promise<boolean>
  /** SIGTERM to every process; the first is started again when it has ended. What changed in the environment counts for all then. */
  restart(): Promise<void>
  /** From now on the end of a process by itself is no finding, it is started again all the same. */
  mayEnd(): void
  /** Another process on the same database with ports of its own, ended with the run. */
  another(environment?: Record<string, string>): Promise<AnotherProcess>
  /** Runs a command line of the product to its end. */
  command(...args: string[]): Promise<{ output: string; code: number }>
}

export interface AnotherProcess {
  readonly url: string
  readonly smtpPort: number
  readonly run: Run
  /** SIGKILL; settles when it is gone. */
  kill(): Promise<void>
}

/** What only the run itself does. */
export interface OwnedControl extends ProductControl {
  readonly broken: readonly Broken[]
  /** How long each start took until it served, in milliseconds. */
  readonly startsMs: readonly number[]
  begin(): Promise<void>
  /** SIGTERM; it must end in order. */
  stop(): Promise<void>
  /** Ends whatever still runs. */
  abandon(): Promise<void>
}

export interface ControlOptions {
  readonly program: Program
  readonly random: Random
  readonly data: string
  readonly log: string
  readonly environment: Readonly<Record<string, string>>
  readonly clock: BusinessClock
}

const readyWithinMs = 90_000
const mostTries = 5

export async function controlOf(options: ControlOptions): Promise<OwnedControl> {
  const { program, random, data, log, clock } = options
  const { broken, say: found } = collector()
  const [httpPort, smtpPort] = [await freePort(random), await freePort(random)]
  const environment: Record<string, string> = { ...options.environment, PORT: String(httpPort), SMTP_PORT: String(smtpPort) }
  const others = new Set<Run>()
  const startsMs: number[] = []
  const measured = new Set<Run>()
  let run: Run | null = null
  let endsAllowed = false
  let isOver = false
  let serves = () => {}

  function start(): Run {
    // Nobody can expect timed things of a process that is not there yet.
    serves()
    serves = clock.excuse()
    run = program.start(environment, log)
    run.ready.then(serves, () => undefined)
    return run
  }

  /** Starts until it serves. It must do so by itself, whatever happened before. */
  async function ready(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const now = run?.isAlive() ? run : start()
      try {
        await Promise.race([
          now.ready,
          pause(readyWithinMs, undefined, { ref: false }).then(() =>
            Promise.reject(new Error(`it did not serve within ${readyWithinMs / 1_000} s`)),
          ),
        ])
        if (!measured.has(now)) startsMs.push(Date.now() - now.startedAt)
        measured.add(now)
        return
      } catch (error) {
        // Somebody killed it on purpose meanwhile, and started the next.
        if (now !== run) continue
        if (!endsAllowed) found('start', (error as Error).message)
        now.signal('SIGKILL')
        await now.ended
        if (tries === mostTries || isOver) throw error
        await pause(200)
      }
    }
  }

  async function noteOwnEnd(): Promise<void> {
    if (run && !run.isAlive() && !endsAllowed) found('start', `the product ended by itself (${(await run.ended).how})`)
  }

  async function end(signal: NodeJS.Signals): Promise<boolean> {
    const now = run
    if (!now) return false
    const wasAlive = now.isAlive()
    await noteOwnEnd()
    serves()
    serves = clock.excuse()
    now.signal(signal)
    await now.ended
    if (now === run && !isOver) start()
    return wasAlive
  }

  return {
    url: `http://127.0.0.1:${httpPort}`,
    smtpPort,
    data,
    log,
    environment,
    broken,
    startsMs,
    begin: ready,
    ready,
    current() {
      if (!run) throw new Error('it was never started')
      return run
    },
    kill: () => end('SIGKILL'),
    async restart() {
      for (const other of others) other.signal('SIGTERM')
      await Promise.all([...others].map(({ ended }) => ended))
      await end('SIGTERM')
      await ready()
    },
    mayEnd() {
      endsAllowed = true
    },
    async another(more = {}) {
      const [http, smtp] = [await freePort(random), await freePort(random)]
      const other = program.start({ ...environment, ...more, PORT: String(http), SMTP_PORT: String(smtp) }, log)
      others.add(other)
      await other.ready
      return {
        url: `http://127.0.0.1:${http}`,
        smtpPort: smtp,
        run: other,
        async kill() {
          other.signal('SIGKILL')
          await other.ended
        },
      }
    },
    command: (...args) => program.command(environment, args),
    async stop() {
      isOver = true
      for (const other of others) other.signal('SIGTERM')
      await noteOwnEnd()
      if (!run?.isAlive()) return
      run.signal('SIGTERM')
      const { how } = await run.ended
      if (how !== 'code 0') found('start', `told to stop, it ended with ${how}`)
    },
    async abandon() {
      isOver = true
      for (const process of [...others, ...(run ? [run] : [])]) {
        process.signal('SIGCONT')
        process.signal('SIGKILL')
        await process.ended
      }
    },
  }
}
