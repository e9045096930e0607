import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { SettingsLogQuery, TicketQuery } from '../../client/types.ts'
import { readPage } from '../live/read-page.ts'
import { timedViewCounts } from '../live/view-counts.ts'
import { withViewers } from '../live/viewers.ts'

/** How long somebody who types is waited for before anything is asked. */
export const askAfterMs = 150

/** What the screens ask the server, named once, so that the live feed can find it in the cache. */
export const queries = {
  session: () =>
    queryOptions({ queryKey: ['session'], queryFn: () => api.session.get(), staleTime: Number.POSITIVE_INFINITY, retry: false }),
  counts: (desk?: string) =>
    queryOptions({ queryKey: ['counts', desk ?? null], queryFn: () => api.counts(desk), placeholderData: (old) => old }),
  matching: (query: TicketQuery) => queryOptions({ queryKey: ['matching', query], queryFn: ({ signal }) => api.matching(query, signal) }),
  views: () => queryOptions({ queryKey: ['views'], queryFn: () => api.views.list() }),
  viewCounts: (desk?: string) =>
    queryOptions({ queryKey: ['view-counts', desk ?? null], queryFn: () => timedViewCounts(desk), placeholderData: (old) => old }),
  conditionFields: (desk?: string) =>
    queryOptions({ queryKey: ['condition-fields', desk ?? null], queryFn: () => api.conditions.fields(desk), staleTime: 5 * 60_000 }),
  deskSearchFields: (id: string) => queryOptions({ queryKey: ['desk-search-fields', id], queryFn: () => api.desks.searchFields(id) }),
  tickets: (query: TicketQuery) =>
    infiniteQueryOptions({
      queryKey: ['tickets', query],
      queryFn: ({ pageParam, signal }) => readPage(query, pageParam, signal),
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
  links: (ref: string) => queryOptions({ queryKey: ['links', ref], queryFn: () => api.links.get(ref) }),
  bulkRunning: () => queryOptions({ queryKey: ['bulk', 'running'], queryFn: () => api.bulk.running() }),
  bulkFailures: (id: string) =>
    infiniteQueryOptions({
      queryKey: ['bulk', 'failures', id],
      queryFn: ({ pageParam }) => api.bulk.failures(id, pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  agents: () => queryOptions({ queryKey: ['agents'], queryFn: () => api.agents.list() }),
  teams: () => queryOptions({ queryKey: ['teams'], queryFn: () => api.teams.list() }),
  labels: () => queryOptions({ queryKey: ['labels'], queryFn: () => api.labels.list() }),
  calendars: () => queryOptions({ queryKey: ['calendars'], queryFn: () => api.calendars.list() }),
  policies: () => queryOptions({ queryKey: ['sla-policies'], queryFn: () => api.sla.list() }),
  desk: (id: string) => queryOptions({ queryKey: ['desk', id], queryFn: () => api.desks.get(id) }),
  form: (desk: string) => queryOptions({ queryKey: ['form', desk], queryFn: () => api.forms.get(desk), staleTime: 5 * 60_000 }),
  mailHelp: (id: string) => queryOptions({ queryKey: ['mail-help', id], queryFn: () => api.desks.mailHelp(id) }),
  outbox: (state?: string) => queryOptions({ queryKey: ['outbox', state ?? null], queryFn: () => api.outbox.list(state) }),
  outboxMail: (id: string) => queryOptions({ queryKey: ['outbox-mail', id], queryFn: () => api.outbox.get(id) }),
  quarantine: () => queryOptions({ queryKey: ['quarantine'], queryFn: () => api.quarantine.list() }),
  roles: () => queryOptions({ queryKey: ['roles'], queryFn: () => api.agents.roles(), staleTime: 5 * 60_000 }),
  lifecycles: () => queryOptions({ queryKey: ['lifecycles'], queryFn: () => api.lifecycles() }),
  webhooks: () => queryOptions({ queryKey: ['webhooks'], queryFn: () => api.webhooks.list() }),
  webhookDeliveries: (id: string, state?: string) =>
    infiniteQueryOptions({
      queryKey: ['webhook-deliveries', id, state ?? null],
      queryFn: ({ pageParam }) => api.webhooks.deliveries(id, state, pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  settingsLog: (query: SettingsLogQuery) =>
    infiniteQueryOptions({
      queryKey: ['settings-log', query],
      queryFn: ({ pageParam }) => api.settingsLog(query, pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  keys: () => queryOptions({ queryKey: ['keys'], queryFn: () => api.keys.list() }),
  sessions: () => queryOptions({ queryKey: ['sessions'], queryFn: () => api.session.list() }),
  contacts: (q: string) => queryOptions({ queryKey: ['contacts', q], queryFn: ({ signal }) => api.contacts.find(q, signal) }),
  search: (q: string, desk?: string) =>
    queryOptions({ queryKey: ['search', q, desk ?? null], queryFn: ({ signal }) => api.tickets.list({ q, desk }, undefined, 12, signal) }),
}
