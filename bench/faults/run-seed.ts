import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { checkAll, type Findings } from './check-all.ts'
import { checkLeftovers } from './check-leftovers.ts'
import { clockOf } from './clock.ts'
import { controlOf, type OwnedControl } from './control.ts'
import { startDns } from '../peers/dns.ts'
import { drain } from './drain.ts'
import { type Broken, collector, type Say } from './findings.ts'
import { startHooks, toldTypes } from './hooks.ts'
import { startImap } from './imap-server.ts'
import type { Claim, Strike } from './kinds.ts'
import { openLedger } from './ledger.ts'
import { momentsOf } from './moments.ts'
import type { Program } from './product.ts'
import { type Random, randomOf } from './random.ts'
import { type Certificates, relayName, startRelay } from './relay.ts'
import { ownDatabase, type RunDatabase, sharedDatabase } from './run-database.ts'
import type { Injection, Schedule } from './schedule.ts'
import { addresses, imapAddress, type Prepared, secret, type SharedCluster } from './template.ts'
import { type OwnedTraffic, startTraffic } from './traffic.ts'
import { found } from './wait.ts'
import type { World } from './world.ts'

/** What all runs have in common. */
export interface Bench {
  readonly program: Program
  readonly certificates: Certificates
  readonly shared: SharedCluster
  /** Made when the first run asks for it. */
  own(): Promise<Prepared & { readonly data: string }>
}

export interface StruckFault extends Strike {
  readonly number: number
  readonly title: string
  readonly plan: unknown
}

export interface RunResult {
  readonly seed: string
  readonly where: Schedule['where']
  readonly seconds: number
  readonly faults: readonly StruckFault[]
  readonly broken: readonly Broken[]
  readonly counts: Findings['counts']
  readonly startsMs: readonly number[]
  readonly movedSeconds: number
  /** What the same checks said about data that was spoiled on purpose. */
  readonly afterSpoiling: readonly Broken[]
}

export interface RunOptions {
  readonly keep?: boolean
  readonly say?: (line: string) => void
  /** Looks a second time, after this has spoiled the data: checks that find nothing then would be worth nothing. */
  readonly spoil?: (world: World) => Promise<void>
}

/** So long nothing may change while there is still something to do. */
const drainMs = 60_000
/** Long enough for any strike: one that does not settle is a mistake of its kind. */
const strikeMs = 180_000
const restMs = 100
const tellMs = 30_000

/** One seed: one schedule of faults against one product with all its peers, then the promises. */
export async function runSeed(bench: Bench, seed: string, schedule: Schedule, options: RunOptions = {}): Promise<RunResult> {
  const startedAt = Date.now()
  const random = randomOf(`statedesk faults ${seed}`)
  const undo: (() => Promise<void> | void)[] = []
  const folder = join(bench.program.folder, `run-${seed}`)
  mkdirSync(folder)
  chmodSync(folder, 0o711)
  let isClean = false
  try {
    const run = await raise(bench, seed, schedule, random, folder, options.say ?? (() => undefined), undo)
    const result = await work(run, schedule, options, random)
    isClean = result.broken.length === 0
    return { ...result, seed, where: schedule.where, seconds: (Date.now() - startedAt) / 1_000 }
  } finally {
    for (const end of undo.toReversed()) await end()
    if (isClean && !options.keep) rmSync(folder, { recursive: true, force: true })
    else options.say?.(`What run ${seed} left is in ${folder}`)
  }
}

interface Raised {
  readonly world: Omit<World, 'traffic'>
  readonly product: OwnedControl
  readonly prepared: Prepared
}

/** Peers, database and product of one run; not started yet. */
async function raise(
  bench: Bench,
  seed: string,
  schedule: Schedule,
  random: Random,
  folder: string,
  say: (line: string) => void,
  undo: (() => Promise<void> | void)[],
): Promise<Raised> {
  const ledger = await openLedger(join(folder, 'peers.jsonl'))
  undo.push(() => ledger.close())
  const moments = momentsOf()
  const relay = await startRelay({ random: random.branch('relay'), moments, ledger, certificates: bench.certificates })
  undo.push(() => relay.close())
  const imap = await startImap(ledger)
  undo.push(() => imap.close())
  const hooks = await startHooks(ledger)
  undo.push(() => hooks.close())
  const dns = await startDns(folder, relayName)
  undo.push(() => dns.close())

  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  chmodSync(temporary, 0o1777)
  const trusted = join(folder, 'trusted.pem')
  writeFileSync(trusted, bench.certificates.pem)
  const half = {
    seed,
    folder,
    mark: `kw${seed.replace(/[^a-z0-9]/gi, '').toLowerCase()}q`,
    relay,
    imap,
    dns,
    hooks,
    moments,
    known: { bounced: new Set<string>(), poisonJobs: new Set<string>(), toldSince: 0 },
    say,
    onEnd: (end: () => Promise<void> | void) => void undo.push(end),
  }
  const { data, database, environment, prepared } = await databaseOf(bench, schedule, seed, folder, half as unknown as World)
  undo.push(() => database.close())
  const clock = clockOf(database)
  const product = await controlOf({
    program: bench.program,
    random: random.branch('ports'),
    data,
    log: join(folder, 'product.log'),
    clock,
    environment: {
      ...environment,
      STATEDESK_DATA: data,
      TMPDIR: temporary,
      // The peers are on this machine.
      STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8',
      SMTP_URL: `smtp://${relayName}:${relay.port}?tls=require`,
      NODE_EXTRA_CA_CERTS: trusted,
      NODE_OPTIONS: `--require ${dns.preload}`,
      LOG_LEVEL: 'info',
    },
  })
  undo.push(async () => {
    await product.abandon()
    if (schedule.where === 'own') database.kill('immediate')
  })
  return { world: { ...half, database, product, clock }, product, prepared }
}

