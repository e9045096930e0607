import type { SliceResult } from './driver.ts'
import { percentile } from './percentile.ts'
import { busySeconds, cpuOf, cpuOfServer, residentMegabytes } from './processes.ts'
import type { Driver, Server } from './servers.ts'
import type { WorkInput } from './works.ts'

/** What one target did over all of its slices. */
export interface Measured {
  readonly done: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly longest: number
  /** Milliseconds of CPU for each piece of work: the server's process, and PostgreSQL's processes. */
  readonly serverCpu: number
  readonly postgresCpu: number
  /** Seconds after the slices until what they left behind was done; its CPU is counted. */
  readonly drainSeconds: number
  readonly megabytes: number
  /** Cores that something else used meanwhile. */
  readonly elsewhere: number
  readonly refused: Record<string, number>
  readonly firstRefusal: string | null
}

export interface Bench {
  readonly postmaster: number
  readonly driver: Driver
  /** All servers that run meanwhile, so that what they use is not taken for somebody else's. */
  readonly servers: readonly Server[]
}

/** What is asked of one server. */
export interface Round {
  readonly server: Server
  readonly work: Omit<WorkInput, 'seed'>
  readonly clients: number
  /** At most so many pieces of work in a slice. */
  readonly most?: number
  /** Settles when nothing waits behind the commits any more; its CPU belongs to the work. */
  readonly settle?: () => Promise<void>
}

const warmUpMs = 1_500

/**
 * Lets rounds take turns in short slices, so that what disturbs the machine disturbs all of them alike; `seconds` for
 * each. The first slice of each is not counted.
 */
export async function inTurns(bench: Bench, rounds: readonly Round[], seconds: number): Promise<Measured[]> {
  const slices = Math.max(2, Math.min(10, Math.round(seconds / 2)))
  const tallies = rounds.map(newTally)
  for (const round of rounds) {
    await slice(bench, round, warmUpMs, -1)
    await round.settle?.()
  }
  for (let turn = 0; turn < slices; turn++) {
    for (const [i, round] of rounds.entries()) await measure(bench, round, (seconds * 1000) / slices, turn, tallies[i] as Tally)
  }
  return tallies.map(sumUp)
}

interface Tally {
  done: number
  ms: number
  latencies: number[]
  serverCpu: number
  postgresCpu: number
  wall: number
  elsewhere: number
  drain: number
  megabytes: number
  refused: Record<string, number>
  firstRefusal: string | null
}

const newTally = (): Tally => ({
  done: 0,
  ms: 0,
  latencies: [],
  serverCpu: 0,
  postgresCpu: 0,
  wall: 0,
  elsewhere: 0,
  drain: 0,
  megabytes: 0,
  refused: {},
  firstRefusal: null,
})

async function measure(bench: Bench, round: Round, ms: number, turn: number, tally: Tally): Promise<void> {
  const { server } = round
  const before = clocks(bench)
  const began = performance.now()
  const result = await slice(bench, round, ms, turn)
  const driven = performance.now()
  await round.settle?.()
  const after = clocks(bench)
  const wall = (performance.now() - began) / 1000
  tally.done += result.done
  tally.ms += result.ms
  for (const latency of result.latencies) tally.latencies.push(latency)
  tally.serverCpu += (after.servers.get(server.pid) ?? 0) - (before.servers.get(server.pid) ?? 0)
  tally.postgresCpu += after.postgres - before.postgres
  tally.wall += wall
  tally.elsewhere += Math.max(0, after.busy - before.busy - (after.own - before.own))
  tally.drain += (performance.now() - driven) / 1000
  tally.megabytes = Math.max(tally.megabytes, residentMegabytes(server.pid))
  for (const [status, n] of Object.entries(result.refused)) tally.refused[status] = (tally.refused[status] ?? 0) + n
  tally.firstRefusal ??= result.firstRefusal
}

function slice(bench: Bench, { server, work, clients, most }: Round, ms: number, turn: number): Promise<SliceResult> {
  // All draw the same: what one slice asks of one server, it asks of the others.
  return bench.driver.run({ port: server.port, clients, ms, most, work: { ...work, seed: 1_000 + turn } })
}

function clocks(bench: Bench) {
  const pids = [bench.driver.pid, process.pid, ...bench.servers.map((server) => server.pid)]
  const servers = new Map(pids.map((pid) => [pid, cpuOf(pid) ?? 0]))
  const postgres = cpuOfServer(bench.postmaster)
  return { servers, postgres, busy: busySeconds(), own: postgres + [...servers.values()].reduce((sum, one) => sum + one, 0) }
}

function sumUp(tally: Tally): Measured {
  const sorted = tally.latencies.sort((a, b) => a - b)
  const each = (seconds: number) => (seconds * 1000) / Math.max(1, tally.done)
  return {
    done: tally.done,
    perSecond: (tally.done * 1000) / tally.ms,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    longest: sorted.at(-1) ?? Number.NaN,
    serverCpu: each(tally.serverCpu),
    postgresCpu: each(tally.postgresCpu),
    drainSeconds: tally.drain,
    megabytes: tally.megabytes,
    elsewhere: tally.elsewhere / tally.wall,
    refused: tally.refused,
    firstRefusal: tally.firstRefusal,
  }
}
