import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '../../../server/platform/db/index.ts'
import type { Connection } from '../../../server/platform/postgres/index.ts'
import { StartProblem } from '../../../server/platform/start-problem.ts'
import type { Cluster } from '../cluster.ts'
import { contact } from './cast.ts'
import { type Furniture, tables } from './chunk.ts'
import { copyLines } from './copy.ts'
import { furnish } from './furnish.ts'
import type { LoadNews, LoadOrder } from './load-child.ts'
import { type Before, contactCount, countBefore, workspaceOfContact } from './plan.ts'

/** Counted up when the rows of a seed change: databases of another form are made anew. */
const form = 1
const loadingProcesses = 2
/** Larger ones take too long to be made anew without being asked: `--drop`. */
const madeAnewUpTo = 100_000

/** What a loaded database says about itself. */
export interface Loaded {
  readonly seed: number
  readonly tickets: number
  readonly form: number
  readonly furniture: Furniture
  readonly bytes: number
  readonly seconds: number
}

export interface LoadOptions {
  readonly cluster: Cluster
  readonly name: string
  readonly seed: number
  readonly tickets: number
  readonly say: (line: string) => void
}

/** The database of this size: the one that is there, with migrations it has not seen, else a fresh one. */
export async function loadedDatabase(options: LoadOptions): Promise<Loaded> {
  const { cluster, name, seed, tickets } = options
  const known = await cluster.commentOf(name)
  if (known !== null) {
    const loaded = JSON.parse(known) as Loaded
    if (loaded.seed === seed && loaded.tickets === tickets && loaded.form === form && (await isMigrated(options))) return loaded
  }
  await cluster.create(name)
  const loaded = await load(options)
  await cluster.comment(name, JSON.stringify(loaded))
  return loaded
}

/** Brings it to the newest schema; false when it was made by migrations that were edited since, which happens before a release only. */
async function isMigrated({ cluster, name, tickets, say }: LoadOptions): Promise<boolean> {
  try {
    const { applied } = await migrate(cluster.owner(name), { appRole: cluster.app(name).user })
    if (applied.length > 0) say(`${name}: further migrations: ${applied.join(', ')}`)
    return true
  } catch (error) {
    if (!(error instanceof StartProblem) || tickets > madeAnewUpTo) throw error
    say(`${name} is made anew. ${error.message}`)
    return false
  }
}

async function load({ cluster, name, seed, tickets, say }: LoadOptions): Promise<Loaded> {
  const started = performance.now()
  const seconds = () => Math.round((performance.now() - started) / 1000)
  await migrate(cluster.owner(name), { appRole: cluster.app(name).user })
  const client = new pg.Client(cluster.superuser(name))
  await client.connect()
  try {
    const furniture = await furnish(cluster.folder, client, cluster.app(name), seed)
    await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '2GB'; SET max_parallel_maintenance_workers = 2`)
    const before = countBefore(seed, tickets)
    const total = before.at(-1) as Before
    say(`${name}: ${tickets} tickets, ${total.messages} messages, ${total.events} events`)
    await copyContacts(client, furniture, seed, contactCount(tickets))
    const dropped = await dropIndexes(client)
    const listed = await copyTickets({ connection: cluster.superuser(name), seed, tickets, furniture, before }, (line) =>
      say(`${name}: ${line} after ${seconds()} s`),
    )
    await copyWords(client, furniture, listed)
    for (const { name: index, definition } of dropped) {
      const begun = performance.now()
      await client.query(definition)
      if (performance.now() - begun > 5_000) say(`${name}: index ${index} in ${Math.round((performance.now() - begun) / 1000)} s`)
    }
    await finish(client, furniture, total)
    say(`${name}: VACUUM ANALYZE after ${seconds()} s`)
    await client.query('VACUUM (ANALYZE, FREEZE)')
    await client.query('CHECKPOINT')
    const { rows } = await client.query<{ bytes: string }>('SELECT pg_database_size(current_database()) AS bytes')
    const bytes = Number(rows[0]?.bytes)
    say(`${name}: ready after ${seconds()} s, ${(bytes / 1e9).toFixed(1)} GB`)
    return { seed, tickets, form, furniture, bytes, seconds: seconds() }
  } finally {
    await client.end()
  }
}

async function copyContacts(client: pg.Client, furniture: Furniture, seed: number, count: number): Promise<void> {
  const people: string[] = []
  const identities: string[] = []
  for (let index = 0; index < count; index++) {
    const { name, email } = contact(seed, index)
    const ws = furniture.workspaces[workspaceOfContact(index)]?.id
    people.push(`${ws}\t${index + 1}\t${name}\n`)
    identities.push(`${ws}\t${index + 1}\tmail\t${email}\n`)
  }
  await copyLines(client, 'contacts', 'workspace_id, id, name', people)
  await copyLines(client, 'contact_identities', 'workspace_id, contact_id, kind, value', identities)
}

/** Indexes are built at once when the rows are there; those of keys stay, their order is the order of writing. */
async function dropIndexes(client: pg.Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.relname AS name, pg_get_indexdef(x.indexrelid) AS definition FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
     WHERE x.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid) ORDER BY 1`,
    [tables],
  )
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
  return rows
}

