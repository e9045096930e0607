import type { QueryClient } from '@tanstack/react-query'
import type { FeedEvent } from '../../client/types.ts'
import type { Soon } from './soon.ts'

/** What will be asked for of each ticket: several things may happen to it in the moment that is waited for. */
const wanted = new WeakMap<QueryClient, Map<string, Set<string>>>()

const beside = ['transfers', 'actions', 'messages', 'events'] as const

/** Whether anything of a ticket’s page is kept, or on its way. */
export function isKept(cache: QueryClient, ref: string): boolean {
  return ['ticket', ...beside].some((part) => cache.getQueryState([part, ref]) !== undefined)
}

/** What stands on the page of a ticket is asked for again. @param itself also the ticket, not only what belongs to it */
export function askForTicket(cache: QueryClient, ref: string, { type }: FeedEvent, itself: boolean, soon: Soon): void {
  const all = wanted.get(cache) ?? new Map<string, Set<string>>()
  const parts = all.get(ref) ?? new Set<string>()
  if (itself) parts.add('ticket')
  if (/^ticket\.(un)?(linked|split|merged)/.test(type)) parts.add('links')
  for (const part of beside) parts.add(part)
  wanted.set(cache, all.set(ref, parts))
  soon(`ticket ${ref}`, 60, () => {
    all.delete(ref)
    for (const part of parts) void cache.invalidateQueries({ queryKey: [part, ref] })
  })
}
