import { setTimeout as pause } from 'node:timers/promises'
import { ask, type Endpoint, type Passwords } from './endpoint.ts'
import { launch, type Running } from './launch.ts'
import type { Log } from './log.ts'
import { disown, holderOf, type PidFile, readPidFile } from './pid-file.ts'
import type { Place } from './place.ts'
import { StartProblem } from '../start-problem.ts'

/** The server of this cluster: the one that runs (its owner may have died without it), or a fresh one, at `port` where it had one. */
export async function runningOrLaunched(place: Place, passwords: Passwords | null, log: Log, port?: number): Promise<Running> {
  let patience = performance.now() + 10_000
  for (;;) {
    const running = await findRunning(place.cluster, passwords, log)
    if (running) return running
    const launched = await launch(place, passwords, log, port)
    if (launched) return launched
    if (performance.now() > patience) {
      log.warn('Waiting for another PostgreSQL process in this folder to end')
      patience = performance.now() + 30_000
    }
    await pause(200)
  }
}

/** Finds the live server of a cluster; waits while it starts or stops; null when there is none. */
export async function findRunning(cluster: string, passwords: Passwords | null, log: Log): Promise<Running | null> {
  let patience = performance.now() + 10_000
  let blind = 0
  for (;;) {
    const file = readPidFile(cluster)
    if (file === null) return null
    const endpoint = endpointOf(file, passwords)
    const state = await stateOf(file, endpoint, cluster)
    if (state === 'ready') return { endpoint, pid: file.pid }
    if (state === 'absent') return null
    if (state === 'unknown' && ++blind > 100) {
      disown(cluster, file)
      return null
    }
    if (performance.now() > patience) {
      log.info(`Waiting for the database (process ${file.pid}), which is starting or stopping`)
      patience = performance.now() + 30_000
    }
    await pause(50)
  }
}

async function stateOf(file: PidFile, endpoint: Endpoint, cluster: string): Promise<'ready' | 'busy' | 'absent' | 'unknown'> {
  // While it starts, the file has no port yet.
  const answer = file.port > 0 ? await ask(endpoint, cluster) : 'absent'
  if (answer === 'ready' || answer === 'busy') return answer
  const holder = holderOf(file, cluster)
  if (holder === 'dead') return 'absent'
  if (holder === 'unknown') return 'unknown'
  if (holder === 'foreign') {
    disown(cluster, file)
    return 'absent'
  }
  if (answer === 'absent') return 'busy'
  throw new StartProblem(
    `The data folder was moved while its database was running (process ${file.pid}).`,
    `Stop that process (kill -INT ${file.pid}) and start again.`,
  )
}

function endpointOf(file: PidFile, passwords: Passwords | null): Endpoint {
  return file.socketFolder
    ? { host: file.socketFolder, port: file.port, passwords: null }
    : { host: file.listensOn || '127.0.0.1', port: file.port, passwords }
}
