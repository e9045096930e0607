import type pg from 'pg'
import type { Config } from './config.ts'
import { migrate } from './db/index.ts'
import { connectRunning, type Log, outsideDatabase, startEmbedded } from './postgres/index.ts'

/** A database at the newest schema. */
export interface PreparedDatabase {
  app: pg.PoolConfig
  owner: pg.ClientConfig
  /** The migrations that were missing. */
  applied: string[]
}

export interface OwnDatabase extends PreparedDatabase {
  /** Stops the embedded database; an outside one goes on. */
  stop(mode?: 'polite' | 'fast' | 'immediate'): Promise<void>
}

interface PrepareOptions {
  log: Log
  purpose: 'server' | 'command'
  onLost?: (problem: Error) => void
}

/** The database this process works with, and looks after if it is the embedded one. */
export async function prepareDatabase(config: Config, options: PrepareOptions): Promise<OwnDatabase> {
  if (config.databaseUrl !== null)
    return { ...(await prepareOutside(config.databaseUrl, config.databaseOwnerUrl)), stop: async () => undefined }
  const { app, owner, stop } = await startEmbedded({ dataFolder: config.dataFolder, ...options })
  try {
    const { applied } = await migrate(owner, { appRole: app.user })
    return { app, owner, applied, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** For commands: works beside a server that runs, and without one. */
export async function withDatabase<T>(config: Config, log: Log, work: (database: PreparedDatabase) => Promise<T>): Promise<T> {
  const guest = config.databaseUrl === null ? await connectRunning(config.dataFolder, log) : null
  if (guest) {
    try {
      return await work({ ...guest, ...(await migrate(guest.owner, { appRole: guest.app.user })) })
    } finally {
      await guest.leave()
    }
  }
  const database = await prepareDatabase(config, { log, purpose: 'command' })
  try {
    return await work(database)
  } finally {
    await database.stop('polite')
  }
}

async function prepareOutside(databaseUrl: string, databaseOwnerUrl: string | null): Promise<PreparedDatabase> {
  const { app, owner, appRole } = await outsideDatabase({ databaseUrl, databaseOwnerUrl: databaseOwnerUrl ?? undefined })
  return { app, owner, ...(await migrate(owner, { appRole })) }
}
