import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Major } from './binaries.ts'
import { type Connection, connectionTo, type Endpoint, isGone, withClient } from './endpoint.ts'
import { fullDiskInclude, guardDisk, layOutDiskGuard } from './disk-guard.ts'
import { clusterPasswords, ensureCluster } from './initdb.ts'
import type { Running } from './launch.ts'
import type { Log } from './log.ts'
import { forgetOwner, type Purpose, takeOwnership, waitForGuests } from './ownership.ts'
import { type Place, preparePlace } from './place.ts'
import { APP, DATABASE, ensureRoles, OWNER } from './roles.ts'
import { runningOrLaunched } from './running.ts'
import { settings } from './settings.ts'
import { StartProblem } from '../start-problem.ts'
import { type StopMode, stopServer } from './stop.ts'

export interface EmbeddedOptions {
  dataFolder: string
  log: Log
  binaries?: Major
  purpose?: Purpose
  /** Settings that win over ours, for test clusters. */
  settings?: Record<string, string>
  /** For what the account PostgreSQL runs under cannot reach; /var/lib/statedesk. */
  systemFolder?: string
  /** tcp is for systems whose sockets have no owner; the default there. */
  listen?: 'socket' | 'tcp'
  /** The supervisor could not get the database back after it ended by itself, or lost it to another process. */
  onLost?: (problem: Error) => void
}

export interface Embedded {
  superuser: Connection
  owner: Connection
  app: Connection
  pid: number
  version: string
  /** polite waits for the commands of other processes that work in this database. */
  stop(mode?: StopMode | 'polite'): Promise<void>
}

/** Takes the cluster of a data folder into this process's care: makes it, adopts it or starts it, and restarts it if it dies. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataFolder, log } = options
  const place = preparePlace(dataFolder, options.binaries ?? '18', options.systemFolder)
  const tcp = (options.listen ?? (process.platform === 'win32' ? 'tcp' : 'socket')) === 'tcp'
  const passwords = tcp ? clusterPasswords(place.home) : null
  await ensureCluster(place, passwords, log)
  layOutDiskGuard(place)
  writeSettings(place, options.settings)

  return whileItComesAndGoes(() => takeCare(place, passwords, options))
}

/** The process that had the server before may be just about to stop it, and a crash may be followed by another. */
async function whileItComesAndGoes<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isGone(error) || attempt === 50) throw error
      await pause(200)
    }
  }
}

async function takeCare(place: Place, passwords: Endpoint['passwords'], options: EmbeddedOptions): Promise<Embedded> {
  const { log, purpose = 'server' } = options
  const running = await current(place, await runningOrLaunched(place, passwords, log), passwords, log)
  const keeper = await takeOwnership(running.endpoint, place.home, purpose)
  try {
    await ensureRoles(running.endpoint)
    return supervise({ place, passwords, options, running, keeper, version: await versionOf(running.endpoint) })
  } catch (error) {
    await keeper.end()
    forgetOwner(place.home)
    throw error
  }
}

interface Care {
  place: Place
  passwords: Endpoint['passwords']
  options: EmbeddedOptions
  running: Running
  keeper: pg.Client
  version: string
}

// The keeper's connection holds the lock and is the first to notice when the server ends.
function supervise({ place, passwords, options, running, keeper, version }: Care): Embedded {
  const { log, purpose = 'server' } = options
  let stopping = false
  let recovery = Promise.resolve()
  const endpoint = running.endpoint
  const guard = guardDisk(place, () => reload(endpoint), log)
  const embedded: Embedded = {
    superuser: connectionTo(endpoint, 'postgres', 'postgres'),
    owner: connectionTo(endpoint, OWNER, DATABASE),
    app: connectionTo(endpoint, APP, DATABASE),
    pid: running.pid,
    version,
    async stop(mode = 'fast') {
      stopping = true
      await guard.stop()
      await recovery
      if (mode === 'polite') await waitForGuests(keeper)
      await stopServer(place.cluster, embedded.pid, place.binaries, mode === 'polite' ? 'fast' : mode)
      forgetOwner(place.home)
      if (!endpoint.passwords && endpoint.host !== place.cluster) rmSync(endpoint.host, { recursive: true, force: true })
    },
  }
  watch(keeper)
  return embedded

  function watch(client: pg.Client): void {
    keeper = client
    client.once('end', () => {
      if (!stopping) recovery = whileItComesAndGoes(recover).catch((error: unknown) => lost(error as Error))
    })
  }

  async function recover(): Promise<void> {
    log.warn('The database ended by itself; bringing it back')
    await pause(100)
    if (stopping) return
    const again = await runningOrLaunched(place, passwords, log, endpoint.port)
    if (again.endpoint.host !== endpoint.host || again.endpoint.port !== endpoint.port) {
      throw new StartProblem('The database came back at another address.', 'Start Statedesk again.')
    }
    embedded.pid = again.pid
    watch(await takeOwnership(again.endpoint, place.home, purpose))
    log.info('The database is back')
  }

  function lost(problem: Error): void {
    if (options.onLost) options.onLost(problem)
    else log.warn(`The database is gone: ${problem.message}`)
  }
}

/** An adopted server may still be the one from before an update: its program files are gone by now, so it is started afresh. */
async function current(place: Place, running: Running, passwords: Endpoint['passwords'], log: Log): Promise<Running> {
  if ((await versionOf(running.endpoint)) === place.binaries.version) {
    await reload(running.endpoint)
    return running
  }
  const keeper = await takeOwnership(running.endpoint, place.home, 'server')
  log.info(`Restarting the database with version ${place.binaries.version}`)
  await keeper.end()
  await stopServer(place.cluster, running.pid, place.binaries, 'fast')
  return runningOrLaunched(place, passwords, log)
}

async function versionOf(endpoint: Endpoint): Promise<string> {
  return withClient(connectionTo(endpoint, 'postgres', 'postgres'), async (client) => {
    const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version")
    return rows[0]?.version ?? ''
  })
}

async function reload(endpoint: Endpoint): Promise<void> {
  await withClient(connectionTo(endpoint, 'postgres', 'postgres'), (client) => client.query('SELECT pg_reload_conf()'))
}

function writeSettings(place: Place, extra?: Record<string, string>): void {
  const file = join(place.cluster, 'statedesk.conf')
  const text = settings(undefined, extra) + fullDiskInclude
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  // Whole or not at all: a full disk would leave half of it.
  const making = `${file}.${process.pid}`
  writeFileSync(making, text, { mode: 0o600 })
  renameSync(making, file)
  if (place.account) chownSync(file, place.account.uid, place.account.gid)
}
