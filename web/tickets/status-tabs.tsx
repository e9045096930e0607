import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { classes } from '../../ui/classes.ts'
import { StatusDot } from '../../ui/marks.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { queries } from '../data/queries.ts'
import { localised, t } from '../words/index.ts'
import { exactly } from './exactly.ts'
import { mergeStatuses } from './merge-statuses.ts'
import type { TicketSearch } from './ticket-search.ts'
import { viewOf } from './views.ts'

const tabClass =
  'flex h-7 shrink-0 items-center gap-1.5 rounded-[6px] px-2 text-xs text-fg-2 transition-colors hover:bg-hover hover:text-fg aria-[current]:bg-pressed aria-[current]:font-semibold aria-[current]:text-fg'

/** All, then a tab for each status; what does not fit waits in the menu at the end. */
export function StatusTabs({ search }: { search: TicketSearch }) {
  const view = viewOf(search.view)
  const navigate = useNavigate()
  const counts = useQuery(queries.counts(search.desk)).data
  const box = useRef<HTMLDivElement>(null)
  const tabs = view.tabs && counts ? mergeStatuses(counts.statuses, view.tabs, search.status) : []
  const fitting = useFitting(box, tabs.map((tab) => `${localised(tab.label)} ${tab.count}`).join('|'))
  if (tabs.length === 0) return null

  const chosen = tabs.findIndex((tab) => tab.key === search.status)
  // The chosen tab is always in sight, in the last place that fits if it would be hidden.
  const shown = chosen >= fitting ? [...tabs.slice(0, Math.max(0, fitting - 1)), ...tabs.slice(chosen, chosen + 1)] : tabs.slice(0, fitting)
  const hidden = tabs.filter((tab) => !shown.includes(tab))
  const to = (status: string | undefined) => ({ ...search, status, mine: undefined })
  const hasMine = view.key === 'all'

  return (
    <nav aria-label={t.list.statuses} className="relative px-3 pb-1">
      <div ref={box} aria-hidden="true" className="pointer-events-none invisible absolute inset-x-3 flex h-0 overflow-hidden">
        <span className={tabClass}>{hasMine ? `${t.list.allTab} ${t.finding.mineTab}` : t.list.allTab}</span>
        {tabs.map((tab) => (
          <span key={tab.key + localised(tab.label)} data-tab className={classes(tabClass, 'font-semibold')}>
            <StatusDot colour={tab.colour} />
            {localised(tab.label)} <span className="tabular font-normal">{tab.count}</span>
          </span>
        ))}
      </div>
      <div className="flex overflow-hidden">
        <Link
          to="/tickets"
          search={to(undefined)}
          className={tabClass}
          aria-current={search.status || search.mine ? undefined : 'true'}
          activeOptions={exactly}
        >
          {t.list.allTab}
        </Link>
        {hasMine ? (
          <Link
            to="/tickets"
            search={{ ...search, status: undefined, mine: 'yes' }}
            className={tabClass}
            aria-current={search.mine ? 'true' : undefined}
            activeOptions={exactly}
          >
            {t.finding.mineTab}
          </Link>
        ) : null}
        {shown.map((tab) => (
          <Link
            key={tab.key + localised(tab.label)}
            to="/tickets"
            search={to(tab.key)}
            className={tabClass}
            activeOptions={exactly}
            aria-current={tab.key === search.status ? 'true' : undefined}
          >
            <StatusDot colour={tab.colour} hollow={tab.category === 'waiting'} />
            {localised(tab.label)} <span className="tabular font-normal text-fg-3">{tab.count}</span>
          </Link>
        ))}
        {hidden.length ? (
          <Menu
            align="end"
            label={t.list.moreStatuses}
            trigger={
              <button type="button" className={classes(tabClass, 'ml-auto')}>
                {t.list.more}
                <ChevronDown size={12} />
              </button>
            }
          >
            {hidden.map((tab) => (
              <MenuItem
                key={tab.key + localised(tab.label)}
                icon={<StatusDot colour={tab.colour} hollow={tab.category === 'waiting'} />}
                onSelect={() => void navigate({ to: '/tickets', search: to(tab.key) })}
              >
                {localised(tab.label)} <span className="tabular ml-1 text-fg-3">{tab.count}</span>
              </MenuItem>
            ))}
          </Menu>
        ) : null}
      </div>
    </nav>
  )
}

/** How many tabs fit beside "All" and the menu, from the widths of an unseen copy of the row. */
function useFitting(box: React.RefObject<HTMLDivElement | null>, content: string): number {
  const [count, setCount] = useState(4)
  useLayoutEffect(() => {
    const row = box.current
    if (!row) return
    const measure = () => {
      const widths = [...row.children].map((child) => (child as HTMLElement).offsetWidth)
      const total = widths.reduce((sum, width) => sum + width, 0)
      const room = total <= row.clientWidth ? row.clientWidth : row.clientWidth - 68
      let used = widths[0] ?? 0
      let fits = 0
      for (const width of widths.slice(1)) {
        used += width
        if (used > room) break
        fits += 1
      }
      setCount(fits)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(row)
    return () => observer.disconnect()
    // Other words have other widths.
  }, [box, content])
  return count
}
