import { api } from '../../client/api.ts'
import type { Page, TicketQuery, TicketRow } from '../../client/types.ts'

const rowsOfPage = 50
const took = new Map<string, number>()
const mostKept = 200

/** Asks for a page of a list, and remembers how long the answer took. */
export async function readPage(query: TicketQuery, cursor?: string, signal?: AbortSignal): Promise<Page<TicketRow>> {
  const began = performance.now()
  const page = await api.tickets.list(query, cursor, rowsOfPage, signal)
  const key = JSON.stringify(query)
  took.delete(key)
  took.set(key, performance.now() - began)
  for (const oldest of took.keys()) {
    if (took.size <= mostKept) break
    took.delete(oldest)
  }
  return page
}

const soonest = 500
const share = 20

/** How long to wait after a change before so many pages of a list are asked for again: the dearer they are, the more seldom. */
export function pagePause(query: TicketQuery, pages: number): number {
  return Math.max(soonest, (took.get(JSON.stringify(query)) ?? 0) * pages * share)
}
