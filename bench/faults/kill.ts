/**
 * Kills the product while mail comes in and goes out, and checks that every promise held. Exit code 1 when one did not.
 *
 *   npx tsx bench/faults/kill.ts [--kills 50] [--seed 1] [--with-postgres] [--json FILE] [--keep]
 *
 * A seed gives the same schedule and the same mails; how far each was when a kill struck depends on the machine.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { wordsOf } from './report.ts'
import { runKills } from './run-kills.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    'with-postgres': { type: 'boolean', default: false },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})

const report = await runKills({
  seed: values.seed,
  kills: Number(values.kills),
  withPostgres: values['with-postgres'],
  keep: values.keep,
  say: (line) => console.error(line),
})
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
console.log(wordsOf(report))
process.exit(report.broken.length > 0 ? 1 : 0)