function copyTickets(
  order: Omit<LoadOrder, 'part' | 'parts' | 'connection'> & { connection: Connection },
  say: (line: string) => void,
): Promise<string[][]> {
  const listed = order.furniture.workspaces.map(() => new Set<string>())
  let [done, told] = [0, 0]
  const chunks = order.before.length - 1
  const parts = Array.from({ length: loadingProcesses }, (_, part) => {
    const child = fork(fileURLToPath(new URL('load-child.ts', import.meta.url)), {
      // Lines of a whole chunk live at once: a small young generation would copy them again and again.
      execArgv: ['--import', 'tsx', '--max-semi-space-size=128'],
      serialization: 'advanced',
    })
    return new Promise<void>((resolve, reject) => {
      child.on('message', (news: LoadNews) => {
        if ('listed' in news) news.listed.forEach((words, w) => words.forEach((word) => listed[w]?.add(word)))
        else if (++done / chunks >= told + 0.05) {
          told = done / chunks
          say(`${Math.round(told * 100)} %`)
        }
      })
      child.once('error', reject)
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a loading process ended with ${code}`))))
      child.send({ ...order, part, parts: loadingProcesses } satisfies LoadOrder)
    })
  })
  return Promise.all(parts).then(() => listed.map((own) => [...own].sort()))
}

async function copyWords(client: pg.Client, furniture: Furniture, listed: string[][]): Promise<void> {
  for (const [w, own] of listed.entries()) {
    const ws = furniture.workspaces[w]?.id
    await copyLines(
      client,
      'search_words',
      'workspace_id, word',
      own.map((word) => `${ws}\t${word}\n`),
    )
  }
}

/** Counters, the end of the feed, and sequences that go on behind what was written. */
async function finish(client: pg.Client, furniture: Furniture, total: Before): Promise<void> {
  await client.query(`
    INSERT INTO count_totals (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
    SELECT workspace_id, desk_id, lifecycle_version_id, status, category, COALESCE(assignee_id, 0), COALESCE(team_id, 0), bucket,
      CASE WHEN category = 'resolved' AND resolved_by = assignee_id THEN 'by_assignee' WHEN category = 'closed' AND completed_by IS NOT NULL THEN 'by_admin' ELSE '' END,
      count(*) FROM tickets GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9`)
  for (const [w, { id }] of furniture.workspaces.entries()) {
    await client.query('UPDATE feed_heads SET position = $2 WHERE workspace_id = $1', [id, total.positions[w]])
    await client.query(`SELECT setval('ticket_numbers_${id}', max(number)) FROM tickets WHERE workspace_id = $1`, [id])
  }
  for (const table of ['tickets', 'messages', 'events', 'contacts'])
    await client.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`)
}
