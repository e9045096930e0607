import net, { type AddressInfo, type Socket } from 'node:net'

/**
 * `open`: bytes pass. `silent`: connections stand and are taken, and nothing passes, as when a network ends without a
 * word. `closed`: connections are reset, and new ones, too.
 */
export type ProxyMode = 'open' | 'silent' | 'closed'

export interface TcpProxy {
  readonly host: string
  readonly port: number
  /** Connections that stood when it became silent or closed or were cut, and those that came meanwhile. */
  readonly struck: number
  /** What was held back while it was silent goes on when it opens. */
  set(mode: ProxyMode): void
  /** Resets what stands now; new ones pass. Gives how many. */
  cut(): number
  close(): Promise<void>
}

type Pair = readonly [Socket, Socket]

/** Stands between a client and a server, on 127.0.0.1. A target host that is a folder is where PostgreSQL's socket stands. */
export async function tcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<Pair>()
  let mode: ProxyMode = 'open'
  let struck = 0

  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => {})
    if (mode !== 'open') struck += 1
    if (mode === 'closed') return void client.resetAndDestroy()
    const upstream = target.host.startsWith('/')
      ? net.connect(`${target.host}/.s.PGSQL.${target.port}`)
      : net.connect(target.port, target.host)
    const pair: Pair = [client, upstream]
    pairs.add(pair)
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => {})
      one.pipe(other)
      one.once('close', () => {
        pairs.delete(pair)
        other.destroy()
      })
    }
    if (mode === 'silent') hold(pair)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  function hold([one, other]: Pair): void {
    one.unpipe(other)
    other.unpipe(one)
    one.pause()
    other.pause()
  }

  function letGo([one, other]: Pair): void {
    one.pipe(other)
    other.pipe(one)
  }

  function reset(): number {
    const standing = [...pairs]
    for (const [client, upstream] of standing) {
      client.resetAndDestroy()
      upstream.destroy()
    }
    return standing.length
  }

  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    get struck() {
      return struck
    },
    set(next) {
      if (next === mode) return
      if (mode === 'silent' && next === 'open') pairs.forEach(letGo)
      mode = next
      if (next !== 'open') struck += pairs.size
      if (next === 'silent') pairs.forEach(hold)
      if (next === 'closed') reset()
    },
    cut() {
      const standing = reset()
      struck += standing
      return standing
    },
    async close() {
      reset()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
