/**
 * The load bench: the built product beside thin, on one PostgreSQL, in turns. See bench/README.md.
 *
 *   npx tsx bench/load/run.ts [--sizes 10k,100k,1m] [--only w1,w3] [--seconds 10] [--json FILE] [--data FOLDER] [--seed 1]
 *     [--keep] [--noisy] [--profile FOLDER] [--load-only] [--drop]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { authRow } from './auth-row.ts'
import { startCluster } from './cluster.ts'
import { type Loaded, loadedDatabase } from './data/load-database.ts'
import { flatRows } from './flat-rows.ts'
import { installRow, startRows } from './install-rows.ts'
import type { Bench } from './measure.ts'
import { planRows } from './plan-row.ts'
import { isVoid, machine, reportOf } from './report.ts'
import { type Row, writingRows } from './rows.ts'
import { type Driver, installProduct, startDriver } from './servers.ts'
import { openSession, type Session } from './session.ts'
import { verifyRow } from './verify-row.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10k,100k,1m' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    json: { type: 'string' },
    data: { type: 'string', default: join(tmpdir(), 'statedesk-load') },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    noisy: { type: 'boolean', default: false },
    profile: { type: 'string' },
    'load-only': { type: 'boolean', default: false },
    drop: { type: 'boolean', default: false },
  },
})
/** What is written to has this size, where it is among those asked for. */
const writtenSize = '100k'
const sizes = values.sizes.split(',').sort((one, other) => ticketsOf(one) - ticketsOf(other))
const only = values.only?.split(',')
const seconds = Number(values.seconds)
const noisy = values.noisy
const say = (line: string) => console.error(line)

/** `w3` stands for `w3-flat`, too. */
const isWanted = (id: string) => only === undefined || only.some((one) => id === one || id.startsWith(`${one}-`))
const wantedOf = <T>(all: Record<string, T>) => Object.entries(all).filter(([id]) => isWanted(id))

const cluster = await startCluster(values.data, say)
const sessions: Session[] = []
const rows: Row[] = []
try {
  if (values.drop) for (const name of await cluster.names()) await cluster.drop(name)
  else await bench()
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
if (values.keep) {
  for (const session of sessions) await session.leave()
  process.exit()
}
await closeSessions()
await cluster.stop()
process.exit()

/** `10k`, `1m`; whole hundreds, as the data is laid out. */
function ticketsOf(size: string): number {
  const [, count, unit] = /^(\d+)(k|m)$/.exec(size) ?? []
  if (!count) throw new Error(`${size} is not a size: 10k, 100k or 1m`)
  return Number(count) * (unit === 'k' ? 1_000 : 1_000_000)
}

async function bench(): Promise<void> {
  const loaded = new Map<string, Loaded>()
  for (const size of sizes) {
    loaded.set(size, await loadedDatabase({ cluster, name: `load_${size}`, seed: Number(values.seed), tickets: ticketsOf(size), say }))
  }
  if (values['load-only']) return
  const driver = await startDriver()
  const program = await installProduct(values.data)
  const open = async (size: string, writes: boolean) => {
    const session = await openSession({
      cluster,
      program,
      size,
      loaded: loaded.get(size) as Loaded,
      template: `load_${size}`,
      writes,
      profile: values.profile,
    })
    sessions.push(session)
    return session
  }
  await measureWrites(driver, (size) => open(size, true))
  await measureGrowth(driver, (size) => open(size, false))
  if (isWanted('start')) tell(await startRows())
  if (isWanted('install')) tell([await installRow()])
  driver.stop()
  const text = `${machine(seconds)}\n\n${reportOf(rows, { noisy })}\n`
  console.log(`\n${text}`)
  if (values.json) writeFileSync(values.json, jsonOf())
  if (only === undefined && sizes.length === 3) keepResults(text)
}

async function measureWrites(driver: Driver, open: (size: string) => Promise<Session>): Promise<void> {
  const wanted = wantedOf(writingRows)
  const size = sizes.includes(writtenSize) ? writtenSize : sizes[0]
  if (!size || (wanted.length === 0 && !isWanted('auth') && !isWanted('verify') && !values.keep)) return
  const session = await open(size)
  if (values.keep) tellHow(session)
  const bench: Bench = { postmaster: cluster.pid, driver, servers: session.servers }
  for (const [id, measure] of wanted) {
    say(`${size} ${id} …`)
    tell([await measure(session, bench, seconds)])
  }
  if (isWanted('auth')) tell([await authRow(cluster, session)])
  if (isWanted('verify')) tell([await verifyRow(cluster, session)])
  if (!values.keep) await closeSessions()
}

/** All sizes at once: what is compared runs in turns. */
async function measureGrowth(driver: Driver, open: (size: string) => Promise<Session>): Promise<void> {
  const wanted = wantedOf(flatRows)
  if (values.keep || (wanted.length === 0 && !isWanted('w3-plan'))) return
  const opened: Session[] = []
  for (const size of sizes) opened.push(await open(size))
  if (isWanted('w3-plan')) for (const session of opened) tell(await planRows(cluster, session))
  const bench: Bench = { postmaster: cluster.pid, driver, servers: opened.flatMap((session) => session.servers) }
  for (const [id, measure] of opened.length > 1 ? wanted : []) {
    say(`${sizes.join(', ')} ${id} …`)
    tell(await measure(opened, bench, seconds))
  }
  await closeSessions()
}

async function closeSessions(): Promise<void> {
  for (const session of sessions.splice(0)) await session.stop()
}

function tell(found: readonly Row[]): void {
  rows.push(...found)
  console.log(reportOf(found, { noisy }))
  for (const { product, thin } of found) {
    if (product?.firstRefusal) say(`the product refused: ${JSON.stringify(product.refused)} ${product.firstRefusal}`)
    if (thin?.firstRefusal) say(`thin refused: ${JSON.stringify(thin.refused)} ${thin.firstRefusal}`)
  }
}

function tellHow({ database, product, thin, subject }: Session): void {
  const { host, port } = cluster.superuser(database)
  say(`product: http://127.0.0.1:${product.port} (process ${product.pid}), thin: http://127.0.0.1:${thin?.port} (process ${thin?.pid})`)
  say(`key of an agent: ${subject.keys[0]}`)
  say(`psql -h ${host} -p ${port} -U postgres ${database}`)
}

function jsonOf(): string {
  return `${JSON.stringify({ at: new Date().toISOString(), machine: machine(seconds), rows: rows.map((row) => ({ ...row, isVoid: isVoid(row) })) }, null, 2)}\n`
}

function keepResults(text: string): void {
  const folder = fileURLToPath(new URL('results', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'last-run.json'), jsonOf())
  writeFileSync(join(folder, 'last-run.md'), text)
}
