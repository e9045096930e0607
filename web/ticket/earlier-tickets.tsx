import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../client/api.ts'
import { StatusDot } from '../../ui/marks.tsx'
import { When } from '../session/when.tsx'
import { localised, t } from '../words/index.ts'
import type { ShownTicket } from './ticket-page.tsx'

/** The customer's other tickets: asked for by mail address, and only what is really theirs is shown. */
export function EarlierTickets({ ticket }: { ticket: ShownTicket }) {
  const contact = ticket.contact
  const asked = contact?.email ?? contact?.name ?? ''
  const found = useQuery({
    queryKey: ['earlier', contact?.id],
    queryFn: () => api.tickets.list({ contact: contact?.id, q: asked }, undefined, 20),
    enabled: Boolean(asked) && (ticket.contactTicketCount ?? 0) > 1,
    staleTime: 60_000,
  })
  const others = (found.data?.items ?? [])
    .filter((row) => row.contact?.id === contact?.id && row.reference !== ticket.reference)
    .slice(0, 5)
  const count = (ticket.contactTicketCount ?? 1) - 1
  if (count < 1) return <p className="mt-3 text-xs text-fg-3">{t.ticket.firstTicket}</p>
  return (
    <div className="mt-3">
      <h3 className="mb-1 text-xs text-fg-3">{t.ticket.otherTickets(count)}</h3>
      <ul className="-mx-1.5">
        {others.map((row) => (
          <li key={row.id}>
            <Link
              to="/tickets/$reference"
              params={{ reference: row.reference }}
              search={{}}
              className="flex h-7 items-center gap-2 rounded-[6px] px-1.5 hover:bg-hover"
              title={`${row.reference} · ${localised(row.status.label)}`}
            >
              <StatusDot colour={row.status.colour} hollow={row.status.category === 'waiting'} />
              <span dir="auto" className="min-w-0 flex-1 truncate text-start">
                {row.title}
              </span>
              <When at={row.lastActivityAt} className="shrink-0 text-xs text-fg-3" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
