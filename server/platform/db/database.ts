import pg from 'pg'
import { isLost } from './lost-connection.ts'
import type { Query } from './query.ts'
import { type Limits, prepared } from './statement.ts'
import { type Stage, transactOnce, type Tx } from './transaction.ts'
import { typeParsers } from './types.ts'

export interface Database {
  readonly pool: pg.Pool
  /**
   * One transaction in one workspace; done again when PostgreSQL asks for it, and once when its connection broke before
   * the commit was asked for. A statement gets 20 seconds; whoever holds locks and says nothing for 60 loses them.
   */
  transaction<T>(workspaceId: number, work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** Reads one workspace as it is at one moment, however long it takes; writes are refused. */
  snapshot<T>(workspaceId: number, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Queries that belong to no workspace: users, the clock, and the three functions that cross workspaces. */
  outside<Row>(query: Query, params?: readonly unknown[]): Promise<Row[]>
  /** Business time about now: that of the last transaction, and what passed since. Never asks the clock of this host. */
  time(): Date
  close(): Promise<void>
}

export interface TransactionOptions {
  /** The first query travels with BEGIN, which saves a round trip; `now` is known once it was answered. */
  readonly ahead?: boolean
}

export interface DatabaseOptions {
  /** Off behind a pooler that does not keep prepared statements. */
  readonly preparedStatements?: boolean
}

const serializationFailure = '40001'
const deadlockDetected = '40P01'
const attempts = 5
/** The server ends a statement after this time, … */
const statementMs = 20_000
/** … and a server that has not answered by now is one nobody can reach. */
const answerMs = 25_000
/** A process that stopped, or lost its network, in the middle of a transaction: the server takes its locks away. */
const idleInTransactionMs = 60_000

/** Opens the pool the product works with. Nothing connects until the first query. */
export function openDatabase(
  { query_timeout, statement_timeout, ...config }: pg.PoolConfig,
  { preparedStatements = true }: DatabaseOptions = {},
): Database {
  const pool = new pg.Pool({
    max: 20,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'statedesk',
    ...config,
    statement_timeout: statement_timeout ?? statementMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    pipeline: true,
    types: typeParsers,
  })
  // A connection that breaks while idle is replaced by the pool; the next query finds out if the server is gone.
  pool.on('error', () => {})
  // One that breaks while in use fails the query that is running; between two queries nobody else would listen.
  pool.on('connect', (client) => void client.on('error', () => {}))
  const heard = { time: 0, at: 0 }
  const limits: Limits = {
    named: preparedStatements,
    hear: (now) => Object.assign(heard, { time: now.getTime(), at: performance.now() }),
    answerMs: query_timeout ?? answerMs,
  }
  // A long look at everything may take its time.
  const unlimited: Limits = { ...limits, answerMs: 0 }

  return {
    pool,
    async transaction(workspaceId, work, { ahead = false } = {}) {
      let lost = 0
      for (let attempt = 1; ; attempt++) {
        const stage: Stage = { commits: false }
        try {
          return await transactOnce(pool, { begin: 'BEGIN', ahead, limits, stage }, workspaceId, work)
        } catch (error) {
          // Once the commit was asked for nobody knows whether it happened.
          const again = isRetryable(error) || (!stage.commits && isLost(error) && ++lost === 1)
          if (attempt >= attempts || !again) throw error
        }
      }
    },
    snapshot: (workspaceId, work) =>
      transactOnce(
        pool,
        {
          begin: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0',
          ahead: false,
          limits: unlimited,
          stage: { commits: false },
        },
        workspaceId,
        work,
      ),
    async outside<Row>(query: Query, params: readonly unknown[] = []) {
      const result = await pool.query(prepared(query, params, limits))
      return result.rows as Row[]
    },
    time() {
      if (heard.at === 0) throw new Error('no transaction has read the time yet')
      return new Date(heard.time + performance.now() - heard.at)
    },
    close: () => pool.end(),
  }
}

function isRetryable(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code
  return code === serializationFailure || code === deadlockDetected
}
