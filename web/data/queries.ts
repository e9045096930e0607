import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { TicketQuery } from '../../client/types.ts'
import { withViewers } from '../live/viewers.ts'

/** What the screens ask the server, named once, so that the live feed can find it in the cache. */
export const queries = {
  session: () =>
    queryOptions({ queryKey: ['session'], queryFn: () => api.session.get(), staleTime: Number.POSITIVE_INFINITY, retry: false }),
  counts: (desk?: string) =>
    queryOptions({ queryKey: ['counts', desk ?? null], queryFn: () => api.counts(desk), placeholderData: (old) => old }),
  tickets: (query: TicketQuery) =>
    infiniteQueryOptions({
      queryKey: ['tickets', query],
      queryFn: ({ pageParam, signal }) => api.tickets.list(query, pageParam, 50, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  ticket: (ref: string) => queryOptions({ queryKey: ['ticket', ref], queryFn: () => withViewers(() => api.tickets.get(ref)) }),
  actions: (ref: string) => queryOptions({ queryKey: ['actions', ref], queryFn: () => api.tickets.actions(ref) }),
  messages: (ref: string) =>
    infiniteQueryOptions({
      queryKey: ['messages', ref],
      queryFn: ({ pageParam }) => api.messages.list(ref, pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.previousCursor ?? undefined,
    }),
  events: (ref: string) =>
    infiniteQueryOptions({
      queryKey: ['events', ref],
      queryFn: ({ pageParam }) => api.tickets.events(ref, pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  /** The newest unread ones and how many there are: what the bell shows. */
  newNotices: () => queryOptions({ queryKey: ['notices', 'new'], queryFn: () => api.notices.list(true, undefined, 20) }),
  notices: (unread: boolean) =>
    infiniteQueryOptions({
      queryKey: ['notices', 'list', unread],
      queryFn: ({ pageParam }) => api.notices.list(unread || undefined, pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  noticeChoices: () => queryOptions({ queryKey: ['notice-choices'], queryFn: () => api.notices.choices() }),
  agents: () => queryOptions({ queryKey: ['agents'], queryFn: () => api.agents.list() }),
  teams: () => queryOptions({ queryKey: ['teams'], queryFn: () => api.teams.list() }),
  labels: () => queryOptions({ queryKey: ['labels'], queryFn: () => api.labels.list() }),
  desk: (id: string) => queryOptions({ queryKey: ['desk', id], queryFn: () => api.desks.get(id) }),
  mailHelp: (id: string) => queryOptions({ queryKey: ['mail-help', id], queryFn: () => api.desks.mailHelp(id) }),
  outbox: (state?: string) => queryOptions({ queryKey: ['outbox', state ?? null], queryFn: () => api.outbox.list(state) }),
  outboxMail: (id: string) => queryOptions({ queryKey: ['outbox-mail', id], queryFn: () => api.outbox.get(id) }),
  quarantine: () => queryOptions({ queryKey: ['quarantine'], queryFn: () => api.quarantine.list() }),
  keys: () => queryOptions({ queryKey: ['keys'], queryFn: () => api.keys.list() }),
  sessions: () => queryOptions({ queryKey: ['sessions'], queryFn: () => api.session.list() }),
  contacts: (q: string) => queryOptions({ queryKey: ['contacts', q], queryFn: () => api.contacts.find(q) }),
  search: (q: string, desk?: string) =>
    queryOptions({ queryKey: ['search', q, desk ?? null], queryFn: () => api.tickets.list({ q, desk }, undefined, 12) }),
}
