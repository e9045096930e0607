import pg from 'pg'
import { publicReader } from './migrate.ts'
import type { Query } from './query.ts'
import { typeParsers } from './types.ts'

/** A transaction of one workspace. `now` is business time at its start. */
export interface Tx {
  readonly workspaceId: number
  readonly now: Date
  /** The same in every transaction of one `Database`: what may be remembered about its contents is kept under it. */
  readonly database: object
  many<Row>(query: Query, params?: readonly unknown[]): Promise<Row[]>
  maybe<Row>(query: Query, params?: readonly unknown[]): Promise<Row | null>
  one<Row>(query: Query, params?: readonly unknown[]): Promise<Row>
  /** Gives the number of rows written. */
  run(query: Query, params?: readonly unknown[]): Promise<number>
  /** Reads as a customer or an outgoing mail would: public, released messages only. */
  asPublicReader<T>(read: () => Promise<T>): Promise<T>
  /** Called once the transaction is committed; never on rollback. */
  afterCommit(then: () => void): void
  /** Runs work whose failure takes back only itself. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
}

export interface Database {
  readonly pool: pg.Pool
  /** One transaction in one workspace; retried when PostgreSQL asks for it. */
  transaction<T>(workspaceId: number, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Reads one workspace as it is at one moment, however long it takes; writes are refused. */
  snapshot<T>(workspaceId: number, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Queries that belong to no workspace: users, the clock, and the three functions that cross workspaces. */
  outside<Row>(query: Query, params?: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** Off behind a pooler that does not keep prepared statements. */
  readonly preparedStatements?: boolean
}

const serializationFailure = '40001'
const deadlockDetected = '40P01'
const attempts = 5

/** Opens the pool the product works with. Nothing connects until the first query. */
export function openDatabase(config: pg.PoolConfig, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    max: 20,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    application_name: 'statedesk',
    ...config,
    types: typeParsers,
  })
  // A connection that breaks while idle is replaced by the pool; the next query finds out if the server is gone.
  pool.on('error', () => {})
  // One that breaks while in use fails the query that is running; between two queries nobody else would listen.
  pool.on('connect', (client) => void client.on('error', () => {}))
  const named = options.preparedStatements !== false

  return {
    pool,
    async transaction(workspaceId, work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await transactOnce(pool, 'BEGIN', workspaceId, work, named)
        } catch (error) {
          if (attempt >= attempts || !isRetryable(error)) throw error
        }
      }
    },
    snapshot: (workspaceId, work) => transactOnce(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', workspaceId, work, named),
    async outside<Row>(query: Query, params: readonly unknown[] = []) {
      const result = await pool.query(prepared(query, params, named))
      return result.rows as Row[]
    },
    close: () => pool.end(),
  }
}

async function transactOnce<T>(
  pool: pg.Pool,
  begin: string,
  workspaceId: number,
  work: (tx: Tx) => Promise<T>,
  named: boolean,
): Promise<T> {
  if (!Number.isInteger(workspaceId)) throw new TypeError('a transaction needs a workspace')
  const client = await pool.connect()
  const then: (() => void)[] = []
  let broken: Error | undefined
  let result: T
  try {
    // One round trip: begin, say which workspace, read the clock.
    const begun = (await client.query(
      `${begin}; SELECT set_config('app.workspace', '${workspaceId}', true), business_now() AS now`,
    )) as unknown as pg.QueryResult<{ now: Date }>[]
    const now = begun[1]?.rows[0]?.now
    if (!now) throw new Error('the database gave no time')
    result = await work(txOn(client, pool, workspaceId, now, then, named))
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
  // What is committed stays committed, whatever those who are told of it do.
  for (const call of then) call()
  return result
}

function txOn(client: pg.PoolClient, database: object, workspaceId: number, now: Date, then: (() => void)[], named: boolean): Tx {
  let savepoints = 0
  const rows = async <Row>(query: Query, params: readonly unknown[] = []) =>
    (await client.query(prepared(query, params, named))).rows as Row[]
  return {
    workspaceId,
    now,
    database,
    many: rows,
    async maybe<Row>(query: Query, params?: readonly unknown[]) {
      return (await rows<Row>(query, params))[0] ?? null
    },
    async one<Row>(query: Query, params?: readonly unknown[]) {
      const found = await rows<Row>(query, params)
      if (found.length !== 1) throw new Error(`${query.name ?? 'a query'} gave ${found.length} rows instead of one`)
      return found[0] as Row
    },
    async run(query, params = []) {
      return (await client.query(prepared(query, params, named))).rowCount ?? 0
    },
    async asPublicReader(read) {
      await client.query(`SET LOCAL ROLE ${publicReader}`)
      const result = await read()
      await client.query('RESET ROLE')
      return result
    },
    afterCommit: (call) => void then.push(call),
    async savepoint(work) {
      const name = `s${++savepoints}`
      await client.query(`SAVEPOINT ${name}`)
      try {
        const result = await work()
        await client.query(`RELEASE SAVEPOINT ${name}`)
        return result
      } catch (error) {
        await client.query(`ROLLBACK TO SAVEPOINT ${name}`)
        throw error
      }
    },
  }
}

function prepared(query: Query, params: readonly unknown[], named: boolean): pg.QueryConfig {
  const values = params.map(parameter)
  return named && query.name ? { name: query.name, text: query.text, values } : { text: query.text, values }
}

/** Plain objects and arrays of objects travel as JSON text; everything else as it is. */
function parameter(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date || Buffer.isBuffer(value)) return value ?? null
  if (Array.isArray(value) && !value.some((item) => item !== null && typeof item === 'object' && !Buffer.isBuffer(item))) return value
  return JSON.stringify(value)
}

function isRetryable(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code
  return code === serializationFailure || code === deadlockDetected
}
