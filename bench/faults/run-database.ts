import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Where } from './kinds.ts'
import { postgresOf } from './postgres.ts'

/** The database of one run, seen from outside: plain SQL past every policy, and its server. */
export interface RunDatabase {
  readonly where: Where
  /** The server's TCP address and the name of this run's database; null for `own`, which has only a socket. */
  readonly address: { readonly host: string; readonly port: number; readonly name: string } | null
  /** As the superuser. Asks again for a few seconds while the server is away. */
  rows<Row>(text: string, params?: unknown[]): Promise<Row[]>
  /** `own` only. Ends its first process, or all at one moment, or asks it to stop without ado (SIGQUIT) or in order (SIGINT). */
  kill(how: 'postmaster' | 'all' | 'immediate' | 'fast'): void
  close(): Promise<void>
}

const tries = 40
const betweenMs = 250

/** A database of a server that stays up; `superuser` leads to that database. */
export function sharedDatabase(superuser: { host: string; port: number; database: string } & pg.ClientConfig): RunDatabase {
  return {
    where: 'shared',
    address: { host: superuser.host, port: superuser.port, name: superuser.database },
    ...patiently(() => superuser),
    kill() {
      throw new Error('many runs share this server')
    },
  }
}

/** The embedded database of a data folder. */
export function ownDatabase(data: string): RunDatabase {
  const postgres = postgresOf(data)
  return { where: 'own', address: null, ...patiently(() => postgres.connection()), kill: postgres.kill }
}

function patiently(config: () => pg.ClientConfig): Pick<RunDatabase, 'rows' | 'close'> {
  let client: pg.Client | null = null

  async function connected(): Promise<pg.Client> {
    if (client) return client
    const fresh = new pg.Client({ ...config(), application_name: 'fault harness' })
    fresh.on('error', () => {
      client = null
    })
    await fresh.connect()
    client = fresh
    return fresh
  }

  return {
    async rows<Row>(text: string, params: unknown[] = []) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return (await (await connected()).query(text, params)).rows as Row[]
        } catch (error) {
          // A mistake in the question stays one.
          const isWrong = /^(42|22|23)/.test((error as { code?: string }).code ?? '')
          if (isWrong || attempt === tries) throw error
          client = null
          await pause(betweenMs)
        }
      }
    },
    async close() {
      await client?.end().catch(() => undefined)
      client = null
    },
  }
}
