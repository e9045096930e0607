import { type TcpProxy, tcpProxy } from '../../server/testing/tcp-proxy.ts'
import type { World } from './world.ts'

/** Puts a proxy before the database, in front of whatever stands there already. Its product must not have started yet. */
export async function proxyDatabase({ product, onEnd }: World): Promise<TcpProxy> {
  const url = new URL(product.environment.DATABASE_URL ?? '')
  const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) })
  onEnd(() => proxy.close())
  url.host = `${proxy.host}:${proxy.port}`
  product.environment.DATABASE_URL = url.href
  return proxy
}

/** What every process of the product has open to the database of this run. */
export async function sessionsOf({ database }: World, name: string): Promise<number[]> {
  const rows = await database.rows<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE $1 ORDER BY pid',
    [name],
  )
  return rows.map(({ pid }) => pid)
}

export async function isReady({ product }: World): Promise<boolean> {
  try {
    return (await fetch(`${product.url}/readyz`, { signal: AbortSignal.timeout(5_000) })).status === 200
  } catch {
    // Nobody listens, or nobody answers.
    return false
  }
}
