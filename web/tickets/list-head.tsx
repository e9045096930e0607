import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ContactRound, Menu as MenuIcon, Rows3, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SavedView, TicketQuery } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { formatNumber } from '../../ui/formats.ts'
import { Menu, MenuGroup, MenuItem } from '../../ui/menu.tsx'
import { useSearchSources } from '../customer-info/info-sources.ts'
import { queries } from '../data/queries.ts'
import { useKeys } from '../keyboard/use-keys.ts'
import { useMe } from '../session/me.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import { useShell } from '../shell/shell-context.ts'
import { countText } from '../views/count-text.ts'
import { language, t } from '../words/index.ts'
import { asCondition } from './as-condition.ts'
import { FilterBar } from './filter-bar.tsx'
import { SearchBox } from './search-box.tsx'
import { StatusTabs } from './status-tabs.tsx'
import { hasFilters, isSavedView, type TicketSearch } from './ticket-search.ts'
import { viewOf } from './views.ts'

type Props = { search: TicketSearch; query: TicketQuery; saved: SavedView | undefined }

export function ListHead({ search, query, saved }: Props) {
  const [searching, setSearching] = useState(false)
  const { openSidebar, searchInfo } = useShell()
  const infoSources = useSearchSources()
  const me = useMe()
  const navigate = useNavigate()
  const view = viewOf(search.view)
  const isSaved = isSavedView(search.view)
  const open = searching || Boolean(search.q)
  // The focus goes back to where the search was opened from.
  const [wasClosed, setClosed] = useState(false)
  useEffect(() => {
    if (open) setClosed(false)
  }, [open])

  useKeys({ '/': () => setSearching(true) })

  return (
    <header className="shrink-0 border-b border-line">
      <div className="flex h-12 items-center gap-1 pr-2 pl-4">
        <IconButton label={t.shell.navigation} onClick={openSidebar} className="-ml-2 lg:hidden">
          <MenuIcon size={16} />
        </IconButton>
        {open ? <h1 className="sr-only">{t.list.search}</h1> : null}
        {open ? (
          <SearchBox
            text={search.q ?? ''}
            hint={saved ? t.finding.searchIn(saved.name) : t.list.searchHint}
            onChange={(q) => void navigate({ to: '/tickets', search: { ...search, q: q || undefined }, replace: Boolean(search.q) })}
            onClose={() => {
              setSearching(false)
              setClosed(true)
              if (search.q) void navigate({ to: '/tickets', search: { ...search, q: undefined } })
            }}
          />
        ) : (
          <>
            <h1 className="flex min-w-0 flex-1 items-baseline text-lg font-semibold">
              <span dir="auto" className="min-w-0 truncate text-start">
                {isSaved ? (saved?.name ?? ' ') : view.name}
              </span>
              <Count search={search} query={query} />
            </h1>
            <IconButton label={t.list.search} keys="/" autoFocus={wasClosed} onClick={() => setSearching(true)}>
              <Search size={16} />
            </IconButton>
            {infoSources.length ? (
              <IconButton label={t.info.search} keys="g l" onClick={searchInfo}>
                <ContactRound size={16} />
              </IconButton>
            ) : null}
            <Display />
          </>
        )}
      </div>
      {search.q || isSaved ? null : <StatusTabs search={search} />}
      <FilterBar search={search} onSave={asCondition(search, saved, me)} />
    </header>
  )
}

/** How many tickets the list holds: of a view as it is kept, of what is narrowed as it is counted. */
function Count({ search, query }: { search: TicketSearch; query: TicketQuery }) {
  const isSaved = isSavedView(search.view)
  const isNarrowed = hasFilters(search) || Boolean(search.status) || Boolean(search.mine)
  const counts = useQuery(queries.counts(search.desk)).data
  const views = useQuery({ ...queries.viewCounts(search.desk), enabled: isSaved && !isNarrowed }).data
  const matching = useQuery({ ...queries.matching(query), enabled: isNarrowed }).data
  const kept = isSaved ? views?.items.find((one) => one.id === search.view) : undefined
  const all = counts?.views[viewOf(search.view).key]
  const text = isNarrowed
    ? matching && countText(matching)
    : isSaved
      ? kept && countText(kept)
      : all === undefined
        ? undefined
        : formatNumber(all, language)
  return !text ? null : <span className="tabular ml-2 shrink-0 text-sm font-normal text-fg-3">{text}</span>
}

function Display() {
  const { density, groupByStatus } = usePreferences()
  return (
    <Menu
      label={t.finding.display}
      align="end"
      trigger={
        <IconButton label={t.finding.display} plain>
          <Rows3 size={16} />
        </IconButton>
      }
    >
      <MenuGroup label={t.list.density}>
        {(['comfortable', 'compact'] as const).map((choice) => (
          <MenuItem key={choice} checked={density === choice} onSelect={() => setPreferences({ density: choice })}>
            {t.list.densities[choice]}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t.list.statuses}>
        <MenuItem checked={groupByStatus} onSelect={() => setPreferences({ groupByStatus: !groupByStatus })}>
          {t.finding.groupByStatus}
        </MenuItem>
      </MenuGroup>
    </Menu>
  )
}
