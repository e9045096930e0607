import { useQuery } from '@tanstack/react-query'
import type { SavedView } from '../../client/types.ts'
import { queries } from '../data/queries.ts'
import { isSavedView } from '../tickets/ticket-search.ts'

/** The saved view that an address names; `isGone` once it is known that there is none. */
export function useSavedView(view: string | undefined): { view: SavedView | undefined; isPending: boolean; isGone: boolean } {
  const isSaved = isSavedView(view)
  const views = useQuery({ ...queries.views(), enabled: isSaved })
  const found = isSaved ? views.data?.items.find((one) => one.id === view) : undefined
  return { view: found, isPending: isSaved && views.isPending, isGone: isSaved && views.isSuccess && !found }
}
