import { test, expect } from 'vitest'
import { builtInLifecycles } from '../../lifecycle/index.ts'
import { testServer } from '../testing/http.ts'
import { seedDemo } from './index.ts'
const day = 86_400_000
test('many', async () => {
  const problems: string[] = []
  for (let n = 0; n < 7; n++) {
    const server = await testServer()
    const now = new Date(Date.now() - n * day - n * 3.4 * 3_600_000)
    const begun = Date.now()
    try {
      const demo = await seedDemo(server.app, { seed: n + 10, now })
      await server.app.db.transaction(demo.workspaceId, async (tx) => {
        const found = await tx.many<{ key: string; status: string; n: number }>({ text: `SELECT l.key, t.status, count(*)::int AS n FROM tickets t JOIN lifecycle_versions v ON v.id = t.lifecycle_version_id JOIN lifecycles l ON l.id = v.lifecycle_id WHERE t.bucket = 'active' GROUP BY 1, 2` })
        const wanted = Object.values(builtInLifecycles).flatMap(({ key, statuses }) => Object.keys(statuses).map((status) => `${key} ${status}`))
        const often = new Set(found.filter((f) => f.n >= 2).map(({ key, status }) => `${key} ${status}`))
        problems.push(...wanted.filter((status) => !often.has(status)).map((s) => `${n} ${now.toISOString()} ${s}`))
        const [x] = await tx.many<{ t: number; d: number; u: number; late: number; days: number; newest: number }>({ text: `SELECT count(*)::int AS t, count(DISTINCT title)::int AS d, count(*) FILTER (WHERE category NOT IN ('resolved','closed'))::int AS u, (SELECT count(*) FROM events WHERE at > '${now.toISOString()}')::int AS late, extract(epoch FROM '${now.toISOString()}' - min(created_at))/86400 AS days, extract(epoch FROM '${now.toISOString()}' - max(created_at)) AS newest FROM tickets` })
        problems.push(`${n} ${JSON.stringify(x)} ${Date.now() - begun}ms`)
      })
    } catch (e) { problems.push(`${n} ${now.toISOString()} ${(e as Error).stack}`) }
    await server.close()
  }
  console.log(problems.join('\n'))
}, 200_000)
