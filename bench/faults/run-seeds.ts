import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { stopAbandoned } from '../../server/platform/postgres/index.ts'
import { noCounts } from './check-all.ts'
import { allKinds, type FaultKind } from './kinds.ts'
import { installProgram } from './product.ts'
import { randomOf } from './random.ts'
import { makeCertificates } from './relay.ts'
import { type Report, reportOf } from './report.ts'
import { type Bench, type RunOptions, type RunResult, runSeed } from './run-seed.ts'
import { coverOf, type Schedule, scheduleOf } from './schedule.ts'
import { prepareOwnData, startSharedCluster } from './template.ts'

export interface SeedsOptions extends RunOptions {
  readonly seeds: readonly string[]
  /** Runs at the same time. */
  readonly lanes: number
  /** Numbers of the faults to draw from; all when empty. */
  readonly only?: readonly number[]
  /** Instead of drawing: as few runs as have every fault once, by the first seed; what found nothing to strike, once more by itself. */
  readonly cover?: boolean
  /** Only these of the runs of `cover`. */
  readonly runs?: readonly string[]
  /** Once aborted, what runs is finished and nothing else is begun. */
  readonly stop?: AbortSignal
}

/** Runs every seed and gives what was seen; whatever is broken stands in the report. */
export async function runSeeds(options: SeedsOptions): Promise<{ report: Report; results: readonly RunResult[] }> {
  const { seeds, lanes, only = [], say = () => undefined } = options
  const kinds = possible(await allKinds(), say).filter(({ number }) => only.length === 0 || only.includes(number))
  const schedules = options.cover ? covering(seeds[0] ?? 'cover', kinds) : drawing(seeds, kinds)
  const startedAt = Date.now()
  const program = await installProgram()
  say(`The product runs in ${program.folder}`)
  const random = randomOf(`template ${process.pid}`)
  const shared = await startSharedCluster(program, random)
  let own: ReturnType<Bench['own']> | null = null
  const bench: Bench = {
    program,
    certificates: makeCertificates(),
    shared,
    own: () => (own ??= prepareOwnData(program, random)),
  }
  const results: RunResult[] = []
  const again = options.cover ? onceMore(seeds[0] ?? 'cover', kinds) : []
  const known = [...schedules, ...again]
  const waiting = options.runs ? known.filter(([seed]) => options.runs?.includes(seed)) : schedules
  let total = waiting.length
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined && !options.stop?.aborted; next = waiting.shift()) {
      const [seed, schedule] = next
      const result = await runSeed(bench, seed, schedule, options).catch((error: unknown) => failed(seed, error as Error))
      results.push(result)
      const struck = result.faults.map(({ number, struck: seen }) => `${number}${seen ? '' : '?'}`).join(' ')
      say(
        `${results.length}/${total} seed ${seed} (${result.where}): faults ${struck}; ${result.seconds.toFixed(1)} s; broken ${result.broken.length}`,
      )
      for (const { promise, what } of result.broken) say(`  ${promise}: ${what}`)
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
    const missed = options.runs ? [] : again.filter(([, schedule]) => !hasStruck(results, schedule))
    total += missed.length
    waiting.push(...missed)
    await Promise.all(Array.from({ length: lanes }, lane))
  } finally {
    await shared.stop()
    if (own) await stopAbandoned(join(program.folder, 'own', 'data'))
    const isClean = results.every(({ broken }) => broken.length === 0)
    if (isClean && !options.keep) rmSync(program.folder, { recursive: true, force: true })
    else for (const name of ['product', 'shared', 'own']) rmSync(join(program.folder, name), { recursive: true, force: true })
  }
  const minutes = (Date.now() - startedAt) / 60_000
  return { report: reportOf(results, kinds, minutes, only.join(), options.cover === true), results }
}

function drawing(seeds: readonly string[], kinds: readonly FaultKind[]): [string, Schedule][] {
  return seeds.map((seed) => [seed, scheduleOf(randomOf(`statedesk faults ${seed}`).branch('schedule'), kinds)])
}

function covering(seed: string, kinds: readonly FaultKind[]): [string, Schedule][] {
  return coverOf(randomOf(`statedesk faults ${seed}`).branch('cover'), kinds).map((schedule, index) => [`${seed}${index + 1}`, schedule])
}

/** Each fault by itself, with another plan: how far the product is when a fault strikes is up to the machine. */
function onceMore(seed: string, kinds: readonly FaultKind[]): [string, Schedule][] {
  return kinds.flatMap((kind) => {
    const name = `${seed}-again${kind.number}`
    return coverOf(randomOf(`statedesk faults ${name}`).branch('cover'), [kind]).map((schedule): [string, Schedule] => [name, schedule])
  })
}

function hasStruck(results: readonly RunResult[], { injections }: Schedule): boolean {
  const strikes = results.flatMap(({ faults }) => faults)
  return injections.every(({ kind }) => strikes.some(({ number, struck }) => struck && number === kind.number))
}

function possible(kinds: readonly FaultKind[], say: (line: string) => void): FaultKind[] {
  const isRoot = process.getuid?.() === 0
  for (const { number, needsRoot } of kinds) if (needsRoot && !isRoot) say(`Fault ${number} is left out: it can be made by root only`)
  return kinds.filter(({ needsRoot }) => isRoot || !needsRoot)
}

/** A run that could not be carried out proves nothing, and counts as broken. */
function failed(seed: string, error: Error): RunResult {
  const broken = [{ promise: 'harness' as const, what: error.stack ?? error.message }]
  return { seed, where: 'shared', seconds: 0, faults: [], broken, counts: noCounts, startsMs: [], movedSeconds: 0, afterSpoiling: [] }
}
