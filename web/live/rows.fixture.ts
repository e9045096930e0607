import type { Page, TicketRow } from '../../client/types.ts'
import type { ListData } from './apply-row.ts'

/** One text for all languages, where a test does not care. */
export const words = (text: string) => ({ en: text, ja: text, ko: text })

export function row(id: string, minutesAgo: number, change: Partial<TicketRow> = {}): TicketRow {
  const at = new Date(Date.parse('2026-11-22T08:00:00Z') - minutesAgo * 60_000).toISOString()
  return {
    id,
    reference: `TKT-${id.padStart(4, '0')}`,
    title: `Ticket ${id}`,
    desk: '1',
    status: { key: 'open', label: words('Open'), colour: 'blue', category: 'open' },
    priority: 'normal',
    type: 'support_ticket',
    channel: 'mail',
    contact: null,
    assignee: null,
    team: null,
    labels: [],
    starred: false,
    unread: false,
    internal: false,
    bucket: 'active',
    snoozedUntil: null,
    sla: null,
    lastActivityAt: at,
    createdAt: at,
    updatedAt: at,
    preview: '',
    messageCount: 1,
    version: 1,
    viewers: [],
    ...change,
  }
}

export function list(...pages: TicketRow[][]): ListData {
  return {
    pages: pages.map((items, index): Page<TicketRow> => ({ items, nextCursor: index === pages.length - 1 ? null : String(index) })),
    pageParams: pages.map((_, index) => (index === 0 ? undefined : String(index))),
  }
}

export function ids(data: ListData): string[] {
  return data.pages.flatMap((page) => page.items.map((item) => item.id))
}
