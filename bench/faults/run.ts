/**
 * Makes the product's world fail, by the seed, and checks that every promise held. Exit code 1 when one did not.
 *
 *   npx tsx bench/faults/run.ts [--seeds 10] [--from 1] [--lanes 2] [--only 5,6] [--json FILE] [--markdown FILE] [--keep]
 *   npx tsx bench/faults/run.ts --seed 17 [--only 5,6] [--keep]        one run again
 *   npx tsx bench/faults/run.ts --cover [--run cover2] [--keep]          every fault once, as the tests do
 *   npx tsx bench/faults/run.ts --sum A.json,B.json [--markdown FILE]    one report of several long runs
 *
 * A seed gives the same faults at the same moments and the same mails; how far each was when a fault struck depends on the machine.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { allKinds } from './kinds.ts'
import { markdownOf, type Report, reportOf } from './report.ts'
import type { RunResult } from './run-seed.ts'
import { runSeeds } from './run-seeds.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    cover: { type: 'boolean', default: false },
    run: { type: 'string' },
    sum: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    markdown: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})

if (values.sum) {
  const parts = values.sum.split(',').map((file) => JSON.parse(readFileSync(file, 'utf8')) as Report & { results: RunResult[] })
  const minutes = parts.reduce((sum, part) => sum + part.minutes, 0)
  tell(
    reportOf(
      parts.flatMap(({ results }) => results),
      await allKinds(),
      minutes,
      values.only,
      false,
    ),
  )
}

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130)
    console.error('Finishing the runs that have begun (once more stops at once)')
    stop.abort()
  })
}

const seeds = values.seed
  ? values.seed.split(',')
  : Array.from({ length: Number(values.seeds) }, (_, index) => String(Number(values.from) + index))
const { report, results } = await runSeeds({
  seeds,
  lanes: Number(values.lanes),
  ...(values.cover && { seeds: ['cover'], cover: true, ...(values.run && { runs: [values.run] }) }),
  only: values.only.split(',').filter(Boolean).map(Number),
  keep: values.keep,
  stop: stop.signal,
  say: (line) => console.error(line),
})
if (values.json) writeFileSync(values.json, `${JSON.stringify({ ...report, results }, null, 2)}\n`)
tell(report)

function tell(report: Report): never {
  if (values.markdown) writeFileSync(values.markdown, `${markdownOf(report)}\n`)
  console.log(markdownOf(report))
  process.exit(report.broken.length > 0 ? 1 : 0)
}