async function databaseOf(bench: Bench, schedule: Schedule, seed: string, folder: string, world: World) {
  if (schedule.where === 'shared') {
    const name = `run_${seed.replace(/\W/g, '_').toLowerCase()}_${process.pid}`
    const { superuser, environment } = await bench.shared.clone(name)
    world.onEnd(() => bench.shared.drop(name))
    return { data: join(folder, 'data'), database: sharedDatabase(superuser), environment, prepared: bench.shared }
  }
  const prepared = await bench.own()
  const placing = schedule.injections.find(({ kind }) => kind.place)
  const place = (await placing?.kind.place?.(world, placing.plan)) ?? folder
  const data = join(place, 'data')
  // Owners and rights are those of PostgreSQL's account.
  await promisify(execFile)('cp', ['-a', prepared.data, data])
  return {
    data,
    database: ownDatabase(data),
    environment: { DATABASE_URL: '', DATABASE_OWNER_URL: '', STATEDESK_SECRET: secret },
    prepared,
  }
}

type Worked = Omit<RunResult, 'seed' | 'where' | 'seconds'>

async function work({ world: half, product, prepared }: Raised, schedule: Schedule, options: RunOptions, random: Random): Promise<Worked> {
  const { database, clock, imap, relay, moments, mark } = half
  const { broken, say } = collector()
  if (schedule.where === 'shared') await pointToMailbox(database, imap.port)
  for (const { kind, plan } of schedule.injections) await kind.prepare?.(half as World, plan)
  await product.begin()
  if (schedule.where === 'own') await pointToMailbox(database, imap.port)

  const traffic: OwnedTraffic = startTraffic({
    random: random.branch('traffic'),
    url: product.url,
    smtpPort: product.smtpPort,
    apiKey: prepared.apiKey,
    mark,
    addresses,
    imapAddress,
    relay,
    imap,
    moments,
    clock,
  })
  const world: World = { ...half, traffic }
  world.known.toldSince = await tellEverything(world)
  const faults = await strikeAll(world, schedule.injections, say)
  await product.ready()
  await pause(restMs)
  await traffic.finish()
  const drained = await drain(world, traffic.records, drainMs)
  if (drained.left !== '') say('drain', `after ${Math.round(drained.ms / 1_000)} s there is still to do: ${drained.left}`)

  const look = () => checkAll(world)
  const seen = await look()
  for (const { kind, plan } of schedule.injections) await kind.check?.(world, plan, say)
  await options.spoil?.(world)
  const afterSpoiling = options.spoil ? (await look()).broken : []
  await product.stop()
  broken.push(...product.broken, ...seen.broken, ...checkLeftovers(product.data, join(world.folder, 'tmp')))
  return { faults, broken, counts: seen.counts, startsMs: product.startsMs, movedSeconds: clock.movedSeconds, afterSpoiling }
}

async function pointToMailbox(database: RunDatabase, port: number): Promise<void> {
  await database.rows(`UPDATE mail_addresses SET imap = jsonb_set(imap, '{port}', to_jsonb($1::int)) WHERE kind = 'imap'`, [port])
  await database.rows(`SELECT pg_notify('statedesk_wake', 'harness imap')`)
}

/** Has the product tell the receiver; gives the place in the feed it begins behind. */
async function tellEverything({ traffic, database, hooks }: World): Promise<number> {
  const body = { name: 'Harness', url: hooks.url, types: toldTypes }
  const made = await found(async () => {
    const answer = await traffic.api('POST', '/webhooks', body).catch(() => null)
    return answer && answer.status < 500 ? answer : null
  }, tellMs)
  if (made?.status !== 201) throw new Error(`the webhook was answered ${made?.status}: ${await made?.text()}`)
  const { id } = (await made.json()) as { id: string }
  const [webhook] = await database.rows<{ position: number }>('SELECT position::int AS position FROM webhooks WHERE id = $1', [id])
  return webhook?.position ?? 0
}

/** Each at its moment; one that wants what another has waits for it. */
async function strikeAll(world: World, injections: readonly Injection[], say: Say): Promise<StruckFault[]> {
  const free = new Map<Claim, Promise<unknown>>()
  return Promise.all(
    injections.map(({ kind, afterMs, plan }) => {
      const before = kind.claims.map((claim) => free.get(claim))
      const striking = Promise.all([pause(afterMs), ...before]).then(async () => {
        const late = pause(strikeMs, null, { ref: false })
        const strike = await Promise.race([kind.strike(world, plan, say), late])
        if (!strike) throw new Error(`fault ${kind.number} did not settle within ${strikeMs / 1_000} s`)
        world.say(`${world.seed}: fault ${kind.number} ${strike.struck ? 'struck' : 'did not strike'}: ${strike.what}`)
        return { number: kind.number, title: kind.title, plan, ...strike }
      })
      for (const claim of kind.claims)
        free.set(
          claim,
          striking.catch(() => undefined),
        )
      return striking
    }),
  )
}
