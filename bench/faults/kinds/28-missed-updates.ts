import { setTimeout as pause } from 'node:timers/promises'
import { listen } from '../../../server/feed/testing/listen.ts'
import { type TcpProxy, tcpProxy } from '../../../server/testing/tcp-proxy.ts'
import type { FaultKind } from '../kinds.ts'
import { sessionsOf } from '../ways.ts'

interface Plan {
  readonly rounds: number
  readonly betweenMs: number
}

interface Reading {
  readonly from: number
  readonly positions: number[]
  stop(until: number): Promise<boolean>
}

const readings = new WeakMap<object, Reading>()
const catchUpMs = 60_000

/** Notifications are lost and the sockets of a reader are dropped or fall silent; it goes on where it was. */
export const kind: FaultKind<Plan> = {
  number: 28,
  title: 'notifications lost, sockets of live updates dropped',
  where: ['shared', 'own'],
  claims: [],
  plan: (random) => ({ rounds: random.between(3, 8), betweenMs: random.between(50, 250) }),
  async strike(world, { rounds, betweenMs }) {
    const { product, traffic, database, relay, onEnd } = world
    const url = new URL(product.url)
    const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) })
    onEnd(() => proxy.close())
    const [head] = await database.rows<{ position: number }>(
      'SELECT position::int FROM feed_heads WHERE workspace_id = (SELECT workspace_id FROM api_keys ORDER BY workspace_id LIMIT 1)',
    )
    readings.set(relay, read(proxy, traffic.apiKey, head?.position ?? 0))
    let lost = 0
    for (let round = 0; round < rounds; round += 1) {
      for (const pid of await sessionsOf(world, 'statedesk bus'))
        lost += (await database.rows(`SELECT 1 WHERE pg_terminate_backend(${pid})`)).length
      if (round % 2) proxy.cut()
      else proxy.set('silent')
      await Promise.all([traffic.reply(), pause(betweenMs)])
      proxy.set('open')
    }
    return { struck: lost > 0 && proxy.struck > 0, what: `${lost} times nobody was listening, ${proxy.struck} sockets dropped or silent` }
  },
  async check({ database, relay }, _plan, say) {
    const reading = readings.get(relay)
    if (!reading) return
    const events = await database.rows<{ position: number }>(
      `SELECT position::int FROM events WHERE type NOT LIKE 'timer.%' AND position > $1 AND workspace_id = (SELECT workspace_id FROM api_keys ORDER BY workspace_id LIMIT 1) ORDER BY position`,
      [reading.from],
    )
    const wanted = events.map(({ position }) => position)
    if (!(await reading.stop(wanted.at(-1) ?? 0))) say('P4', `a reader of live updates did not catch up within ${catchUpMs / 1_000} s`)
    const seen = reading.positions.filter((position) => position <= (wanted.at(-1) ?? 0))
    if (seen.join() !== wanted.join()) {
      const missing = wanted.filter((position) => !seen.includes(position))
      say(
        'P4',
        `a reader of live updates saw ${seen.length} of ${wanted.length} events; missing: ${missing.slice(0, 10).join() || 'none, but they came twice or in disorder'}`,
      )
    }
  },
}

/** A program that reads the stream and comes back after the last event it saw, as a browser does. */
function read(proxy: TcpProxy, apiKey: string, from: number): Reading {
  const session = { url: `http://127.0.0.1:${proxy.port}/api/v1`, headers: { authorization: `Bearer ${apiKey}` } }
  const positions: number[] = []
  let last = from
  let until = Number.POSITIVE_INFINITY
  const reading = (async () => {
    while (last < until) {
      const listener = await listen(session, last).catch(() => null)
      while (listener && !listener.isEnded() && (listener.lastId() ?? 0) < until) await pause(10)
      await listener?.stop()
      positions.push(...(listener?.events().map(({ id }) => id as number) ?? []))
      last = Math.max(last, listener?.lastId() ?? 0)
      await pause(20)
    }
  })()
  return {
    from,
    positions,
    async stop(at) {
      until = at
      return (await Promise.race([reading.then(() => true), pause(catchUpMs, false, { ref: false })])) === true
    },
  }
}
