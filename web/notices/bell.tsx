import { Bell } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
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
        <IconButton plain label={t.notices.open(unread)} title={t.notices.open(unread)} className="relative" data-testid="bell">
          <Bell size={16} />
          {unread > 0 ? (
            <span
              aria-hidden="true"
              className="tabular absolute -top-0.5 -right-1 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-[10px] leading-none font-semibold text-accent-fg"
            >
              {unread > 99 ? '99+' : unread}
            </span>
          ) : null}
        </IconButton>
      }
    >
      <Suspense fallback={<div className="h-64" />}>
        <NoticeList onClose={() => setOpen(false)} />
      </Suspense>
    </Popover>
  )
}
