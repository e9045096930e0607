import type { FaultKind } from '../kinds.ts'
import { type PgProxy, startPgProxy } from '../pg-proxy.ts'

interface Plan {
  readonly what: 'mail' | 'request'
}

const proxies = new WeakMap<object, PgProxy>()
const statement = { mail: 'intake.insert_raw', request: 'idempotency' } as const

/** A mail or a request is committed, and the process is killed before it can say so. */
export const kind: FaultKind<Plan> = {
  number: 2,
  title: 'killed after the commit, before 250 or 2xx',
  where: ['shared'],
  claims: ['app'],
  plan: (random) => ({ what: random.chance(0.6) ? 'mail' : 'request' }),
  async prepare({ product, relay, onEnd }) {
    const proxy = await startPgProxy(product.environment.DATABASE_URL ?? '')
    onEnd(() => proxy.close())
    product.environment.DATABASE_URL = proxy.url
    proxies.set(relay, proxy)
  },
  async strike({ product, traffic, relay }, { what }) {
    await product.ready()
    const swallowed = proxies.get(relay)?.swallowCommit(statement[what], 30_000) ?? Promise.resolve(false)
    const doing = what === 'mail' ? traffic.mail() : traffic.reply()
    const committed = await swallowed
    const died = committed && (await product.kill())
    await product.ready()
    await doing
    return { struck: died, what: `${what}: the database had committed, nobody was told` }
  },
}
