import type { QueryClient } from '@tanstack/react-query'
import type { Ticket } from '../../client/types.ts'
import type { Soon } from './soon.ts'

/** Longer than the feed waits before it asks for all that stands on the page of a ticket. */
const pause = 100

/** What is offered on a ticket belongs to one version of it: where the ticket is newer it is asked for again, once for each version. */
export function followVersions(cache: QueryClient, soon: Soon): () => void {
  const askedFor = new Map<string, number>()

  /** The version whose actions are missing. */
  function missing(ref: string): number | undefined {
    const version = cache.getQueryData<Ticket>(['ticket', ref])?.version
    const known = cache.getQueryData<{ ticketVersion: number }>(['actions', ref])?.ticketVersion
    return version !== undefined && known !== undefined && known < version ? version : undefined
  }

  return cache.getQueryCache().subscribe((change) => {
    const [kind, ref] = change.query.queryKey as [string, string]
    if (change.type === 'removed' && kind === 'actions') askedFor.delete(ref)
    if (change.type !== 'updated' || change.action.type !== 'success' || (kind !== 'ticket' && kind !== 'actions')) return
    if (missing(ref) === undefined) return
    soon(`actions of ${ref}`, pause, () => {
      const version = missing(ref)
      // An answer that is on its way is looked at when it is there.
      if (version === undefined || askedFor.get(ref) === version || cache.getQueryState(['actions', ref])?.fetchStatus !== 'idle') return
      askedFor.set(ref, version)
      void cache.invalidateQueries({ queryKey: ['actions', ref] })
    })
  })
}
