import { Outlet, useParams } from '@tanstack/react-router'
import { classes } from '../../ui/classes.ts'
import { TicketList } from './ticket-list.tsx'

/** List and ticket side by side; on a narrow screen one or the other. */
export function TicketsPage() {
  const { reference } = useParams({ strict: false })
  return (
    <div className="flex h-full">
      <section
        className={classes(
          'h-full w-full min-w-0 flex-col border-line md:w-[360px] md:shrink-0 md:border-r xl:w-[380px]',
          reference ? 'hidden md:flex' : 'flex',
        )}
      >
        <TicketList selected={reference} />
      </section>
      <div className={classes('h-full min-w-0 flex-1', reference ? 'block' : 'hidden md:block')}>
        <Outlet />
      </div>
    </div>
  )
}
