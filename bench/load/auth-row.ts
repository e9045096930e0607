import type { FastifyRequest } from 'fastify'
import { authenticate, knownCaller } from '../../server/access/index.ts'
import type { Cluster } from './cluster.ts'
import { withProduct } from './in-process.ts'
import type { Row } from './rows.ts'
import type { Session } from './session.ts'

const checks = 60_000

/** What a request's key costs: to be counted and to be checked, as every request does both; rights are read again now and then. */
export async function authRow(cluster: Cluster, session: Session): Promise<Row> {
  return withProduct(cluster.app(session.database), cluster.folder, async (app) => {
    const site = { publicUrl: null, insecureHttp: false }
    const requests = session.subject.keys.map(
      (key) => ({ headers: { authorization: `Bearer ${key}` }, method: 'GET', cookies: {} }) as unknown as FastifyRequest,
    )
    const check = async (n: number) => {
      const request = requests[n % requests.length] as FastifyRequest
      knownCaller(app, site, request)
      await authenticate(app, site, request)
    }
    for (let n = 0; n < checks / 10; n++) await check(n)
    const before = process.cpuUsage()
    const began = performance.now()
    for (let n = 0; n < checks; n++) await check(n)
    const { user, system } = process.cpuUsage(before)
    const each = (user + system) / 1000 / checks
    return {
      id: 'auth',
      what: `API key check, ${checks.toLocaleString('en')} by 60 callers in ${((performance.now() - began) / 1000).toFixed(1)} s`,
      size: session.size,
      clients: 1,
      budget: '≤ 0.1 ms CPU',
      found: `${each.toFixed(4)} ms`,
      met: each <= 0.1,
      elsewhere: 0,
    }
  })
}
