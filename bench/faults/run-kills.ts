import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import { startAgents } from './agents.ts'
import { checkAll } from './check-all.ts'
import { checkLeftovers } from './check-leftovers.ts'
import { drain } from './drain.ts'
import { collector } from './findings.ts'
import { momentsOf } from './moments.ts'
import { planOf } from './plan.ts'
import { type Postgres, postgresOf } from './postgres.ts'
import { installProduct, type Product } from './product.ts'
import { randomOf } from './random.ts'
import { type Report, reportOf } from './report.ts'
import { startSenders } from './senders.ts'
import { startSink } from './sink.ts'
import { supervise } from './supervise.ts'

export interface KillOptions {
  readonly seed: string
  readonly kills: number
  readonly withPostgres: boolean
  readonly senders?: number
  readonly agents?: number
  /** Leaves the data folder and the logs behind. */
  readonly keep?: boolean
  readonly say?: (line: string) => void
  /** Looks a second time, after this has spoiled the data: checks that find nothing then would be worth nothing. */
  readonly spoil?: (postgres: Postgres) => Promise<void>
}

const addresses = ['help@desk.example', 'billing@desk.example']

/** Kills the product again and again while mail comes in and goes out, then looks whether every promise was kept. */
export async function runKills(options: KillOptions): Promise<Report> {
  const { seed, kills, withPostgres, say = () => undefined } = options
  const random = randomOf(`statedesk kills ${seed}`)
  const mark = `kw${seed.replace(/[^a-z0-9]/gi, '').toLowerCase()}q`
  const moments = momentsOf()
  const product = await installProduct()
  say(`The product runs in ${product.folder}`)
  const sink = await startSink(random.branch('sink'), moments, join(product.folder, 'sink.jsonl'))
  const postgres = postgresOf(product.data)
  const supervisor = supervise({ product, postgres, smtpUrl: sink.url, moments, say })
  let finished = false
  try {
    await supervisor.begin()
    const apiKey = await prepare(product)
    const startedAt = Date.now()
    const shared = { mark, moments }
    const senders = startSenders({
      ...shared,
      random: random.branch('senders'),
      count: options.senders ?? 4,
      smtpPort: product.smtpPort,
      addresses,
      sink,
    })
    const agents = startAgents({ ...shared, random: random.branch('agents'), count: options.agents ?? 3, url: product.url, apiKey })
    for (const kill of planOf(random.branch('plan'), kills, withPostgres)) await supervisor.kill(kill)
    await supervisor.settled()
    await pause(1_000)
    await Promise.all([senders.finish(), agents.finish()])
    const trafficSeconds = (Date.now() - startedAt) / 1_000
    say('Draining')
    const drained = await drain(postgres, sink, 240)

    const look = () => checkAll({ product, postgres, sink, mark, apiKey, records: senders.records, requests: agents.requests })
    const { broken, say: found } = collector()
    if (drained.left !== '') found('drain', `after ${drained.seconds} s there is still to do: ${drained.left}`)
    const seen = await look()
    await options.spoil?.(postgres)
    const afterSpoiling = options.spoil ? (await look()).broken : []
    await postgres.close()
    await supervisor.stop()
    const stopped = await product.command('verify')
    if (!options.spoil && (stopped.code !== 0 || stopped.output.trim() !== seen.verified))
      found('P4', `with the server stopped, verify says:\n${stopped.output}`)
    broken.push(...supervisor.broken, ...seen.broken, ...checkLeftovers(product))
    finished = broken.length === 0
    const { done: killed, restarts } = supervisor
    const traffic = { options, records: senders.records, requests: agents.requests, sink, kills: killed, restarts, drained, trafficSeconds }
    return reportOf({ ...traffic, mailOut: seen.mailOut, verified: seen.verified, broken, afterSpoiling })
  } finally {
    await supervisor.abandon()
    await postgres.close().catch(() => undefined)
    await sink.close()
    if (finished && !options.keep) product.remove()
    else say(`Data and logs are kept in ${product.folder}`)
  }
}

/** Through the command line, as an automation would. Also a workspace that nothing happens in: it must stay as it is. */
async function prepare(product: Product): Promise<string> {
  const run = async (...args: string[]) => {
    const { output, code } = await product.command(...args)
    if (code !== 0) throw new Error(`statedesk ${args.join(' ')} ended with ${code}:\n${output}`)
    return output.trim()
  }
  const key = (await run('key', 'create', '--role', 'admin', '--name', 'Robot')).split('\n').at(-1) ?? ''
  await run('desk', 'create', '--lifecycle', 'support', '--name', 'Help', '--address', addresses[0] ?? '')
  await run('desk', 'create', '--lifecycle', 'sign-off', '--name', 'Billing', '--address', addresses[1] ?? '')
  await run('workspace', 'create', '--name', 'Quiet')
  return key
}
