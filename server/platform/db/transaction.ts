import type { Duplex } from 'node:stream'
import type pg from 'pg'
import { isLost, isSilent } from './lost-connection.ts'
import { publicReader } from './migrate.ts'
import type { Query } from './query.ts'
import { type Limits, prepared, within } from './statement.ts'
import { together } from './together.ts'

/**
 * A transaction of one workspace. Queries asked for without waiting in between travel together and run in their order;
 * when one fails, those behind it fail, too.
 */
export interface Tx {
  readonly workspaceId: number
  /** Business time at its start. In a transaction that was begun ahead it comes with the first answer; reading it before that throws. */
  readonly now: Date
  /** The same in every transaction of one `Database`: what may be remembered about its contents is kept under it. */
  readonly database: object
  many<Row>(query: Query, params?: readonly unknown[]): Promise<Row[]>
  maybe<Row>(query: Query, params?: readonly unknown[]): Promise<Row | null>
  one<Row>(query: Query, params?: readonly unknown[]): Promise<Row>
  /** Gives the number of rows written. */
  run(query: Query, params?: readonly unknown[]): Promise<number>
  /**
   * Reads as a customer or an outgoing mail would: public, released messages only.
   * @param passedOn the message that a mail to a third party is written of, which nobody else's mail may hold
   */
  asPublicReader<T>(read: () => Promise<T>, passedOn?: number): Promise<T>
  /**
   * Asks the last queries of the transaction, without waiting in between: COMMIT travels with them, and nothing may be
   * asked afterwards. If one of them fails nothing is committed.
   */
  last<T>(ask: () => Promise<T>): Promise<T>
  /** Called once the transaction is committed; never on rollback. */
  afterCommit(then: () => void): void
  /** Runs work whose failure takes back only itself. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
}

const rollbackMs = 5_000

export interface Stage {
  commits: boolean
}

interface Beginning {
  readonly begin: string
  readonly ahead: boolean
  readonly limits: Limits
  readonly stage: Stage
}

/** What is known of a transaction's first statement. */
interface Opening {
  now: Date | null
  failure: Error | null
  over: boolean
  /** The commit, when it was sent along with the last queries. */
  committed: Promise<void> | null
}

/** Begins, works, commits; rolls back whatever throws. Once: `Database.transaction` decides whether again. */
export async function transactOnce<T>(
  pool: pg.Pool,
  { begin, ahead, limits, stage }: Beginning,
  workspaceId: number,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (!Number.isInteger(workspaceId)) throw new TypeError('a transaction needs a workspace')
  const client = await pool.connect()
  const then: (() => void)[] = []
  const opening: Opening = { now: null, failure: null, over: false, committed: null }
  let broken: Error | undefined
  let result: T
  try {
    sendTogether(client)
    const begun = together([
      client.query<never>(within({ text: begin }, limits)),
      client.query<{ now: Date }>(prepared(openTransaction, [String(workspaceId)], limits)),
    ]).then(
      ([, { rows }]) => {
        opening.now = rows[0]?.now ?? null
        if (opening.now) limits.hear(opening.now)
      },
      (error: Error) => {
        opening.failure = error
      },
    )
    if (!ahead) await begun
    mustStand(opening)
    result = await work(txOn(client, { database: pool, workspaceId, opening, then, limits, stage }))
    await begun
    mustStand(opening)
    await (opening.committed ?? commit(client, { opening, limits, stage }))
  } catch (error) {
    opening.over = true
    // Whoever does not answer, or is gone, cannot roll back either; the server does so when it finds out.
    if (isSilent(error) || isLost(error)) broken = error as Error
    else
      await client.query({ text: 'ROLLBACK', query_timeout: rollbackMs } as pg.QueryConfig).catch((failure: Error) => {
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

/** Its first statement failed while others were on their way. */
function mustStand({ failure }: Opening): void {
  if (failure) throw failure
}

/**
 * Asks for the commit; nothing may be asked afterwards.
 * @throws when PostgreSQL answers the COMMIT of a failed transaction, which it does with ROLLBACK
 */
async function commit(client: pg.PoolClient, { opening, limits, stage }: Pick<Begun, 'opening' | 'limits' | 'stage'>): Promise<void> {
  opening.over = true
  stage.commits = true
  sendTogether(client)
  const { command } = await client.query(within({ text: 'COMMIT' }, limits))
  if (command !== 'COMMIT') throw new Error('a query of the transaction failed and nobody looked')
}

interface Begun {
  readonly stage: Stage
  readonly database: object
  readonly workspaceId: number
  readonly opening: Opening
  readonly then: (() => void)[]
  readonly limits: Limits
}

function txOn(client: pg.PoolClient, { database, workspaceId, opening, then, limits, stage }: Begun): Tx {
  let savepoints = 0
  const say = (text: string) => {
    sendTogether(client)
    return client.query(within({ text }, limits))
  }
  const ask = async (query: Query, params: readonly unknown[]) => {
    if (opening.over) throw new Error('the transaction is over')
    sendTogether(client)
    const answer = await client.query(prepared(query, params, limits))
    if (opening.failure) throw opening.failure
    return answer
  }
  const rows = async <Row>(query: Query, params: readonly unknown[] = []) => (await ask(query, params)).rows as Row[]
  return {
    workspaceId,
    get now() {
      if (opening.now === null) throw new Error('the time of a transaction begun ahead is known once its first query was answered')
      return opening.now
    },
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
      return (await ask(query, params)).rowCount ?? 0
    },
    async asPublicReader(read, passedOn) {
      const begin = `${passedOn === undefined ? '' : `SET LOCAL app.passed_on = ${Math.trunc(passedOn)}; `}SET LOCAL ROLE ${publicReader}`
      const [, result] = await together([say(begin), read()])
      await say(passedOn === undefined ? 'RESET ROLE' : 'RESET ROLE; SET LOCAL app.passed_on = DEFAULT')
      return result
    },
    async last(ask) {
      const answers = ask()
      // Its failure is told by `transactOnce`, once what was asked has been answered.
      opening.committed = commit(client, { opening, limits, stage })
      opening.committed.catch(() => {})
      return answers
    },
    afterCommit: (call) => void then.push(call),
    async savepoint(work) {
      const name = `s${++savepoints}`
      const told = then.length
      try {
        const [, result] = await together([say(`SAVEPOINT ${name}`), work()])
        await say(`RELEASE SAVEPOINT ${name}`)
        return result
      } catch (error) {
        await say(`ROLLBACK TO SAVEPOINT ${name}`)
        // What was taken back has nothing to tell.
        then.length = told
        throw error
      }
    },
  }
}

const openTransaction: Query = {
  name: 'db.open',
  text: `SELECT set_config('app.workspace', $1, true), business_now() AS now`,
}

/** Queries of one turn of the event loop go to the server in one piece: a write to a socket costs more than most queries. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}
