import { useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { ArrowLeft, Link2, PanelRight, Star } from 'lucide-react'
import { api } from '../../client/api.ts'
import { IconButton } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { patchRow } from '../live/patch-row.ts'
import { t } from '../words/index.ts'
import { copy } from './copy.ts'
import { TicketBadges } from './ticket-badges.tsx'
import { TicketMenu } from './ticket-menu.tsx'
import type { ShownTicket } from './ticket-page.tsx'
import { TicketTitle } from './ticket-title.tsx'

type Props = {
  ticket: ShownTicket
  detailsOpen: boolean
  /** The details stand beside the conversation and say what the head then need not. */
  detailsBeside: boolean
  onToggleDetails: () => void
}

export function TicketHead({ ticket, detailsOpen, detailsBeside, onToggleDetails }: Props) {
  const search = useSearch({ from: '/workspace/tickets' })
  const star = useStar(ticket)

  return (
    <header className="shrink-0 border-b border-line">
      <div className="flex min-h-12 items-start gap-x-1 pt-2 pr-3 pl-3 max-sm:flex-wrap md:pl-5">
        <Link
          to="/tickets"
          search={search}
          aria-label={t.ticket.back}
          className="flex size-8 shrink-0 items-center justify-center rounded-[6px] text-fg-2 hover:bg-hover md:hidden"
        >
          <ArrowLeft size={18} />
        </Link>
        <button
          type="button"
          title={t.ticket.copyReference}
          onClick={() => void copy(ticket.reference, t.ticket.referenceCopied)}
          className="mt-[5px] mr-1 shrink-0 rounded-[5px] border border-line bg-canvas px-1.5 font-mono text-2xs leading-[20px] text-fg-2 hover:border-line-strong"
        >
          {ticket.reference}
        </button>
        {/* On a phone it has a line of its own, below what stands around it. */}
        <div className="flex min-w-0 flex-1 pt-1 max-sm:order-last max-sm:basis-full max-sm:px-1">
          <TicketTitle ticket={ticket} />
        </div>
        <div className="ml-auto flex shrink-0 items-center pt-0.5">
          <IconButton label={ticket.starred ? t.ticket.unstar : t.ticket.star} aria-pressed={ticket.starred} onClick={() => void star()}>
            <Star size={16} className={ticket.starred ? 'fill-amber-line text-amber-line' : ''} />
          </IconButton>
          <IconButton
            label={t.ticket.copyLink}
            className="max-sm:hidden"
            onClick={() => void copy(`${location.origin}/tickets/${ticket.reference}`, t.ticket.linkCopied)}
          >
            <Link2 size={16} />
          </IconButton>
          <TicketMenu ticket={ticket} />
          <IconButton
            label={detailsOpen ? t.ticket.hideDetails : t.ticket.showDetails}
            aria-pressed={detailsOpen}
            onClick={onToggleDetails}
          >
            <PanelRight size={16} />
          </IconButton>
        </div>
      </div>
      <TicketBadges ticket={ticket} withLabels={!detailsBeside} />
    </header>
  )
}

export function useStar(ticket: ShownTicket): () => Promise<void> {
  const cache = useQueryClient()
  return async () => {
    const starred = !ticket.starred
    patchRow(cache, ticket.id, { starred })
    try {
      await api.tickets.star(ticket.reference, starred)
    } catch (error) {
      patchRow(cache, ticket.id, { starred: !starred })
      toast(problemText(error), 'problem')
    }
  }
}
