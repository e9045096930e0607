import { Bell } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Popover } from '../../ui/popover.tsx'
import { t } from '../words/index.ts'
import { useUnreadNotices } from './use-notices.ts'

const NoticeList = lazy(() => import('./notice-list.tsx').then((module) => ({ default: module.NoticeList })))

/** What concerns me, one click away at all times; a number and no sound. */
export function NoticeBell() {
  const unread = useUnreadNotices()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={t.notices.title}
      open={open}
      onOpenChange={setOpen}
      className="w-[min(400px,calc(100vw-16px))]"
      trigger={
        <button
          type="button"
          data-testid="bell"
          className="flex h-[30px] w-full items-center gap-2 rounded-[6px] px-2 text-left text-fg-2 transition-colors hover:bg-hover hover:text-fg data-[popup-open]:bg-pressed data-[popup-open]:text-fg"
        >
          <Bell size={16} className="shrink-0 text-fg-3" />
          <span className="min-w-0 flex-1 truncate">{t.notices.title}</span>
          {unread > 0 ? (
            <span className="tabular flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[10px] leading-none font-semibold text-accent-fg">
              {unread > 99 ? '99+' : unread}
              <span className="sr-only"> {t.notices.unread}</span>
            </span>
          ) : null}
        </button>
      }
    >
      <Suspense fallback={<div className="h-64" />}>
        <NoticeList onClose={() => setOpen(false)} />
      </Suspense>
    </Popover>
  )
}
