import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type pg from 'pg'
import type { Logger } from 'pino'
import { type App, authenticate, forgetOnSignal, knownCaller } from './access/index.ts'
import { registerBulkWork } from './bulk/index.ts'
import { registerEmailWork, startEmail } from './channels/email/index.ts'
import { type SeededDemo, seedDemo } from './demo/index.ts'
import { startFeed } from './feed/index.ts'
import { startHousekeeping } from './housekeeping.ts'
import { startMetrics } from './metrics/index.ts'
import type { Config } from './platform/config.ts'
import { openDatabase } from './platform/db/index.ts'
import { type Bus, openBus } from './platform/events/index.ts'
import { createHttp } from './platform/http/index.ts'
import { createWakeHub, startWork } from './platform/jobs/index.ts'
import { packageRoot } from './platform/package-root.ts'
import { sealerOf } from './platform/secrets.ts'
import { routes } from './routes.ts'
import { ensureSetupLink } from './setup/index.ts'
import { registerNoticeWork } from './notifications/index.ts'
import { registerSlaWork } from './sla/index.ts'
import { registerTicketWork } from './tickets/index.ts'
import { registerWebhookWork } from './webhooks/index.ts'

export interface ServerOptions {
  config: Config
  /** How the product connects. */
  pool: pg.PoolConfig
  log: Logger
  /** Makes the demo workspace, unless it is there. */
  demo: boolean
}

export interface RunningServer {
  readonly url: string
  readonly smtpPort: number
  /** Where to set up, as long as nobody can sign in. */
  readonly setupUrl: string | null
  /** How to sign in to the demo that was asked for. */
  readonly demo: SeededDemo['credentials'] | null
  readonly app: App
  readonly bus: Bus
  /** Takes nothing new, ends what is running, then lets go of the database. */
  close(): Promise<void>
}

/** The whole server in this process. Any number may run on one database. */
export async function runServer({ config: given, pool, log, demo }: ServerOptions): Promise<RunningServer> {
  const config = { ...given }
  const db = openDatabase(pool)
  const bus = openBus(pool, log)
  const hub = createWakeHub({ db, bus, log })
  const app: App = { config, db, log, secrets: sealerOf(config.secret, config.oldSecrets), wake: hub.wake }

  // What is started is ended in the opposite order, also when starting fails halfway.
  const started: (() => Promise<unknown>)[] = [() => db.close(), () => bus.close(), () => hub.close()]
  const close = async () => {
    for (const end of started.splice(0).reverse()) await end()
  }
  try {
    const http = await createHttp({
      app,
      authenticate: authenticate.bind(null, app),
      knownCaller: knownCaller.bind(null, app),
      webFolder: webFolder(),
    })
    started.push(() => http.fastify.close())
    for (const add of routes) add(http)
    forgetOnSignal(app, bus)
    const feed = startFeed(app, bus)
    started.push(() => feed.close())

    registerAllWork()
    // Before anything takes up work, so that nobody waits for the demo and the demo for nobody.
    const seeded = demo ? await seedDemo(app) : null
    const work = startWork(app, hub, pool)
    started.push(() => work.stop())
    const housekeeping = startHousekeeping(app)
    started.push(() => housekeeping.stop())
    const metrics = startMetrics(app)
    started.push(() => metrics.stop())

    const email = await startEmail(app, hub, { ...(config.smtpTls && { tls: config.smtpTls }), maxMailBytes: config.maxMailBytes })
    started.push(() => email.close())
    config.smtpPort = email.port

    await http.fastify.listen({ port: config.port, host: config.host })
    // With port 0 the system chose one; links and help texts name it.
    config.port = (http.fastify.server.address() as AddressInfo).port
    const url = config.publicUrl ?? `http://localhost:${config.port}`
    return {
      url,
      smtpPort: config.smtpPort,
      setupUrl: await ensureSetupLink(app, url),
      demo: seeded && seeded.credentials,
      app,
      bus,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

let workIsRegistered = false

/** What the loops do is the same for every server of this process. */
function registerAllWork(): void {
  if (workIsRegistered) return
  workIsRegistered = true
  registerTicketWork()
  registerNoticeWork()
  registerSlaWork()
  registerBulkWork()
  registerEmailWork()
  registerWebhookWork()
}

function webFolder(): string {
  return join(packageRoot(), 'dist', 'web')
}
