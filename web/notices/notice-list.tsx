import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  AtSign,
  Bell,
  CircleAlert,
  Clock,
  CornerUpLeft,
  type LucideIcon,
  MailX,
  Settings2,
  TriangleAlert,
  UserRoundCheck,
} from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Notice } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { When } from '../session/when.tsx'
import { t } from '../words/index.ts'
import { whoOf } from './use-notices.ts'

const icons: Record<string, LucideIcon | undefined> = {
  created: UserRoundCheck,
  assigned: UserRoundCheck,
  customer_replied: CornerUpLeft,
  mentioned: AtSign,
  escalated: TriangleAlert,
  sla_warning: Clock,
  sla_breached: Clock,
  reply_returned: MailX,
  webhook_gone: CircleAlert,
  webhook_failing: CircleAlert,
}

/** The inbox: newest first, arrows move, Enter opens and marks as read. */
export function NoticeList({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient()
  const [unreadOnly, setUnreadOnly] = useState(false)
  const query = useInfiniteQuery(queries.notices(unreadOnly))
  const list = useRef<HTMLDivElement>(null)
  const read = useMutation({
    mutationFn: (ids?: string[]) => api.notices.read(ids ? { ids } : {}),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['notices'] }),
  })
  const items = (query.data?.pages ?? []).flatMap((page) => page.items)
  const unread = query.data?.pages[0]?.unread ?? 0

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0
    if (!step) return
    event.preventDefault()
    const entries = [...(list.current?.querySelectorAll<HTMLElement>('[data-notice]') ?? [])]
    const at = entries.indexOf(document.activeElement as HTMLElement)
    entries[(at + step + entries.length) % Math.max(1, entries.length)]?.focus()
  }

  return (
    <div className="flex max-h-[min(560px,80vh)] flex-col" onKeyDown={onKeyDown}>
      <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line pr-2 pl-3">
        <h2 className="mr-auto font-semibold">{t.notices.title}</h2>
        <Button
          size="sm"
          kind="quiet"
          aria-pressed={unreadOnly}
          className="aria-pressed:bg-pressed"
          onClick={() => setUnreadOnly(!unreadOnly)}
        >
          {t.notices.unread}
        </Button>
        {unread > 0 ? (
          <Button size="sm" kind="quiet" busy={read.isPending} onClick={() => read.mutate(undefined)}>
            {t.notices.markAll}
          </Button>
        ) : null}
        <Link
          to="/settings/{-$section}"
          params={{ section: 'notices' }}
          onClick={onClose}
          aria-label={t.notices.choose}
          title={t.notices.choose}
        >
          <IconButton plain label={t.notices.choose} tabIndex={-1}>
            <Settings2 size={15} />
          </IconButton>
        </Link>
      </header>
      <div ref={list} className="scroll-quiet min-h-32 overflow-y-auto p-1">
        {query.isPending ? (
          <div className="appear-late flex flex-col gap-1.5 p-2">
            {[1, 2, 3].map((key) => (
              <Skeleton key={key} className="h-12 w-full" />
            ))}
          </div>
        ) : query.isError && items.length === 0 ? (
          <ErrorState
            title={t.notices.errorTitle}
            text={problemText(query.error)}
            retry={() => void query.refetch()}
            retryLabel={t.tryAgain}
          />
        ) : items.length === 0 ? (
          <EmptyState
            title={unreadOnly ? t.notices.emptyUnread : t.notices.empty}
            text={unreadOnly ? t.notices.emptyUnreadText : t.notices.emptyText}
          />
        ) : (
          <ul aria-label={t.notices.title}>
            {items.map((notice) => (
              <li key={notice.id}>
                <Entry
                  notice={notice}
                  onOpen={() => {
                    if (notice.readAt === null) read.mutate([notice.id])
                    if (notice.ticket) onClose()
                  }}
                />
              </li>
            ))}
          </ul>
        )}
        {query.hasNextPage ? (
          <Button size="sm" kind="quiet" className="m-1" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t.notices.more}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function Entry({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const Icon = icons[notice.kind] ?? Bell
  const unread = notice.readAt === null
  const content = (
    <>
      <Icon size={15} className={classes('mt-0.5 shrink-0', unread ? 'text-accent-text' : 'text-fg-3')} aria-hidden="true" />
      <span className="min-w-0 flex-1">
        <span className={classes('block', unread && 'font-semibold')}>{t.notices.says[notice.kind]?.(whoOf(notice)) ?? notice.text}</span>
        <span className="flex min-w-0 items-baseline gap-1.5 text-xs text-fg-3">
          {notice.ticket ? (
            <>
              <span className="shrink-0 font-mono text-2xs">{notice.ticket.reference}</span>
              <span dir="auto" className="truncate text-start">
                {notice.ticket.title}
              </span>
            </>
          ) : (
            <span dir="auto" className="truncate">
              {notice.subject}
            </span>
          )}
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-1.5">
        <When at={notice.at} className="text-xs text-fg-3" />
        {unread ? <span role="img" aria-label={t.notices.isUnread} className="size-2 rounded-full bg-accent" /> : null}
      </span>
    </>
  )
  const look = 'flex w-full items-start gap-2.5 rounded-[6px] px-2.5 py-2 text-left hover:bg-hover'
  return notice.ticket ? (
    <Link
      data-notice=""
      to="/tickets/$reference"
      params={{ reference: notice.ticket.reference }}
      search={{}}
      onClick={onOpen}
      className={look}
    >
      {content}
    </Link>
  ) : (
    <button data-notice="" type="button" onClick={onOpen} className={look}>
      {content}
    </button>
  )
}
