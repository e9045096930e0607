import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { Drawer } from '../../ui/drawer.tsx'
import { useSearchSources } from '../customer-info/info-sources.ts'
import { signedOutEvent } from '../data/query-client.ts'
import { useKeys } from '../keyboard/use-keys.ts'
import { useFeed } from '../live/use-feed.ts'
import { useNoticeNews } from '../notices/use-notices.ts'
import { leaving } from '../session/leaving.ts'
import { useMe } from '../session/me.ts'
import { preferences, setPreferences } from '../session/preferences.ts'
import { views } from '../tickets/views.ts'
import { t } from '../words/index.ts'
import { ConnectionBar } from './connection-bar.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { ShellContext } from './shell-context.ts'
import { Sidebar } from './sidebar.tsx'
import { TopBars } from './top-bars.tsx'

const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })))
const HelpSheet = lazy(() => import('./help-sheet.tsx').then((module) => ({ default: module.HelpSheet })))
const BulkRuns = lazy(() => import('../bulk/bulk-runs.tsx').then((module) => ({ default: module.BulkRuns })))
const SearchInformation = lazy(() => import('../customer-info/search-dialog.tsx').then((module) => ({ default: module.SearchInformation })))
const NewTicketDialog = lazy(() => import('../tickets/new-ticket-dialog.tsx').then((module) => ({ default: module.NewTicketDialog })))

type Open = 'sidebar' | 'palette' | 'help' | 'new-ticket' | 'info' | null

/** The frame of the workspace: sidebar, live line, and the windows that open from anywhere. */
export function Shell() {
  const me = useMe()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [open, setOpen] = useState<Open>(null)
  const path = useRouterState({ select: (state) => state.location.href })
  const searchable = useSearchSources().length > 0
  const onTickets = path.startsWith('/tickets')

  const onSignedOut = useCallback(() => {
    if (leaving.is()) return
    void navigate({ to: '/sign-in', search: { next: location.pathname + location.search }, ignoreBlocker: true }).then(() => cache.clear())
  }, [cache, navigate])
  useFeed(me, onSignedOut)
  useNoticeNews()
  useEffect(() => {
    addEventListener(signedOutEvent, onSignedOut)
    return () => removeEventListener(signedOutEvent, onSignedOut)
  }, [onSignedOut])

  useEffect(() => setOpen((was) => (was === 'sidebar' && path ? null : was)), [path])

  const goTo = (view: string) => () => void navigate({ to: '/tickets', search: (old) => ({ view, desk: (old as { desk?: string }).desk }) })
  useKeys({
    ...Object.fromEntries(views.map((view) => [`g ${view.letter}`, goTo(view.key)])),
    'g n': () => setPreferences({ dashboard: !preferences().dashboard }),
    'g l': () => searchable && setOpen('info'),
    'g o': () => void navigate({ to: '/outbox' }),
    'g ,': () => void navigate({ to: '/settings/{-$section}' }),
    'Mod+k': () => setOpen('palette'),
    '?': () => setOpen('help'),
    c: () => setOpen('new-ticket'),
  })

  const controls = useMemo(
    () => ({
      openSidebar: () => setOpen('sidebar'),
      openPalette: () => setOpen('palette'),
      openHelp: () => setOpen('help'),
      newTicket: () => setOpen('new-ticket'),
      searchInfo: () => setOpen('info'),
    }),
    [],
  )
  const close = () => setOpen(null)

  return (
    <ShellContext value={controls}>
      <LeaveGuard />
      <SkipLink to="content">{t.shell.skip}</SkipLink>
      {path.startsWith('/tickets/') ? <SkipLink to="ticket">{t.shell.skipToTicket}</SkipLink> : null}
      <div className="flex h-dvh flex-col">
        <ConnectionBar />
        <Suspense>
          <BulkRuns />
        </Suspense>
        <div className="flex min-h-0 flex-1">
          <div className="hidden w-56 shrink-0 border-r border-line bg-canvas lg:block">
            <Sidebar />
          </div>
          <main id="content" tabIndex={-1} data-quiet-focus className="flex min-w-0 flex-1 flex-col bg-surface">
            {onTickets ? <TopBars /> : null}
            <div className="min-h-0 flex-1">
              <Outlet />
            </div>
          </main>
        </div>
      </div>
      <Drawer open={open === 'sidebar'} onClose={close} label={t.shell.navigation} side="left" width="w-64">
        <div className="h-full bg-canvas">
          <Sidebar />
        </div>
      </Drawer>
      <Suspense>
        {open === 'palette' ? <Palette onClose={close} /> : null}
        {open === 'help' ? <HelpSheet onClose={close} /> : null}
        {open === 'info' ? <SearchInformation onClose={close} /> : null}
        {open === 'new-ticket' ? <NewTicketDialog onClose={close} /> : null}
      </Suspense>
    </ShellContext>
  )
}

/** The first stops of Tab, seen only there: past the navigation, and past the list as well. */
function SkipLink({ to, children }: { to: string; children: string }) {
  return (
    <a
      href={`#${to}`}
      onClick={(event) => {
        // The address stays that of the page.
        event.preventDefault()
        document.getElementById(to)?.focus()
      }}
      className="sr-only z-50 rounded-[6px] bg-raised p-2 shadow-float focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2"
    >
      {children}
    </a>
  )
}
