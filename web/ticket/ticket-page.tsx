import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { isProblem } from '../../client/client.ts'
import type { Ticket, TicketRow } from '../../client/types.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { ActionProvider } from '../actions/action-context.tsx'
import { Composer } from '../composer/composer.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import type { ListData } from '../live/apply-row.ts'
import { useReadNoticesOf } from '../notices/use-notices.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import { t } from '../words/index.ts'
import { Conversation } from './conversation.tsx'
import { Details } from './details.tsx'
import { TicketBanners } from './ticket-banners.tsx'
import { TicketHead } from './ticket-head.tsx'
import { TicketKeys } from './ticket-keys.tsx'
import { TicketSkeleton } from './ticket-skeleton.tsx'
import { useMediaQuery } from './use-media-query.ts'
import { useReading } from './use-reading.ts'

export type ShownTicket = TicketRow & Partial<Ticket>

export function TicketPage() {
  const { reference } = useParams({ from: '/workspace/tickets/$reference' })
  const ticket = useQuery(queries.ticket(reference))
  const row = useKnownRow(reference)
  const shown: ShownTicket | undefined = ticket.data ?? row

  useEffect(() => {
    if (shown) document.title = `${shown.reference} ${shown.title}`
  }, [shown])

  // What may not be seen any more is not shown, though this browser still has it.
  if (ticket.isError && (!ticket.data || isGone(ticket.error)))
    return <TicketProblem error={ticket.error} retry={() => void ticket.refetch()} />
  if (!shown) return <TicketSkeleton />
  return <TicketView key={shown.reference} ticket={shown} />
}

function TicketView({ ticket }: { ticket: ShownTicket }) {
  const wide = useMediaQuery('(min-width: 1280px)')
  const { details } = usePreferences()
  const [drawer, setDrawer] = useState(false)
  const toggleDetails = useCallback(() => (wide ? setPreferences({ details: !details }) : setDrawer((open) => !open)), [wide, details])
  useReading(ticket)
  useReadNoticesOf(ticket.reference)

  return (
    <ActionProvider ticket={ticket}>
      <TicketKeys ticket={ticket} />
      <div className="flex h-full">
        <article
          id="ticket"
          tabIndex={-1}
          data-quiet-focus
          className="flex h-full min-w-0 flex-1 flex-col"
          aria-label={t.ticket.label(ticket.reference)}
        >
          <TicketHead
            ticket={ticket}
            detailsOpen={wide ? details : drawer}
            detailsBeside={wide && details}
            onToggleDetails={toggleDetails}
          />
          <TicketBanners ticket={ticket} />
          <Conversation ticket={ticket} />
          <Composer ticket={ticket} />
        </article>
        {wide && details ? (
          <aside aria-label={t.ticket.details} className="scroll-quiet w-80 shrink-0 overflow-y-auto border-l border-line bg-canvas">
            <Details ticket={ticket} beside />
          </aside>
        ) : null}
      </div>
      <Drawer
        open={!wide && drawer}
        onClose={() => setDrawer(false)}
        label={t.ticket.details}
        side="right"
        width="w-80"
        closeLabel={t.close}
      >
        <div className="scroll-quiet h-full overflow-y-auto">
          <Details ticket={ticket} />
        </div>
      </Drawer>
    </ActionProvider>
  )
}

/** The list knows enough of a ticket to paint its head before the ticket itself has come. */
function useKnownRow(reference: string): TicketRow | undefined {
  const cache = useQueryClient()
  for (const [, data] of cache.getQueriesData<ListData>({ queryKey: ['tickets'] })) {
    for (const page of data?.pages ?? []) {
      const row = page.items.find((item) => item.reference === reference)
      if (row) return row
    }
  }
  return undefined
}

const isGone = (error: unknown) => isProblem(error) && (error.status === 404 || error.status === 403)

function TicketProblem({ error, retry }: { error: unknown; retry: () => void }) {
  const search = useSearch({ from: '/workspace/tickets' })
  return (
    <div className="flex h-full items-center justify-center">
      {isGone(error) ? (
        <EmptyState
          title={t.ticket.goneTitle}
          text={problemText(error)}
          action={
            <Link to="/tickets" search={search} className={buttonClass()}>
              {t.ticket.back}
            </Link>
          }
        />
      ) : (
        <ErrorState title={t.ticket.errorTitle} text={problemText(error)} retry={retry} retryLabel={t.tryAgain} />
      )}
    </div>
  )
}
