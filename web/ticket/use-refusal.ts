import { useActions } from '../actions/action-context.tsx'
import { refusalOf } from '../actions/actions.ts'

/** Why a plain field cannot be edited now, if it cannot. */
export function useRefusal(field: 'title' | 'description' | 'type' | 'fields' | 'priority' | 'labels'): string | undefined {
  const { find } = useActions()
  const entry = find(field)
  return entry && refusalOf(entry)
}
