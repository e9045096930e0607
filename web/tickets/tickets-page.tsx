import { Outlet, useParams } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { classes } from '../../ui/classes.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import { t } from '../words/index.ts'
import { TicketList } from './ticket-list.tsx'

/** List and ticket side by side; on a narrow screen one or the other. Beside a ticket the list can be put away. */
export function TicketsPage() {
  const { reference } = useParams({ strict: false })
  const { listHidden } = usePreferences()
  const isHidden = listHidden && reference !== undefined
  return (
    <div className="flex h-full">
      <section
        aria-label={t.list.label}
        className={classes(
          'h-full w-full min-w-0 flex-col border-line md:w-[360px] md:shrink-0 md:border-r xl:w-[380px]',
          isHidden ? 'hidden' : reference ? 'hidden md:flex' : 'flex',
        )}
      >
        <TicketList selected={reference} />
      </section>
      {reference ? <HideList isHidden={isHidden} /> : null}
      <div className={classes('h-full min-w-0 flex-1', reference ? 'block' : 'hidden md:block')}>
        <Outlet />
      </div>
    </div>
  )
}

/** The handle in the middle of the edge between the list and the ticket. */
function HideList({ isHidden }: { isHidden: boolean }) {
  const label = isHidden ? t.finding.showList : t.finding.hideList
  return (
    <div className={classes('relative z-20 hidden md:block', isHidden ? 'w-4 shrink-0 border-r border-line bg-canvas' : 'w-0')}>
      <button
        type="button"
        aria-label={label}
        aria-expanded={!isHidden}
        title={label}
        onClick={() => setPreferences({ listHidden: !isHidden })}
        className={classes(
          'absolute top-1/2 flex h-12 w-4 -translate-y-1/2 items-center justify-center border border-line bg-surface text-fg-3 transition-colors hover:bg-hover hover:text-fg',
          isHidden ? 'left-0 rounded-r-[6px]' : '-left-2 rounded-full',
        )}
      >
        {isHidden ? <ChevronRight size={12} /> : <ChevronLeft size={12} />}
      </button>
    </div>
  )
}
