import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { InfoSourceBrief } from '../../client/types.ts'
import { may, useMe } from '../session/me.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'

export const infoQueries = {
  usable: () => queryOptions({ queryKey: ['info-usable'], queryFn: () => api.customerInfo.sources(), staleTime: 5 * 60_000 }),
  sources: () => queryOptions({ queryKey: ['info-sources'], queryFn: () => api.customerInfo.list() }),
}

function useUsable(): readonly InfoSourceBrief[] | undefined {
  return useQuery(infoQueries.usable()).data?.items
}

/** The sources asked about the customer of a ticket; undefined until they are known. */
export function useTicketSources(desk: string): readonly InfoSourceBrief[] | undefined {
  return useUsable()?.filter(({ desks, useFor }) => useFor !== 'search' && (desks === null || desks.includes(desk)))
}

/** Those that can be searched without a ticket. */
export function useSearchSources(): readonly InfoSourceBrief[] {
  const me = useMe()
  const usable = useUsable()
  return may(me, 'tickets.create') ? (usable ?? []).filter(({ useFor }) => useFor !== 'tickets') : []
}

/** Where nothing is asked the tool is there only for who can set something up. */
export function useIsInfoShown(ticket: ShownTicket): boolean {
  const me = useMe()
  const sources = useTicketSources(ticket.desk)
  return sources !== undefined && (sources.length > 0 || may(me, 'settings.manage'))
}
