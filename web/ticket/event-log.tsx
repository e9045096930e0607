import { useInfiniteQuery } from '@tanstack/react-query'
import { clockTime } from '../../ui/time.ts'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { When } from '../session/when.tsx'
import { language, localised, t } from '../words/index.ts'
import type { ShownTicket } from './ticket-page.tsx'

/** Everything that happened to the ticket, newest first, in sentences. */
export default function EventLog({ ticket: { reference } }: { ticket: ShownTicket }) {
  const log = useInfiniteQuery(queries.events(reference))
  const { zone } = useMe()
  const events = log.data?.pages.flatMap((page) => page.items) ?? []
  if (log.isError && events.length === 0) return <p className="text-red-text">{problemText(log.error)}</p>
  return (
    <>
      <ol className="flex flex-col gap-2">
        {events.map((event) => (
          <li key={event.seq} className="relative flex gap-2 pl-3.5">
            <span aria-hidden="true" className="absolute top-[6px] left-0 size-1.5 rounded-full bg-line-strong" />
            <span className="min-w-0 flex-1 break-words text-fg-2">{inZone(localised(event.sentence), zone)}</span>
            <When at={event.at} className="shrink-0 text-xs text-fg-3" />
          </li>
        ))}
      </ol>
      {log.hasNextPage ? (
        <button
          type="button"
          className="mt-2 rounded-[6px] px-1 text-xs font-semibold text-accent-text hover:bg-hover"
          onClick={() => void log.fetchNextPage()}
        >
          {t.ticket.moreEvents}
        </button>
      ) : null}
    </>
  )
}

/** The log keeps instants in UTC; a person reads them by their own clock. */
function inZone(sentence: string, zone: string): string {
  return sentence.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (instant) => clockTime(instant, zone, language))
}
