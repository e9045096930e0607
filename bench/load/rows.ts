import { type Bench, inTurns, type Measured } from './measure.ts'
import type { Session } from './session.ts'
import type { WorkName } from './works.ts'

/** One line of the result. */
export interface Row {
  readonly id: string
  readonly what: string
  readonly size: string
  readonly clients: number
  readonly product?: Measured
  readonly thin?: Measured
  /** The bare statements, a second, by pgbench. */
  readonly raw?: number | null
  readonly budget: string
  /** What the budget is compared with, in words. */
  readonly found: string
  readonly met: boolean | null
  /** Cores that something else used meanwhile. */
  readonly elsewhere: number
}

/** Measures one row on the databases that are written to. */
export type WritingRow = (session: Session, bench: Bench, seconds: number) => Promise<Row>

interface Comparison {
  readonly what: string
  readonly work: WorkName
  /** Of thin's throughput; none is asked of counts, whose budget is to be flat. */
  readonly ratio?: number
  readonly mostCpu?: number
}

const comparisons: Record<string, Comparison> = {
  w1: { what: 'create a ticket', work: 'create', ratio: 0.4, mostCpu: 2 },
  w2: { what: 'agent reply', work: 'reply', ratio: 0.4 },
  w3: { what: 'my open tickets, first 50', work: 'mine', ratio: 0.4, mostCpu: 2 },
  w5: { what: 'a ticket with 10 messages and its events', work: 'ticket', ratio: 0.4 },
  w6: { what: 'all counts', work: 'counts' },
}

/** Throughput against thin's. */
function againstThin(id: string, { what, work, ratio, mostCpu }: Comparison): WritingRow {
  return async (session, bench, seconds) => {
    const rounds = (['product', 'thin'] as const).map((target) => session.round(target, work))
    const [product, thin] = (await inTurns(bench, rounds, seconds)) as [Measured, Measured]
    const share = product.perSecond / thin.perSecond
    const raw = await session.raw(id)
    return {
      id,
      what,
      size: session.size,
      clients: 8,
      product,
      thin,
      raw,
      budget: ratio === undefined ? '' : `≥ ${ratio} × thin${mostCpu ? `; ≤ ${mostCpu.toFixed(1)} ms CPU` : ''}`,
      found: `${share.toFixed(2)} × thin${mostCpu ? `; ${product.serverCpu.toFixed(2)} ms` : ''}`,
      met:
        (ratio === undefined || share >= ratio) && (mostCpu === undefined || product.serverCpu <= mostCpu) && nothingRefused(product, thin),
      elsewhere: Math.max(product.elsewhere, thin.elsewhere),
    }
  }
}

const searchable: WritingRow = async (session, bench, seconds) => {
  // Seen by four who look, while eight others write as fast as they can.
  const { server, clients, work } = session.round('product', 'create')
  const [product, writers] = await Promise.all([
    inTurns(bench, [session.round('product', 'searchable', { clients: 4 })], seconds),
    bench.driver.run({ port: server.port, clients, ms: seconds * 1000, work: { ...work, seed: 77 } }),
  ])
  await session.drained()
  const measured = product[0] as Measured
  return {
    id: 'w1-search',
    what: `found after a create, ${Math.round((writers.done * 1000) / writers.ms)} creates a second beside it`,
    size: session.size,
    clients: 4,
    product: measured,
    budget: 'p99 ≤ 1,000 ms',
    found: `p99 ${Math.round(measured.p99)} ms of ${measured.done}`,
    met: measured.p99 <= 1_000 && nothingRefused(measured),
    elsewhere: measured.elsewhere,
  }
}

const counted: WritingRow = async (session, bench, seconds) => {
  const [product] = (await inTurns(bench, [session.round('product', 'counted', { clients: 1 })], Math.min(seconds, 6))) as [Measured]
  return {
    id: 'w6-fresh',
    what: 'a create shows in the counts',
    size: session.size,
    clients: 1,
    product,
    budget: '≤ 2,000 ms',
    found: `longest ${Math.round(product.longest)} ms of ${product.done}`,
    met: product.longest <= 2_000 && nothingRefused(product),
    elsewhere: product.elsewhere,
  }
}

const mail: WritingRow = async (session, bench, seconds) => {
  const rounds = [session.round('product', 'mail'), session.round('product', 'create')]
  const [product, create] = (await inTurns(bench, rounds, seconds)) as [Measured, Measured]
  // A mail is a ticket only when it was read, which happens after its 250.
  const stored = product.done / (product.done / product.perSecond + product.drainSeconds)
  const share = stored / create.perSecond
  return {
    id: 'w7',
    what: `SMTP to a stored ticket, ${stored.toFixed(0)} a second until read`,
    size: session.size,
    clients: 8,
    product,
    budget: '≥ 0.5 × own W1',
    found: `${share.toFixed(2)} × ${create.perSecond.toFixed(0)} a second`,
    met: share >= 0.5 && nothingRefused(product, create),
    elsewhere: Math.max(product.elsewhere, create.elsewhere),
  }
}

const noHotRow: WritingRow = async (session, bench, seconds) => {
  const [many, one] = (await inTurns(
    bench,
    [session.round('product', 'create'), session.round('product', 'create', { clients: 1 })],
    seconds,
  )) as [Measured, Measured]
  const ratio = many.perSecond / one.perSecond
  return {
    id: 'hot-row',
    what: `W1 by 8 clients against 1 (${one.perSecond.toFixed(0)} a second), one workspace`,
    size: session.size,
    clients: 8,
    product: many,
    budget: '≥ 1.6',
    found: ratio.toFixed(2),
    met: ratio >= 1.6 && nothingRefused(many, one),
    elsewhere: Math.max(many.elsewhere, one.elsewhere),
  }
}

/** All works after one another, again and again, for so long: what the application holds in memory then. */
const memory: WritingRow = async (session, bench, seconds) => {
  const total = Math.max(30, seconds * 30)
  const rounds = (['create', 'reply', 'mine', 'ticket', 'counts', 'mail'] as const).map((name) =>
    session.round('product', name, { clients: name === 'mail' ? 4 : 8 }),
  )
  const measured = await inTurns(bench, rounds, total / rounds.length)
  const megabytes = Math.max(...measured.map((one) => one.megabytes))
  return {
    id: 'memory',
    what: `after ${total} s of mixed load`,
    size: session.size,
    clients: 8,
    budget: '≤ 220 MB',
    found: `${megabytes.toFixed(0)} MB`,
    met: megabytes <= 220,
    elsewhere: Math.max(...measured.map((one) => one.elsewhere)),
  }
}

function nothingRefused(...measured: readonly Measured[]): boolean {
  return measured.every((one) => Object.keys(one.refused).length === 0)
}

export const writingRows: Record<string, WritingRow> = {
  ...Object.fromEntries(Object.entries(comparisons).map(([id, comparison]) => [id, againstThin(id, comparison)])),
  'w1-search': searchable,
  'w6-fresh': counted,
  w7: mail,
  'hot-row': noHotRow,
  memory,
}
