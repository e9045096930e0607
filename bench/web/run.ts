/**
 * The workspace bench: what somebody at a screen waits for. See bench/README.md.
 *
 *   npx tsx bench/web/run.ts [--size 1m] [--clicks 60] [--agents 200] [--only clicks,live] [--data FOLDER] [--seed 1] [--json FILE]
 *
 * CHROMIUM names the browser. The data is the load bench's.
 */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from '../load/cluster.ts'
import { loadedDatabase } from '../load/data/load-database.ts'
import { installProduct } from '../load/servers.ts'
import { openSession } from '../load/session.ts'
import { markdownTable } from '../load/table.ts'
import { measureClicks } from './clicks.ts'
import { measureLive } from './live.ts'
import { openDesk } from './open-desk.ts'
import type { Waited } from './waited.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1m' },
    clicks: { type: 'string', default: '60' },
    agents: { type: 'string', default: '200' },
    only: { type: 'string', default: 'clicks,live' },
    data: { type: 'string', default: join(tmpdir(), 'statedesk-load') },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
})
const say = (line: string) => console.error(line)
const only = values.only.split(',')
const cluster = await startCluster(values.data, say)
const found: Waited[] = []
try {
  const program = await installProduct(values.data)
  if (only.includes('clicks')) await onDatabase(values.size, false, async (desk) => measureClicks(desk, Number(values.clicks)))
  // What is written goes to a copy.
  if (only.includes('live')) await onDatabase('100k', true, async (desk) => measureLive(desk, Number(values.agents), Number(values.clicks)))

  async function onDatabase(size: string, writes: boolean, measure: (desk: Awaited<ReturnType<typeof openDesk>>) => Promise<Waited[]>) {
    const tickets = Number.parseInt(size, 10) * (size.endsWith('m') ? 1_000_000 : 1_000)
    const loaded = await loadedDatabase({ cluster, name: `load_${size}`, seed: Number(values.seed), tickets, say })
    const session = await openSession({ cluster, program, size, loaded, template: `load_${size}`, writes })
    const desk = await openDesk(session)
    try {
      found.push(...(await measure(desk)).map((row) => ({ ...row, what: `${row.what} (${size} tickets)` })))
    } finally {
      await desk.close()
      await session.stop()
    }
  }
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
await cluster.stop()
const ms = (value: number) => `${value.toFixed(0)} ms`
console.log(
  markdownTable<Waited>(
    [
      { title: 'from … to painted content', cell: (row) => row.what },
      { title: 'times', cell: (row) => String(row.times) },
      { title: 'p50 / p95 / longest', cell: (row) => `${ms(row.p50)} / ${ms(row.p95)} / ${ms(row.longest)}` },
      { title: 'budget', cell: (row) => row.budget },
      { title: '', cell: (row) => (row.met ? 'met' : '**missed**') },
    ],
    found,
  ),
)
if (values.json) writeFileSync(values.json, `${JSON.stringify({ at: new Date().toISOString(), rows: found }, null, 2)}\n`)
if (found.some((row) => !row.met)) process.exitCode = 1
process.exit()
