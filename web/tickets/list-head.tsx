import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Menu as MenuIcon, Rows3, Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuGroup, MenuItem } from '../../ui/menu.tsx'
import { queries } from '../data/queries.ts'
import { useKeys } from '../keyboard/use-keys.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import { useShell } from '../shell/shell-context.ts'
import { t } from '../words/index.ts'
import { ListFilters } from './list-filters.tsx'
import { StatusTabs } from './status-tabs.tsx'
import type { TicketSearch } from './ticket-search.ts'
import { viewOf } from './views.ts'

export function ListHead({ search }: { search: TicketSearch }) {
  const [searching, setSearching] = useState(false)
  const { openSidebar } = useShell()
  const navigate = useNavigate()
  const { density } = usePreferences()
  const view = viewOf(search.view)
  const count = useQuery(queries.counts(search.desk)).data?.views[view.key]
  const open = searching || Boolean(search.q)

  useKeys({ '/': () => setSearching(true) })

  return (
    <header className="shrink-0 border-b border-line">
      <div className="flex h-12 items-center gap-1 pr-2 pl-4">
        <IconButton label={t.shell.navigation} onClick={openSidebar} className="-ml-2 lg:hidden">
          <MenuIcon size={16} />
        </IconButton>
        {open ? (
          <SearchBox
            text={search.q ?? ''}
            onChange={(q) => void navigate({ to: '/tickets', search: { ...search, q: q || undefined }, replace: true })}
            onClose={() => {
              setSearching(false)
              if (search.q) void navigate({ to: '/tickets', search: { ...search, q: undefined } })
            }}
          />
        ) : (
          <>
            <h1 className="min-w-0 flex-1 truncate text-lg font-semibold">
              {view.name}
              {count === undefined ? null : (
                <span className="tabular ml-2 text-sm font-normal text-fg-3">{count.toLocaleString('en')}</span>
              )}
            </h1>
            <IconButton label={t.list.search} keys="/" onClick={() => setSearching(true)}>
              <Search size={16} />
            </IconButton>
            <Menu
              label={t.list.density}
              align="end"
              trigger={
                <IconButton label={t.list.density} plain>
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
            </Menu>
          </>
        )}
      </div>
      {search.q ? null : <StatusTabs search={search} />}
      <ListFilters search={search} />
    </header>
  )
}

function SearchBox({ text, onChange, onClose }: { text: string; onChange: (text: string) => void; onClose: () => void }) {
  const [value, setValue] = useState(text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function type(next: string) {
    setValue(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(next.trim()), 250)
  }

  return (
    <search className="flex min-w-0 flex-1 items-center gap-2 rounded-[6px] border border-accent bg-surface pr-0.5 pl-2">
      <Search size={14} className="shrink-0 text-fg-3" />
      <input
        autoFocus
        data-quiet-focus
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={t.list.search}
        placeholder={t.list.searchHint}
        value={value}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onChange(value.trim())
        }}
        className="h-8 min-w-0 flex-1 bg-transparent"
      />
      <IconButton label={t.list.clearSearch} plain onClick={onClose}>
        <X size={14} />
      </IconButton>
    </search>
  )
}
