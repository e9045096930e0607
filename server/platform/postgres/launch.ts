import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Account } from './account.ts'
import { type Binaries, programOf } from './binaries.ts'
import { ask, crashShutdown, type Endpoint, type Passwords } from './endpoint.ts'
import type { Log } from './log.ts'
import { readPidFile } from './pid-file.ts'
import { type Place, socketFolders } from './place.ts'
import { StartProblem } from '../start-problem.ts'

export interface Running {
  endpoint: Endpoint
  pid: number
}

/** A clean environment: PG… variables of the caller change what PostgreSQL does. */
export function runOptions(binaries: Binaries, account: Account | null) {
  const { PATH, HOME, TMPDIR, SystemRoot, TEMP } = process.env
  return {
    cwd: '/',
    env: { PATH, HOME, TMPDIR, SystemRoot, TEMP, LC_ALL: 'C', ...binaries.env },
    ...(account && { uid: account.uid, gid: account.gid }),
  }
}

/** Starts the server and waits until it answers; null when another start was faster or old back ends still have to end. */
export async function launch(place: Place, passwords: Passwords | null, log: Log, port?: number): Promise<Running | null> {
  let words = ''
  for await (const endpoint of endpoints(place, passwords, port)) {
    const outcome = await launchAt(endpoint, place, log)
    if (typeof outcome !== 'string') return outcome
    words = outcome
    if (!/could not (create|bind)|Operation not (supported|permitted)|socket/i.test(words)) break
  }
  throw notStarted(place, words)
}

/** Where it may listen, best first; the next is asked for only if this one cannot be had. */
async function* endpoints(place: Place, passwords: Passwords | null, port?: number): AsyncGenerator<Endpoint> {
  if (passwords) yield { host: '127.0.0.1', port: port ?? (await freePort()), passwords }
  else for (const host of socketFolders(place)) yield { host, port: 5432, passwords: null }
}

async function launchAt(endpoint: Endpoint, place: Place, log: Log): Promise<Running | null | string> {
  const output = openNameless(place.home)
  try {
    return await launchWith(output, endpoint, place, log)
  } finally {
    closeSync(output)
  }
}

/** A file that goes with its last holder: another start's words cannot stand in ours, and a start that is killed leaves none behind. */
function openNameless(folder: string): number {
  const path = join(folder, `postgres-start-${randomUUID()}.log`)
  const file = openSync(path, 'ax+', 0o600)
  rmSync(path)
  return file
}

async function launchWith(output: number, endpoint: Endpoint, place: Place, log: Log): Promise<Running | null | string> {
  const startedAt = Date.now()
  // Its own process group: Ctrl-C reaches everything in the terminal's group, and the database must outlive our draining.
  const child = spawn(programOf(place.binaries, 'postgres'), ['-D', place.cluster, ...listening(endpoint)], {
    ...runOptions(place.binaries, place.account),
    detached: true,
    stdio: ['ignore', output, output],
    windowsHide: true,
  })
  child.unref()
  const { pid } = child
  const end = ended(child)
  let patience = performance.now() + 10_000
  for (;;) {
    const exit = await Promise.race([end, pause(15, null)])
    if (exit !== null) break
    // A start that was faster answers here as well; ours will end in a moment.
    const own = pid !== undefined && readPidFile(place.cluster)?.pid === pid
    if (own && (await ask(endpoint, place.cluster)) === 'ready') return { endpoint, pid }
    if (performance.now() > patience) {
      log.info('Waiting for the database to recover from a crash')
      patience = performance.now() + 30_000
    }
  }
  const how = await end
  const words = `${contentOf(output)}\n${latestLog(place.cluster, startedAt)}`
  if (/lock file "postmaster\.pid" already exists|pre-existing shared memory block|changed to be owned by/.test(words)) return null
  if (/lock file "postmaster\.pid" is empty/.test(words) && isFresh(place.cluster)) return null
  const why = complaints(words) || `it ended with ${how}`
  // Killed or told to stop while it recovered says nothing about the next start.
  if (how.startsWith('SIG') || /received \w+ shutdown request/.test(words))
    throw Object.assign(notStarted(place, why), { code: crashShutdown })
  return why
}

/** PostgreSQL makes the file a moment before it writes into it; one that stays empty is what a crash of the machine left. */
function isFresh(cluster: string): boolean {
  const made = statSync(join(cluster, 'postmaster.pid'), { throwIfNoEntry: false })
  return made === undefined || made.size > 0 || Date.now() - made.mtimeMs < 10_000
}

/** From its beginning: the place to read on is where the child wrote last. */
function contentOf(file: number): string {
  const content = Buffer.alloc(fstatSync(file).size)
  return content.toString('utf8', 0, readSync(file, content, 0, content.length, 0))
}

function notStarted(place: Place, words: string): StartProblem {
  return new StartProblem(`PostgreSQL did not start: ${words}`, `Its log is in ${join(place.cluster, 'log')}.`)
}

function listening({ host, port, passwords }: Endpoint): string[] {
  return passwords
    ? ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
    : ['-p', String(port), '-c', 'listen_addresses=', '-k', host]
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })
}

function complaints(words: string): string {
  const lines = words
    .split('\n')
    .filter((line) => /\b(FATAL|PANIC|ERROR|HINT)\b|error while loading/.test(line))
    // What it tells clients that come too early is no reason.
    .filter((line) => !/the database system is /.test(line))
  return lines.slice(-3).join(' ').slice(0, 1000)
}

function latestLog(cluster: string, since: number): string {
  const folder = join(cluster, 'log')
  try {
    const fresh = readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).mtimeMs >= since)
    return fresh.map((path) => readFileSync(path, 'utf8').slice(-4000)).join('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
