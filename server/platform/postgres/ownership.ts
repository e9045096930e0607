import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { connectionTo, type Endpoint } from './endpoint.ts'
import { isSameProcess, markOf, type ProcessMark } from './processes.ts'
import { StartProblem } from '../start-problem.ts'

/** What the holder is: a command is over in a moment and worth waiting for. */
export type Purpose = 'server' | 'command'

interface Owner extends ProcessMark {
  purpose: Purpose
  since: string
}

/** The lock lives as long as this connection, so it cannot outlast its process. */
const OWNER_LOCK = 7_283_645_190

/** Shared by commands that work in a database another process looks after; an owner that need not go waits for it. */
const GUEST_LOCK = 7_283_645_191

const fileOf = (home: string) => join(home, 'owner.json')

/** Becomes the one process that supervises this cluster. The lock decides; the file only tells who has it. */
export async function takeOwnership(endpoint: Endpoint, home: string, purpose: Purpose): Promise<pg.Client> {
  const client = await lasting(endpoint, 'statedesk owner')
  try {
    const started = performance.now()
    while (!(await tryLock(client))) {
      const owner = readOwner(home)
      if (performance.now() - started > patienceWith(owner)) throw heldBy(owner, home)
      await pause(100)
    }
  } catch (error) {
    await client.end()
    throw error
  }
  writeOwner(home, purpose)
  return client
}

/** The owner lets a guest finish; none comes in once the owner waits to go, it then finds the server gone. */
export async function becomeGuest(endpoint: Endpoint): Promise<pg.Client> {
  const client = await lasting(endpoint, 'statedesk guest')
  await client.query('SELECT pg_advisory_lock_shared($1)', [GUEST_LOCK])
  return client
}

export async function waitForGuests(owner: pg.Client): Promise<void> {
  await owner.query('SELECT pg_advisory_lock($1)', [GUEST_LOCK])
}

async function lasting(endpoint: Endpoint, name: string): Promise<pg.Client> {
  const client = new pg.Client({ ...connectionTo(endpoint, 'postgres', 'postgres'), application_name: name, keepAlive: true })
  // The end of the connection is what its holder listens for, or the error of the next query.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [OWNER_LOCK])
  return rows[0]?.locked === true
}

function patienceWith(owner: Owner | null): number {
  if (owner === null) return 2_000
  if (!isSameProcess(owner)) return 10_000
  return owner.purpose === 'command' ? 15_000 : 0
}

function heldBy(owner: Owner | null, home: string): StartProblem {
  const who = owner ? `process ${owner.pid}, started ${owner.since}` : 'another process, perhaps in another container'
  return new StartProblem(
    `The data folder ${home} is held by a Statedesk that is running (${who}).`,
    'Stop that one first, or give this one its own folder: --data DIR (and its own PORT and SMTP_PORT).',
  )
}

function writeOwner(home: string, purpose: Purpose): void {
  const owner: Owner = { ...(markOf(process.pid) as ProcessMark), purpose, since: new Date().toISOString() }
  const making = `${fileOf(home)}.${process.pid}`
  writeFileSync(making, JSON.stringify(owner))
  renameSync(making, fileOf(home))
}

export function readOwner(home: string): Owner | null {
  try {
    return JSON.parse(readFileSync(fileOf(home), 'utf8')) as Owner
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export function forgetOwner(home: string): void {
  if (readOwner(home)?.pid === process.pid) rmSync(fileOf(home), { force: true })
}
