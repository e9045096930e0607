import type { Viewing } from '../../client/types.ts'

type Viewers = Viewing['viewers']

const heard = new Map<string, { at: number; viewers: Viewers }>()
const mostHeard = 200

/** Remembers who was last said to have a ticket open. */
export function hearViewers({ ticket, viewers }: Viewing): void {
  heard.delete(ticket)
  heard.set(ticket, { at: performance.now(), viewers })
  for (const oldest of heard.keys()) {
    if (heard.size <= mostHeard) break
    heard.delete(oldest)
  }
}

/** What was said while an answer was on its way is newer than the answer. */
export async function withViewers<T extends { id: string; viewers: Viewers }>(ask: () => Promise<T>): Promise<T> {
  const askedAt = performance.now()
  const ticket = await ask()
  const last = heard.get(ticket.id)
  return last && last.at >= askedAt ? { ...ticket, viewers: last.viewers } : ticket
}
