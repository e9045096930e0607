import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type Connection, connectionTo, type Endpoint, isGone } from './endpoint.ts'
import { clusterPasswords } from './initdb.ts'
import type { Log } from './log.ts'
import { becomeGuest } from './ownership.ts'
import { findHome, requireReadable } from './place.ts'
import { APP, DATABASE, OWNER } from './roles.ts'
import { findRunning } from './running.ts'

/** A cluster that another process looks after, and lets us finish in. */
export interface Guest {
  owner: Connection
  app: Connection
  leave(): Promise<void>
}

/** Null where no server of this data folder runs. */
export async function connectRunning(dataFolder: string, log: Log): Promise<Guest | null> {
  const home = findHome(dataFolder)
  if (home === null) return null
  const cluster = join(home, 'postgres')
  requireReadable(cluster)
  const passwords = existsSync(join(home, 'passwords.json')) ? clusterPasswords(home) : null
  for (;;) {
    const running = await findRunning(cluster, passwords, log)
    if (running === null) return null
    try {
      return await enter(running.endpoint)
    } catch (error) {
      // It stopped between the question and the visit: look again.
      if (!isGone(error)) throw error
      await pause(100)
    }
  }
}

async function enter(endpoint: Endpoint): Promise<Guest> {
  const guest = await becomeGuest(endpoint)
  await hasDatabase(guest)
  return { owner: connectionTo(endpoint, OWNER, DATABASE), app: connectionTo(endpoint, APP, DATABASE), leave: () => guest.end() }
}

/** During the very first start the server answers a moment before it has the database. */
async function hasDatabase(client: pg.Client): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (found.rowCount === 1) return
    await pause(100)
  }
  throw new Error(`the cluster has no database ${DATABASE}`)
}
