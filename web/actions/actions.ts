import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Action, Ticket } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { localised, t } from '../words/index.ts'
import { sayDone } from './say-done.ts'

/** What may be done to one ticket now, as the server says it. Nothing on screen is offered from anywhere else. */
export type TicketActions = {
  /** Those of the ticket itself; what is done to a message or a link stands where that stands. */
  all: Action[]
  known: boolean
  /** They were asked for before the ticket became what is on screen; newer ones are on their way. */
  isBehind: boolean
  find: (action: string, to?: string) => Action | undefined
  statuses: Action[]
}

export function useTicketActions(reference: string): TicketActions {
  const { data, isError } = useQuery(queries.actions(reference))
  const version = useQuery({ ...queries.ticket(reference), enabled: false, select: versionOf }).data
  // That newer ones cannot be had is no reason to do nothing with those there are: the server decides again anyway.
  return useMemo(() => offered(data, isError ? undefined : version), [data, isError, version])
}

const versionOf = (ticket: Ticket) => ticket.version

/** @param version the ticket’s, as it is on screen */
export function offered(data: { ticketVersion: number; actions: Action[] } | undefined, version: number | undefined): TicketActions {
  const isBehind = data !== undefined && version !== undefined && data.ticketVersion < version
  const every = (data?.actions ?? []).map((action) => (isBehind ? withoutReason(action) : action))
  const all = every.filter(({ group }) => group !== 'message' && group !== 'related')
  return {
    all,
    known: data !== undefined,
    isBehind,
    find: (action, to) => every.find((entry) => entry.action === action && (to === undefined || entry.to === to)),
    statuses: all.filter((entry) => entry.action === 'status'),
  }
}

/** Why something could not be done before may be true no more; a right that is missing is still missing. */
function withoutReason(action: Action): Action {
  if (action.allowed || action.refusal?.code === 'forbidden') return action
  return { ...action, refusal: { code: 'not_yet_known', message: t.errors.notYetKnown } }
}

export type Act = { action: string; body?: Record<string, unknown> }

/** Does one act and brings every part of the page up to date with the answer. */
export function useAct(reference: string, options: { showsProblem?: boolean } = {}) {
  const cache = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    meta: { showsProblem: true },
    mutationFn: ({ action, body }: Act) => api.tickets.act(reference, action, body ?? {}),
    onSuccess: async ({ ticket }, { action }) => {
      void sayDone(cache, reference, action, ticket)
      if (!ticket) {
        await navigate({ to: '/tickets', search: (old) => old })
        for (const key of ['ticket', 'messages', 'actions', 'events']) cache.removeQueries({ queryKey: [key, reference] })
        return
      }
      cache.setQueryData<Ticket>(['ticket', reference], (old) => (old && old.version > ticket.version ? old : ticket))
      for (const key of ['actions', 'messages', 'events', 'links', 'transfers'])
        void cache.invalidateQueries({ queryKey: [key, reference] })
    },
    onError: (error) => {
      if (!options.showsProblem) toast(problemText(error), 'problem')
      // Somebody was faster, or the ticket has moved on: what is on screen is out of date.
      if (isProblem(error) && error.status === 409) {
        for (const key of ['ticket', 'actions']) void cache.invalidateQueries({ queryKey: [key, reference] })
      }
    },
  })
}

export function labelOf(action: Action): string {
  return t.actionNames[action.action] && !action.to ? (t.actionNames[action.action] as string) : localised(action.label)
}

export function refusalOf(action: Action): string | undefined {
  return action.allowed ? undefined : (action.refusal?.message ?? t.errors.refused)
}

/** Needs that a person has to fill in; the rest the screen knows itself. */
export function questionsOf(action: Action): Action['needs'] {
  return action.needs.filter(
    (need) => !(need.name === 'to' && action.to) && !['expectedVersion', 'zone', 'ifUnassigned'].includes(need.name),
  )
}
