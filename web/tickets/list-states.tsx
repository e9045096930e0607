import { Link } from '@tanstack/react-router'
import { Inbox, SearchX } from 'lucide-react'
import { Button, buttonClass } from '../../ui/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx'
import { problemText } from '../data/query-client.ts'
import { useShell } from '../shell/shell-context.ts'
import { t } from '../words/index.ts'
import { hasFilters, isSavedView, type TicketSearch } from './ticket-search.ts'
import { viewOf } from './views.ts'

/** Rows of the final height, so that nothing jumps when they fill. */
export function ListLoading() {
  return (
    <div role="status" aria-label={t.list.loading} className="appear-late min-h-0 flex-1 overflow-hidden">
      {[62, 44, 70, 52, 58, 40, 66, 48, 60, 54].map((width, index) => (
        <div key={index} className="flex h-16 flex-col justify-center gap-2 border-b border-line pr-4 pl-11">
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

type EmptyProps = {
  search: TicketSearch
  /** The conditions that narrow the list, in words. */
  filters?: string | undefined
  /** The saved view it is. */
  saved?: string | undefined
}

export function ListEmpty({ search, filters, saved }: EmptyProps) {
  const { newTicket } = useShell()
  const view = viewOf(search.view)
  const Icon = view.icon
  const { view: key, desk } = search
  if (search.q || hasFilters(search) || isSavedView(key)) {
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <EmptyState
          icon={<SearchX size={18} />}
          title={search.q ? t.list.nothingFound(search.q) : t.list.filteredTitle}
          text={
            <>
              {search.q ? (saved ? t.finding.searchedInView(saved) : t.finding.searchedIn(search.q)) : null}{' '}
              {filters ? t.finding.searchedWith(filters) : search.q ? null : t.list.filteredText}
            </>
          }
          action={
            <span className="flex flex-wrap justify-center gap-2">
              {search.q && saved ? (
                <Link to="/tickets" search={{ q: search.q, desk }} className={buttonClass('primary')}>
                  {t.finding.searchEverywhere}
                </Link>
              ) : null}
              {search.q && hasFilters(search) ? (
                <Link to="/tickets" search={{ ...search, where: undefined, starred: undefined }} className={buttonClass()}>
                  {t.finding.clearFilters}
                </Link>
              ) : null}
              {search.q || hasFilters(search) ? (
                <Link to="/tickets" search={{ view: key, desk }} className={buttonClass()}>
                  {search.q && hasFilters(search) ? t.finding.clearAll : search.q ? t.list.clearSearch : t.list.clear}
                </Link>
              ) : null}
            </span>
          }
        />
      </div>
    )
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <EmptyState
        icon={view.key === 'all' ? <Inbox size={18} /> : <Icon size={18} />}
        title={t.list.emptyTitle[view.key] ?? t.list.empty}
        text={t.list.emptyText[view.key]}
        action={
          view.group === 'desk' ? (
            <Button onClick={newTicket}>{t.shell.newTicket}</Button>
          ) : view.key === 'my_in_progress' ? (
            <Link to="/tickets" search={{ view: 'unassigned', desk }} className={buttonClass()}>
              {t.views.unassigned}
            </Link>
          ) : undefined
        }
      />
    </div>
  )
}

/** A saved view that is not there any more. */
export function ListGone() {
  return (
    <div className="min-h-0 flex-1">
      <EmptyState
        icon={<SearchX size={18} />}
        title={t.finding.viewGone}
        text={t.finding.viewGoneText}
        action={
          <Link to="/tickets" search={{}} className={buttonClass()}>
            {t.views.all}
          </Link>
        }
      />
    </div>
  )
}
