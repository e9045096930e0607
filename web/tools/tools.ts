import { ClipboardList, ContactRound, History, LayoutTemplate, Link2 } from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import { useIsInfoShown } from '../customer-info/info-sources.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'

/** Something useful beside a ticket. */
export interface Tool {
  readonly key: string
  readonly title: string
  readonly Icon: ComponentType<{ size?: number; className?: string }>
  readonly Content: ComponentType<{ ticket: ShownTicket }>
}

/** Every tool of the right bar, in the order people have before they choose their own. */
export const tools: readonly Tool[] = [
  { key: 'history', title: t.tools.history, Icon: History, Content: lazy(() => import('../ticket/earlier-tickets.tsx')) },
  { key: 'templates', title: t.texts.templates, Icon: LayoutTemplate, Content: lazy(() => import('../texts/templates-tool.tsx')) },
  {
    key: 'info',
    title: t.info.title,
    Icon: ContactRound,
    Content: lazy(() => import('../customer-info/customer-info-tool.tsx')),
  },
  { key: 'links', title: t.related.title, Icon: Link2, Content: lazy(() => import('../ticket/linked-tickets.tsx')) },
  { key: 'events', title: t.ticket.events, Icon: ClipboardList, Content: lazy(() => import('../ticket/event-log.tsx')) },
]

/** Those that have nothing for whoever looks, beside this ticket. */
export function useHiddenTools(ticket: ShownTicket): readonly string[] {
  return useIsInfoShown(ticket) ? [] : ['info']
}
