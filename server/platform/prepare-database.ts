import type pg from 'pg'
import type { Config } from './config.ts'
import { migrate } from './db/index.ts'
import { connectRunning, type Log, outsideDatabase, startEmbedded } from './postgres/index.ts'

/** A database at the newest schema, or as it was found. */
export interface PreparedDatabase {
  app: pg.PoolConfig
  owner: pg.ClientConfig
  /** The role the product works as. */
  appRole: string
  /** Another process looks after this embedded database and works in it. */
  beside: boolean
  /** The migrations that were missing. */
  applied: string[]
}

/** `as-is` leaves the schema alone: what looks at a database, copies it or replaces it must not change it first. */
export type WantedSchema = 'newest' | 'as-is'

export interface OwnDatabase extends PreparedDatabase {
  /** Stops the embedded database; an outside one goes on. */
  stop(mode?: 'polite' | 'fast' | 'immediate'): Promise<void>
}

interface PrepareOptions {
  log: Log
  purpose: 'server' | 'command'
  schema?: WantedSchema
  onLost?: (problem: Error) => void
}

/** The database this process works with, and looks after if it is the embedded one. */
export async function prepareDatabase(config: Config, options: PrepareOptions): Promise<OwnDatabase> {
  const { schema = 'newest' } = options
  if (config.databaseUrl !== null)
    return { ...(await prepareOutside(config.databaseUrl, config.databaseOwnerUrl, schema)), stop: async () => undefined }
  const { app, owner, stop } = await startEmbedded({ dataFolder: config.dataFolder, ...options })
  try {
    return { ...(await atSchema({ app, owner, appRole: app.user, beside: false }, schema)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** For commands: works beside a server that runs, and without one. */
export async function withDatabase<T>(
  config: Config,
  log: Log,
  work: (database: PreparedDatabase) => Promise<T>,
  schema: WantedSchema = 'newest',
): Promise<T> {
  const guest = config.databaseUrl === null ? await connectRunning(config.dataFolder, log) : null
  if (guest) {
    try {
      const { app, owner } = guest
      return await work(await atSchema({ app, owner, appRole: app.user, beside: true }, schema))
    } finally {
      await guest.leave()
    }
  }
  const database = await prepareDatabase(config, { log, purpose: 'command', schema })
  try {
    return await work(database)
  } finally {
    await database.stop('polite')
  }
}

async function prepareOutside(databaseUrl: string, databaseOwnerUrl: string | null, schema: WantedSchema): Promise<PreparedDatabase> {
  const { app, owner, appRole } = await outsideDatabase({ databaseUrl, databaseOwnerUrl: databaseOwnerUrl ?? undefined })
  return atSchema({ app, owner, appRole, beside: false }, schema)
}

async function atSchema(database: Omit<PreparedDatabase, 'applied'>, schema: WantedSchema): Promise<PreparedDatabase> {
  if (schema === 'as-is') return { ...database, applied: [] }
  return { ...database, ...(await migrate(database.owner, { appRole: database.appRole })) }
}
