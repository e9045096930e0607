import { queryOptions } from '@tanstack/react-query'
import { api } from '../../client/api.ts'

/** The live feed asks for it again when tickets move; the day's end comes without an event. */
export const dashboardQuery = (desk: string | undefined) =>
  queryOptions({
    queryKey: ['dashboard', desk ?? null],
    queryFn: () => api.dashboard(desk),
    placeholderData: (old) => old,
    refetchInterval: 60_000,
  })

export const announcementsQuery = (desk: string | undefined) =>
  queryOptions({
    queryKey: ['announcements', 'shown', desk ?? null],
    queryFn: () => api.announcements.shown(desk),
    placeholderData: (old) => old,
    refetchInterval: 60_000,
  })
