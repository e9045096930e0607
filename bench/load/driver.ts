/** A process of its own that asks and nothing else, so that what it costs is not counted as the server's. */
import { Connection } from './http-client.ts'
import { dice } from './data/random.ts'
import { probes } from './probes.ts'
import { isAsked, type Work, type WorkInput, workOf } from './works.ts'

export interface Slice {
  readonly port: number
  readonly clients: number
  readonly work: WorkInput
  /** Until then, or until so many are done. */
  readonly ms: number
  readonly most?: number
}

export interface SliceResult {
  readonly done: number
  readonly requests: number
  readonly ms: number
  /** Milliseconds of each piece of work, sorted. */
  readonly latencies: Float64Array
  /** Answers other than 2xx, by status. */
  readonly refused: Record<string, number>
  readonly firstRefusal: string | null
}

export type DriverNews = { readonly id: number } & ({ readonly result: SliceResult } | { readonly error: string })

process.on('message', ({ id, slice }: { id: number; slice: Slice }) => {
  drive(slice).then(
    (result) => process.send?.({ id, result } satisfies DriverNews),
    (error: Error) => process.send?.({ id, error: error.message } satisfies DriverNews),
  )
})

async function drive(slice: Slice): Promise<SliceResult> {
  const { name } = slice.work
  const tally: Tally = { next: 0, requests: 0, firstRefusal: null, refused: {}, latencies: [] }
  const began = performance.now()
  const isOver = () => tally.next >= (slice.most ?? Number.POSITIVE_INFINITY) || performance.now() - began >= slice.ms
  const work = isAsked(name) ? workOf(slice.work) : null
  const client = (n: number) => (work ? ask(slice.port, work, isOver, tally) : probe(slice, n, isOver, tally))
  await Promise.all(Array.from({ length: slice.clients }, (_, n) => client(n)))
  const ms = performance.now() - began
  const { latencies, requests, refused, firstRefusal } = tally
  return { done: latencies.length, requests, ms, latencies: Float64Array.from(latencies).sort(), refused, firstRefusal }
}

interface Tally {
  next: number
  requests: number
  firstRefusal: string | null
  readonly refused: Record<string, number>
  readonly latencies: number[]
}

async function ask(port: number, work: Work, isOver: () => boolean, tally: Tally): Promise<void> {
  const connection = new Connection(port)
  while (!isOver()) {
    const requests = work(tally.next++)
    const start = performance.now()
    let isFine = true
    for (const request of requests) {
      await connection.ask(request)
      tally.requests += 1
      if (connection.status < 300) continue
      isFine = false
      refuse(tally, String(connection.status), connection.text)
    }
    if (isFine) tally.latencies.push(performance.now() - start)
  }
  connection.close()
}

async function probe(slice: Slice, n: number, isOver: () => boolean, tally: Tally): Promise<void> {
  const { work } = slice
  if (isAsked(work.name)) return
  const client = probes[work.name](slice, dice(work.seed * 100 + n), n)
  while (!isOver()) {
    tally.next += 1
    tally.requests += 1
    const result = await client.once()
    if (typeof result === 'number') tally.latencies.push(result)
    else refuse(tally, result.status, result.words)
  }
  client.close()
}

function refuse(tally: Tally, status: string, words: string): void {
  tally.refused[status] = (tally.refused[status] ?? 0) + 1
  tally.firstRefusal ??= words.slice(0, 500)
}
