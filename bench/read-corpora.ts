/**
 * Runs the readers of mail over a folder of real-world samples and prints a table: read, wrong, crashed and slowest, by set.
 *
 *   npx tsx bench/read-corpora.ts FOLDER [--verbose] [--only=mail|reply|bounce|text]
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bounceCases } from './corpora/bounces.ts'
import { type Case, type Result, runCase, tableOf } from './corpora/cases.ts'
import { mailCases } from './corpora/mails.ts'
import { replyCases } from './corpora/replies.ts'
import { textCases } from './corpora/texts.ts'

const sets: Array<[string, (folder: string) => Case[]]> = [
  ['mail', mailCases],
  ['reply', replyCases],
  ['bounce', bounceCases],
  ['text', textCases],
]

const [folder, ...flags] = process.argv.slice(2)
if (!folder || !existsSync(folder)) {
  console.error('Usage: npx tsx bench/read-corpora.ts FOLDER [--verbose] [--only=mail|reply|bounce|text]')
  process.exit(2)
}
const only = flags.find((flag) => flag.startsWith('--only='))?.slice(7)
const results: Result[] = []
for (const [name, casesOf] of sets) {
  if ((only && only !== name) || !existsSync(join(folder, name))) continue
  for (const one of casesOf(join(folder, name))) results.push(await runCase(one))
}
if (flags.includes('--verbose'))
  for (const result of results) if (result.outcome !== 'read') console.log(`${result.outcome}  ${result.set}  ${result.id}  ${result.why}`)
console.log(tableOf(results))
process.exitCode = results.some((result) => result.outcome === 'crashed') ? 1 : 0
