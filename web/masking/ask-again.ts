import type { QueryClient } from '@tanstack/react-query'

/** After words were masked or put back: everything that shows words of the ticket. */
export async function askAgain(cache: QueryClient, reference: string): Promise<void> {
  void cache.invalidateQueries({ queryKey: ['tickets'] })
  void cache.invalidateQueries({ queryKey: ['events', reference] })
  void cache.invalidateQueries({ queryKey: ['ticket', reference] })
  cache.removeQueries({ queryKey: ['search'] })
  await cache.invalidateQueries({ queryKey: ['messages', reference] })
}
