import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Ticket } from '../../client/types.ts'

type Change = Parameters<typeof api.tickets.change>[1]

/** Edits the plain fields of a ticket: title, type, priority, labels. */
export function useChange(reference: string, meta: { showsProblem?: boolean } = {}) {
  const cache = useQueryClient()
  return useMutation({
    meta,
    mutationFn: (change: Change) => api.tickets.change(reference, change),
    onSuccess: (ticket) => {
      cache.setQueryData<Ticket>(['ticket', reference], (old) => (old && old.version > ticket.version ? old : ticket))
      for (const key of ['actions', 'events']) void cache.invalidateQueries({ queryKey: [key, reference] })
    },
    onError: (error) => {
      if (isProblem(error) && error.status === 409) void cache.invalidateQueries({ queryKey: ['ticket', reference] })
    },
  })
}
