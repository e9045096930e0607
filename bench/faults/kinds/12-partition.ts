import { setTimeout as pause } from 'node:timers/promises'
import type { TcpProxy } from '../../../server/testing/tcp-proxy.ts'
import type { FaultKind } from '../kinds.ts'
import { found } from '../wait.ts'
import { isReady, proxyDatabase } from '../ways.ts'

interface Plan {
  readonly how: 'silent' | 'closed'
  readonly ms: number
}

const proxies = new WeakMap<object, TcpProxy>()
const recoveryMs = 30_000

/** The network between product and database ends for a while, without a word or with one. */
export const kind: FaultKind<Plan> = {
  number: 12,
  title: 'a partition between product and database: half-open connections, or none',
  where: ['shared'],
  claims: ['app', 'database'],
  // Seldom longer than the product waits for an answer.
  plan: (random) => ({ how: random.pick(['silent', 'closed'] as const), ms: random.chance(0.04) ? 28_000 : random.between(300, 3_500) }),
  async prepare(world) {
    proxies.set(world.relay, await proxyDatabase(world))
  },
  async strike(world, { how, ms }, say) {
    const proxy = proxies.get(world.relay)
    if (!proxy) return { struck: false, what: 'no proxy' }
    const over = world.clock.excuse()
    const before = proxy.struck
    proxy.set(how)
    // Somebody comes with a mail all the while; it is taken in the end.
    const mail = world.traffic.mail()
    await pause(ms)
    if (ms > 4_000 && (await isReady(world))) say('start', `${ms} ms into a partition it still said that it is ready`)
    proxy.set('open')
    if (!(await found(() => isReady(world), recoveryMs))) say('start', `${recoveryMs / 1_000} s after a partition it was not ready`)
    await mail
    over()
    return { struck: proxy.struck > before, what: `${how} for ${ms} ms, ${proxy.struck - before} connections` }
  },
}
