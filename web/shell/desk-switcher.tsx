import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown } from 'lucide-react'
import { Menu, MenuGroup, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { useMe } from '../session/me.ts'
import { localised, t } from '../words/index.ts'

export function DeskSwitcher({ desk }: { desk: string | undefined }) {
  const me = useMe()
  const navigate = useNavigate()
  const current = me.desks.find((candidate) => candidate.id === desk)
  const only = me.desks.length === 1 ? me.desks[0] : undefined
  const choose = (id: string | undefined) =>
    void navigate({ to: '/tickets', search: (old) => ({ view: (old as { view?: string }).view, desk: id }) })

  return (
    <Menu
      label={t.shell.chooseDesk}
      width="w-60"
      trigger={
        <button
          type="button"
          className="flex h-9 min-w-0 flex-1 items-center gap-1.5 rounded-[6px] px-1 text-left transition-colors hover:bg-hover data-[popup-open]:bg-hover"
        >
          <span
            aria-hidden="true"
            className="flex size-6 shrink-0 items-center justify-center rounded-[6px] bg-accent text-xs font-semibold text-accent-fg"
          >
            {[...me.workspace.name][0]?.toUpperCase()}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate leading-[18px] font-semibold">{(current ?? only)?.name ?? t.shell.allDesks}</span>
            <span className="block truncate text-2xs leading-4 text-fg-3">{me.workspace.name}</span>
          </span>
          <ChevronsUpDown size={14} className="shrink-0 text-fg-3" />
        </button>
      }
    >
      <MenuGroup label={me.workspace.name}>
        {only ? null : (
          <MenuItem checked={!current} onSelect={() => choose(undefined)}>
            {t.shell.allDesks}
          </MenuItem>
        )}
        {me.desks.map((candidate) => (
          <MenuItem
            key={candidate.id}
            checked={candidate.id === (current ?? only)?.id}
            onSelect={() => choose(only ? undefined : candidate.id)}
          >
            {candidate.name}
            <span className="ml-2 text-xs text-fg-3">{localised(candidate.lifecycle.name)}</span>
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <MenuItem onSelect={() => void navigate({ to: '/settings/{-$section}', params: { section: 'desks' } })}>
        {t.shell.manageDesks}
      </MenuItem>
    </Menu>
  )
}
