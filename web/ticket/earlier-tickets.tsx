import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../client/api.ts'
import { StatusDot } from '../../ui/marks.tsx'
import { ErrorState, Skeleton } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { When } from '../session/when.tsx'
import { localised, t } from '../words/index.ts'
import type { ShownTicket } from './ticket-page.tsx'

const mostShown = 8

/** The customer's other tickets: asked for by mail address, and only what is really theirs is shown. */
export default function EarlierTickets({ ticket }: { ticket: ShownTicket }) {
  const contact = ticket.contact
  const asked = contact?.email ?? contact?.name ?? ''
  const count = (ticket.contactTicketCount ?? 1) - 1
  const found = useQuery({
    queryKey: ['earlier', contact?.id],
    queryFn: () => api.tickets.list({ contact: contact?.id, q: asked }, undefined, 20),
    enabled: Boolean(asked) && count > 0,
    staleTime: 60_000,
  })
  if (!contact) return <p className="text-fg-3">{t.ticket.noCustomer}</p>
  if (count < 1) return <p className="text-fg-3">{t.ticket.firstTicket}</p>
  if (found.isError && !found.data) {
    const retry = () => void found.refetch()
    return <ErrorState title={t.settings.errorTitle} text={problemText(found.error)} retry={retry} retryLabel={t.tryAgain} />
  }
  if (!found.data) return <Skeleton className="appear-late h-5 w-3/4" />
  const others = found.data.items.filter((row) => row.contact?.id === contact.id && row.reference !== ticket.reference)
  return (
    <>
      <p className="mb-1 text-xs text-fg-3">{others.length ? t.ticket.otherTickets(count) : t.tools.noOthers}</p>
      <ul className="-mx-1.5">
        {others.slice(0, mostShown).map((row) => (
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
      {others.length > mostShown ? (
        <Link
          to="/tickets"
          search={{ q: asked }}
          className="mt-1 inline-block rounded-[6px] text-xs font-semibold text-accent-text hover:underline"
        >
          {t.tools.all}
        </Link>
      ) : null}
    </>
  )
}
