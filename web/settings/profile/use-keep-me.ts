import { useQueryClient } from '@tanstack/react-query'
import type { Me } from '../../../client/types.ts'

/** Puts what was saved of oneself where every screen reads it. */
export function useKeepMe(): (change: Partial<Me>) => void {
  const cache = useQueryClient()
  return (change) => cache.setQueryData<{ me: Me }>(['session'], (old) => (old ? { me: { ...old.me, ...change } } : old))
}
