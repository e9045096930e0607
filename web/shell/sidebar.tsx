import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { CircleHelp, FlaskConical, type LucideIcon, MailWarning, Plus, Search, Send, Settings } from 'lucide-react'
import { IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { formatNumber } from '../../ui/formats.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { queries } from '../data/queries.ts'
import { NoticeBell } from '../notices/bell.tsx'
import { may, useMe } from '../session/me.ts'
import { exactly } from '../tickets/exactly.ts'
import { usePrefetchView } from '../tickets/use-prefetch-view.ts'
import { type View, views } from '../tickets/views.ts'
import { SidebarViews } from '../views/sidebar-views.tsx'
import { language, t } from '../words/index.ts'
import { DeskSwitcher } from './desk-switcher.tsx'
import { PresenceMenu } from './presence-menu.tsx'
import { useShell } from './shell-context.ts'
import { itemClass, SidebarGroup } from './sidebar-item.tsx'

export function Sidebar() {
  const me = useMe()
  const { openPalette, newTicket, openHelp } = useShell()
  const { desk } = useSearch({ strict: false })
  const counts = useQuery(queries.counts(desk)).data?.views

  return (
    <nav aria-label={t.shell.navigation} className="flex h-full flex-col">
      <div className="flex items-center gap-1 px-2 pt-2">
        <DeskSwitcher desk={desk} />
        <IconButton label={t.shell.newTicket} keys="c" onClick={newTicket}>
          <Plus size={16} />
        </IconButton>
      </div>
      <div className="px-2 pt-1 pb-1">
        <button
          type="button"
          onClick={openPalette}
          className="flex h-8 w-full items-center gap-2 rounded-[6px] border border-line bg-surface px-2 text-fg-3 transition-colors hover:border-line-strong hover:text-fg-2"
        >
          <Search size={14} />
          <span className="flex-1 text-left">{t.shell.find}</span>
          <Kbd keys="Mod+k" />
        </button>
      </div>
      <div className="px-2">
        <NoticeBell />
      </div>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        <SidebarGroup label={t.shell.mine}>{links('mine')}</SidebarGroup>
        <SidebarGroup label={t.shell.desk}>{links('desk')}</SidebarGroup>
        <SidebarViews desk={desk} />
        <SidebarGroup label={t.shell.aside}>{links('aside')}</SidebarGroup>
      </div>
      <div className="border-t border-line p-2">
        <Item icon={Send} to="/outbox" name={t.outbox.title} />
        {may(me, 'mail.replay') ? <Item icon={MailWarning} to="/quarantine" name={t.quarantine.title} /> : null}
        {me.dev ? <Item icon={FlaskConical} to="/dev" name={t.dev.title} /> : null}
        <Item icon={Settings} to="/settings/{-$section}" name={t.settings.title} />
        <div className="mt-1 flex items-center gap-1">
          <PresenceMenu />
          <IconButton label={t.help.title} keys="?" onClick={openHelp}>
            <CircleHelp size={16} />
          </IconButton>
        </div>
      </div>
    </nav>
  )

  function links(group: View['group']) {
    return views
      .filter((view) => view.group === group)
      .map((view) => <ViewLink key={view.key} view={view} count={counts?.[view.key]} desk={desk} />)
  }
}

function ViewLink({ view, count, desk }: { view: View; count: number | undefined; desk: string | undefined }) {
  const search = useSearch({ strict: false })
  const current = !search.q && (search.view ?? 'all') === view.key && location.pathname.startsWith('/tickets')
  const prefetch = usePrefetchView()
  const Icon = view.icon
  const to = { view: view.key === 'all' ? undefined : view.key, desk }
  return (
    <Link
      to="/tickets"
      search={to}
      onPointerEnter={() => prefetch(to)}
      onFocus={() => prefetch(to)}
      className={itemClass}
      activeOptions={exactly}
      aria-current={current ? 'page' : undefined}
    >
      <Icon size={16} className="shrink-0 text-fg-3 group-aria-[current]:text-accent-text" aria-hidden="true" />
      <span className="min-w-0 flex-1 truncate">{view.name}</span>
      <span className={classes('tabular text-xs font-normal', count ? 'text-fg-3' : 'text-fg-3/50')}>
        {count === undefined ? '' : formatNumber(count, language)}
      </span>
    </Link>
  )
}

function Item({
  icon: Icon,
  to,
  name,
}: {
  icon: LucideIcon
  to: '/outbox' | '/quarantine' | '/settings/{-$section}' | '/dev'
  name: string
}) {
  return (
    <Link to={to} className={itemClass}>
      <Icon size={16} className="shrink-0 text-fg-3" aria-hidden="true" />
      <span className="truncate">{name}</span>
    </Link>
  )
}
