import { existsSync, mkdirSync } from 'node:fs'
import pg from 'pg'
import { type Connection, startEmbedded, withClient } from '../../server/platform/postgres/index.ts'

/** PostgreSQL as the product brings it, with the memory that all measurements are taken with. */
export interface Cluster {
  readonly folder: string
  readonly pid: number
  superuser(database: string): Connection
  owner(database: string): Connection
  app(database: string): Connection
  /** Makes an empty database, or a copy of another one; one that is there is dropped. */
  create(name: string, template?: string): Promise<void>
  drop(name: string): Promise<void>
  names(): Promise<string[]>
  comment(name: string, text: string): Promise<void>
  commentOf(name: string): Promise<string | null>
  stop(): Promise<void>
}

export async function startCluster(folder: string, say: (line: string) => void): Promise<Cluster> {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o711 })
  const embedded = await startEmbedded({
    dataFolder: folder,
    log: { info: say, warn: say },
    settings: { shared_buffers: '2GB', synchronous_commit: 'on', fsync: 'on', max_connections: '200' },
  })
  const sql = <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
    withClient(embedded.superuser, async (client) => (await client.query<Row>(text, values)).rows)
  const drop = async (name: string) => void (await sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  return {
    folder,
    pid: embedded.pid,
    superuser: (database) => ({ ...embedded.superuser, database }),
    owner: (database) => ({ ...embedded.owner, database }),
    app: (database) => ({ ...embedded.app, database }),
    async create(name, template = 'template1') {
      await drop(name)
      await sql(
        `CREATE DATABASE ${name} OWNER ${embedded.owner.user} TEMPLATE ${template} STRATEGY ${template === 'template1' ? 'WAL_LOG' : 'FILE_COPY'}`,
      )
      await sql(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO ${embedded.app.user}`)
    },
    drop,
    names: async () =>
      (await sql<{ name: string }>(`SELECT datname AS name FROM pg_database WHERE datname ~ '^(load|run)_' ORDER BY 1`)).map(
        ({ name }) => name,
      ),
    comment: async (name, text) => void (await sql(`COMMENT ON DATABASE ${name} IS ${pg.escapeLiteral(text)}`)),
    async commentOf(name) {
      const [row] = await sql<{ comment: string | null }>(
        `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1`,
        [name],
      )
      return row?.comment ?? null
    },
    stop: () => embedded.stop(),
  }
}
