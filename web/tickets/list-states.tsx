import { Link } from '@tanstack/react-router'
import { Inbox, SearchX } from 'lucide-react'
import { Button, buttonClass } from '../../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { useShell } from '../shell/shell-context.ts'
import { t } from '../words/index.ts'
import { hasFilters, type TicketSearch } from './ticket-search.ts'
import { viewOf } from './views.ts'

/** Rows of the final height, so that nothing jumps when they fill. */
export function ListLoading() {
  return (
    <div role="status" aria-label={t.list.loading} className="appear-late min-h-0 flex-1 overflow-hidden">
      {[62, 44, 70, 52, 58, 40, 66, 48, 60, 54].map((width, index) => (
        <div key={index} className="flex h-16 flex-col justify-center gap-2 border-b border-line px-4">
          <div className="flex justify-between">
            <SkeletonOf percent={width} />
            <Skeleton className="h-2.5 w-6" />
          </div>
          <SkeletonOf percent={width - 18} thin />
          <Skeleton className="h-2 w-24" />
        </div>
      ))}
    </div>
  )
}

function SkeletonOf({ percent, thin }: { percent: number; thin?: boolean }) {
  return (
    <span style={{ width: `${percent}%` }}>
      <Skeleton className={thin ? 'h-2' : 'h-3'} />
    </span>
  )
}

export function ListError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="min-h-0 flex-1">
      <ErrorState title={t.list.errorTitle} text={problemText(error)} retry={retry} retryLabel={t.tryAgain} />
    </div>
  )
}

export function ListEmpty({ search }: { search: TicketSearch }) {
  const { newTicket } = useShell()
  const view = viewOf(search.view)
  const Icon = view.icon
  if (search.q || hasFilters(search)) {
    return (
      <div className="min-h-0 flex-1">
        <EmptyState
          icon={<SearchX size={18} />}
          title={search.q ? t.list.nothingFound(search.q) : t.list.filteredTitle}
          text={search.q ? t.list.nothingFoundText : t.list.filteredText}
          action={
            <Link to="/tickets" search={{ view: search.view, desk: search.desk }} className={buttonClass()}>
              {search.q ? t.list.clearSearch : t.list.clear}
            </Link>
          }
        />
      </div>
    )
  }
  return (
    <div className="min-h-0 flex-1">
      <EmptyState
        icon={view.key === 'all' ? <Inbox size={18} /> : <Icon size={18} />}
        title={t.list.emptyTitle[view.key] ?? t.list.empty}
        text={t.list.emptyText[view.key]}
        action={view.group === 'desk' ? <Button onClick={newTicket}>{t.shell.newTicket}</Button> : undefined}
      />
    </div>
  )
}
