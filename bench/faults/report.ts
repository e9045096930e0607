import { noCounts } from './check-all.ts'
import type { FaultKind } from './kinds.ts'
import type { RunResult } from './run-seed.ts'
import { median } from './tally.ts'

export interface FaultTally {
  readonly number: number
  readonly title: string
  readonly drawn: number
  /** Seen to strike. */
  readonly struck: number
}

export interface Report {
  readonly seeds: number
  readonly runs: { readonly shared: number; readonly own: number }
  readonly minutes: number
  readonly secondsPerRun: { readonly median: number; readonly longest: number }
  readonly startMs: { readonly median: number; readonly longest: number }
  readonly faults: readonly FaultTally[]
  readonly totals: RunResult['counts']
  readonly broken: readonly { readonly seed: string; readonly replay: string; readonly what: readonly string[] }[]
}

export function reportOf(
  results: readonly RunResult[],
  kinds: readonly FaultKind[],
  minutes: number,
  only: string,
  cover: boolean,
): Report {
  const seconds = results.map((result) => result.seconds)
  const starts = results.flatMap((result) => result.startsMs)
  const faults = results.flatMap((result) => result.faults)
  return {
    seeds: results.length,
    runs: {
      shared: results.filter(({ where }) => where === 'shared').length,
      own: results.filter(({ where }) => where === 'own').length,
    },
    minutes: Math.round(minutes * 10) / 10,
    secondsPerRun: { median: rounded(median(seconds)), longest: rounded(Math.max(0, ...seconds)) },
    startMs: { median: Math.round(median(starts)), longest: Math.max(0, ...starts) },
    faults: kinds.map(({ number, title }) => {
      const own = faults.filter((fault) => fault.number === number)
      return { number, title, drawn: own.length, struck: own.filter(({ struck }) => struck).length }
    }),
    totals: summed(results.map(({ counts }) => counts)),
    broken: results
      .filter(({ broken }) => broken.length > 0)
      .map(({ seed, broken }) => ({
        seed,
        replay: `npx tsx bench/faults/run.ts ${cover ? `--cover --run ${seed}` : `--seed ${seed}`}${only === '' ? '' : ` --only ${only}`} --keep`,
        what: broken.map(({ promise, what }) => `${promise}: ${what}`),
      })),
  }
}

/** The report for people; the last line is the verdict. */
export function markdownOf(report: Report): string {
  const { totals, secondsPerRun, startMs } = report
  const struck = report.faults.reduce((sum, fault) => sum + fault.struck, 0)
  return [
    `${report.seeds} runs (${report.runs.own} with a database server of their own) in ${report.minutes} min; a run took ${secondsPerRun.median} s (median), ${secondsPerRun.longest} s at most; a start of the product ${startMs.median} ms (median), ${startMs.longest} ms at most.`,
    '',
    '| Fault | | Drawn | Struck |',
    '|---|---|---|---|',
    ...report.faults.map(({ number, title, drawn, struck: seen }) => `| ${number} | ${title} | ${drawn} | ${seen} |`),
    `| | all | ${report.faults.reduce((sum, fault) => sum + fault.drawn, 0)} | ${struck} |`,
    '',
    `Mails in: ${totals.mailsIn}, acknowledged ${totals.acknowledged}, offered ${totals.offered} times. API writes: ${totals.requests}, accepted ${totals.succeeded}, asked ${totals.asked} times. Mails out: ${totals.mailsOut}, arrived once ${totals.once}, twice and flagged ${totals.twice}, refused by the relay ${totals.failed}. Timed actions that fired: ${totals.timersFired}.`,
    '',
    ...report.broken.flatMap(({ replay, what }) => [`- \`${replay}\``, ...what.slice(0, 20).map((line) => `  - ${line}`)]),
    `Promises broken: **${report.broken.reduce((sum, { what }) => sum + what.length, 0)}**`,
  ].join('\n')
}

function summed(all: readonly RunResult['counts'][]): RunResult['counts'] {
  const total = { ...noCounts }
  for (const counts of all) for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += counts[key]
  return total
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
