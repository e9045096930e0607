import type { Action, Category, Status } from '../../client/types.ts'
import { useActions } from '../actions/action-context.tsx'
import { useDesk } from '../session/me.ts'
import type { ShownTicket } from './ticket-page.tsx'

/** A status of the lifecycle and the act that leads there; the present status has none. */
export type StatusStep = { status: Status; action: Action | undefined }

const order: Category[] = ['new', 'open', 'waiting', 'transferred', 'resolved', 'closed']

/** The statuses in the order of the work and of the lifecycle, as far as the ticket knows a way there. */
export function useStatusSteps(ticket: ShownTicket): StatusStep[] {
  const { statuses } = useActions()
  const lifecycle = useDesk(ticket.desk)?.lifecycle.statuses ?? []
  const known = lifecycle.flatMap((status): StatusStep[] => {
    const action = statuses.find((entry) => entry.to === status.key)
    if (status.key === ticket.status.key) return [{ status, action: undefined }]
    return action ? [{ status, action }] : []
  })
  // A ticket keeps the lifecycle version it was made with: it may know statuses that the desk no longer has.
  const rest = statuses
    .filter((entry) => entry.to !== ticket.status.key && !lifecycle.some((status) => status.key === entry.to))
    .map(
      (action): StatusStep => ({ status: { key: action.to ?? '', label: words(action.label), colour: 'grey', category: 'open' }, action }),
    )
  return [...known, ...rest].sort((a, b) => order.indexOf(a.status.category) - order.indexOf(b.status.category))
}

function words(text: string): Status['label'] {
  return { en: text, ja: text, ko: text }
}
