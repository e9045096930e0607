import { History, LayoutTemplate, Link2 } from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'

/** Something useful beside a ticket. */
export interface Tool {
  readonly key: string
  readonly title: string
  readonly Icon: ComponentType<{ size?: number }>
  readonly Content: ComponentType<{ ticket: ShownTicket }>
}

/** Every tool of the right bar, in the order people have before they choose their own. */
export const tools: readonly Tool[] = [
  { key: 'links', title: t.related.title, Icon: Link2, Content: lazy(() => import('../ticket/linked-tickets.tsx')) },
  { key: 'templates', title: t.texts.templates, Icon: LayoutTemplate, Content: lazy(() => import('../texts/templates-tool.tsx')) },
  { key: 'events', title: t.ticket.events, Icon: History, Content: lazy(() => import('../ticket/event-log.tsx')) },
]
