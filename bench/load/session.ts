import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Cluster } from './cluster.ts'
import type { Loaded } from './data/load-database.ts'
import type { Round } from './measure.ts'
import { rawPerSecond } from './raw.ts'
import { startDns } from '../peers/dns.ts'
import { type Server, startProduct, startThin } from './servers.ts'
import { subjectOf } from './subject.ts'
import type { ProbeName, Subject, Target, WorkInput, WorkName } from './works.ts'

/** The product, and the yardstick where it is wanted, running on databases of one size. */
export interface Session {
  readonly size: string
  readonly database: string
  readonly loaded: Loaded
  readonly subject: Subject
  readonly product: Server
  readonly thin: Server | null
  readonly servers: readonly Server[]
  readonly sql: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>
  /** What is to be asked of one of them, by eight clients unless said. */
  round(
    target: Target,
    name: WorkName | ProbeName,
    options?: Partial<Pick<Round, 'clients' | 'most'> & Pick<WorkInput, 'agents' | 'cursor' | 'queries'>>,
  ): Round
  /** What the bare statements of a row reach on thin's database. */
  raw(id: string): Promise<number | null>
  /** Settles when nothing waits behind the product's commits. */
  drained(): Promise<void>
  stop(): Promise<void>
  /** Leaves the servers running. */
  leave(): Promise<void>
}

export interface SessionInput {
  readonly cluster: Cluster
  readonly program: string
  readonly size: string
  readonly loaded: Loaded
  readonly template: string
  /** With thin, and on copies, which are dropped at the end: what is loaded stays as it is. Without, nothing may be written. */
  readonly writes: boolean
  readonly profile?: string
}

const drainSeconds = 300
const usualClients = 8
/** Thin indexes what was written within this time, as it says. */
const thinDrainMs = 600
const writing: readonly string[] = ['create', 'reply', 'mail', 'searchable', 'counted']

export async function openSession(input: SessionInput): Promise<Session> {
  const { cluster, template, writes, loaded, size } = input
  const copies = writes ? { database: template.replace('load_', 'run_'), thin: template.replace('load_', 'run_thin_') } : null
  const database = copies?.database ?? template
  if (copies) for (const name of Object.values(copies)) await cluster.create(name, template)
  const subject = await subjectOf(cluster.superuser(template), loaded)
  // The system's may be slow, or ask strangers.
  const dns = await startDns(cluster.folder, 'known.example')
  const product = await startProduct({
    preload: dns.preload,
    program: input.program,
    folder: cluster.folder,
    name: size,
    owner: cluster.owner(database),
    app: cluster.app(database),
    profile: input.profile,
  })
  const thin = copies && (await startThin(cluster.folder, cluster.superuser(copies.thin)))
  const pool = new pg.Pool({ ...cluster.superuser(database), max: 2 })
  const sql = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await pool.query<Row>(text, values)).rows

  async function drained(): Promise<void> {
    const until = performance.now() + drainSeconds * 1000
    for (;;) {
      const [left] = await sql<{ left: boolean }>(
        `SELECT EXISTS (SELECT FROM search_queue) OR EXISTS (SELECT FROM events WHERE position IS NULL) OR EXISTS (SELECT FROM raw_mails WHERE state = 'received') AS left`,
      )
      if (!left?.left) return
      if (performance.now() > until) throw new Error(`the product had not done after ${drainSeconds} s what its answers left behind`)
      await pause(50)
    }
  }

  return {
    size,
    database,
    loaded,
    subject,
    product,
    thin,
    servers: thin ? [product, thin] : [product],
    sql,
    drained,
    raw: async (id) => (copies ? rawPerSecond(id, cluster.superuser(copies.thin), cluster.folder, subject, loaded.tickets) : null),
    round(target, name, { clients = usualClients, most, ...rest } = {}) {
      const server = target === 'product' ? product : thin
      if (!server) throw new Error('thin does not run here')
      const settle = target === 'product' ? drained : () => pause(thinDrainMs)
      return {
        server: name === 'mail' ? { ...server, port: server.smtpPort } : server,
        work: { name, target, subject, ...rest },
        clients,
        most,
        ...(writing.includes(name) && { settle }),
      }
    },
    leave: () => pool.end(),
    async stop() {
      await pool.end()
      await Promise.all([product.stop(), thin?.stop(), dns.close()])
      if (copies) for (const name of Object.values(copies)) await cluster.drop(name)
    },
  }
}
