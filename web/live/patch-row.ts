import type { QueryClient } from '@tanstack/react-query'
import type { Ticket, TicketRow } from '../../client/types.ts'
import { findRow, type ListData, replaceRow } from './apply-row.ts'
import { live } from './live-store.ts'

/** Changes what only this agent sees of a ticket (read, starred) wherever it is loaded; others hear nothing of it. */
export function patchRow(cache: QueryClient, id: string, change: Partial<Pick<TicketRow, 'unread' | 'starred'>>): void {
  for (const [key, data] of cache.getQueriesData<ListData>({ queryKey: ['tickets'] })) {
    const row = data && findRow(data, id)
    if (row) cache.setQueryData<ListData>(key, replaceRow(data, { ...row, ...change }))
  }
  live.patchHeld(id, change)
  for (const [key, ticket] of cache.getQueriesData<Ticket>({ queryKey: ['ticket'] })) {
    if (ticket?.id === id) cache.setQueryData<Ticket>(key, { ...ticket, ...change })
  }
}
