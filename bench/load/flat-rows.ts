import { type Bench, inTurns, type Measured } from './measure.ts'
import { alikeWords, twoWordQueries } from './queries.ts'
import type { Row } from './rows.ts'
import type { Session } from './session.ts'

/** Measures what must not grow with the number of tickets; sessions from the smallest to the largest. */
export type FlatRow = (sessions: readonly Session[], bench: Bench, seconds: number) => Promise<Row[]>

const oneClient = { clients: 1 } as const
/** Below what one caller may ask in a minute, as only one agent's list is deep. */
const mostOfOneAgent = 1_000

/** One work at every size, in turns. */
async function ofSizes(
  bench: Bench,
  sessions: readonly Session[],
  seconds: number,
  round: (session: Session) => Parameters<typeof inTurns>[1][number],
): Promise<Measured[]> {
  return inTurns(bench, sessions.map(round), seconds)
}

function growth(id: string, what: string, budget: number, measure: (measured: Measured) => number, words: string) {
  return (sessions: readonly Session[], measured: readonly Measured[]): Row => {
    const [first, last] = [measured[0] as Measured, measured.at(-1) as Measured]
    const ratio = measure(last) / measure(first)
    return {
      id,
      what,
      size: `${sessions[0]?.size} → ${sessions.at(-1)?.size}`,
      clients: 1,
      product: last,
      budget: `${words} ≤ ${budget} ×`,
      found: `${ratio.toFixed(2)} × (${measured.map((one) => measure(one).toFixed(1)).join(' → ')} ms)`,
      met: ratio <= budget && measured.every((one) => Object.keys(one.refused).length === 0),
      elsewhere: Math.max(...measured.map((one) => one.elsewhere)),
    }
  }
}

const lists: FlatRow = async (sessions, bench, seconds) => {
  const options = { ...oneClient, agents: 1, most: mostOfOneAgent / 10 }
  const flat = growth('w3-flat', 'my open tickets, first page', 1.5, (one) => one.p99, 'p99')
  const rows = [flat(sessions, await ofSizes(bench, sessions, seconds, (session) => session.round('product', 'mine', options)))]
  const largest = sessions.at(-1) as Session
  const pages = await pagesOf(largest)
  for (const [name, cursor] of [
    ['middle', pages[Math.floor(pages.length / 2)]],
    ['last', pages.at(-1)],
  ] as const) {
    if (!cursor) continue
    const deep = growth('w3-deep', `my open tickets, ${name} of ${pages.length + 1} pages`, 1.5, (one) => one.p99, 'p99')
    const rounds = [sessions[0] as Session, largest].map((session) =>
      session.round('product', 'mine', { ...options, ...(session === largest && { cursor }) }),
    )
    rows.push(deep([sessions[0] as Session, largest], await inTurns(bench, rounds, seconds / 2)))
  }
  return rows
}

/** Where each page of the first agent's list after the first begins. */
async function pagesOf(session: Session): Promise<string[]> {
  const cursors: string[] = []
  for (let cursor = ''; ; ) {
    const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const response = await fetch(`http://127.0.0.1:${session.product.port}/api/v1/tickets?view=my_in_progress&limit=50${from}`, {
      headers: { authorization: `Bearer ${session.subject.keys[0]}` },
    })
    const page = (await response.json()) as { nextCursor: string | null }
    if (!page.nextCursor) return cursors
    cursor = page.nextCursor
    cursors.push(cursor)
  }
}

const tickets: FlatRow = async (sessions, bench, seconds) => {
  // The same few again and again: what is asked is the work, not the disk.
  const flat = growth('w5-flat', 'a ticket with 10 messages, warm', 1.5, (one) => one.p50, 'p50')
  const rounds = sessions.map((session) => {
    const round = session.round('product', 'ticket', oneClient)
    return { ...round, work: { ...round.work, subject: { ...session.subject, tens: session.subject.tens.slice(0, 100) } } }
  })
  return [flat(sessions, await inTurns(bench, rounds, seconds))]
}

const counts: FlatRow = async (sessions, bench, seconds) => {
  const flat = growth('w6-flat', 'all counts', 1.5, (one) => one.p99, 'p99')
  return [flat(sessions, await ofSizes(bench, sessions, seconds, (session) => session.round('product', 'counts', oneClient)))]
}

const search: FlatRow = async (sessions, bench, seconds) => {
  const two = sessions.slice(-2)
  const queries = twoWordQueries(two[0]?.loaded.seed ?? 1)
  const rows: Row[] = []
  for (const [kind, asked] of Object.entries(queries)) {
    const measured = await ofSizes(bench, two, Math.max(4, seconds / 2), (session) =>
      session.round('product', 'search', { ...oneClient, queries: asked }),
    )
    const row = growth('w4', `two words, ${kind}, newest 50`, 3, (one) => one.p99, 'p99')(two, measured)
    const longest = measured.at(-1)?.longest ?? Number.NaN
    rows.push({
      ...row,
      budget: `${row.budget}; never > 150 ms`,
      found: `${row.found}; longest ${longest.toFixed(0)} ms`,
      met: row.met === true && longest <= 150,
    })
  }
  return rows
}

const asian: FlatRow = async (sessions, bench, seconds) => {
  const rows: Row[] = []
  for (const session of sessions.slice(-2)) {
    const alike = await alikeWords(session)
    const rounds = [alike.asian, alike.latin].map((queries) => session.round('product', 'search', { ...oneClient, queries }))
    const [product, latin] = (await inTurns(bench, rounds, seconds)) as [Measured, Measured]
    const ratio = product.p99 / latin.p99
    rows.push({
      id: 'w4-cjk',
      what: `${alike.asian.length} Japanese and Korean words of two characters against Latin ones as frequent`,
      size: session.size,
      clients: 1,
      product,
      budget: 'p99 ≤ 3 ×',
      found: `${ratio.toFixed(2)} × ${latin.p99.toFixed(1)} ms`,
      met: ratio <= 3 && [product, latin].every((one) => Object.keys(one.refused).length === 0),
      elsewhere: Math.max(product.elsewhere, latin.elsewhere),
    })
  }
  return rows
}

export const flatRows: Record<string, FlatRow> = { 'w3-flat': lists, w4: search, 'w4-cjk': asian, 'w5-flat': tickets, 'w6-flat': counts }
