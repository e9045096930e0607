import { Ellipsis } from 'lucide-react'
import type { Action } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuGroup, MenuItem } from '../../ui/menu.tsx'
import { useActions } from '../actions/action-context.tsx'
import { labelOf, refusalOf } from '../actions/actions.ts'
import { shortcutFor } from '../keyboard/shortcuts.ts'
import { t } from '../words/index.ts'
import { copy } from './copy.ts'
import type { ShownTicket } from './ticket-page.tsx'

/** Acts that have a place of their own on the page. */
const elsewhere = new Set(['status', 'reply', 'note', 'title', 'type', 'priority', 'labels'])
const dangerous = new Set(['purge', 'delete', 'schedule-deletion'])

/** Everything else that this ticket knows, in the groups the server gives. */
export function TicketMenu({ ticket }: { ticket: ShownTicket }) {
  const { all, run, known } = useActions()
  const entries = all.filter((entry) => !elsewhere.has(entry.action))
  const groups = new Map<string, Action[]>()
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry])

  return (
    <Menu
      align="end"
      label={t.ticket.more}
      width="w-72"
      refusalHint={entries.some((entry) => !entry.allowed) && t.refusalHint}
      trigger={
        <IconButton label={t.ticket.more} plain>
          <Ellipsis size={16} />
        </IconButton>
      }
    >
      {known ? null : <p className="px-2.5 py-2 text-fg-3">{t.loading}</p>}
      {[...groups].map(([group, list]) => (
        <MenuGroup key={group} label={t.actionGroups[group] ?? group}>
          {list.map((entry) => (
            <MenuItem
              key={entry.action}
              refusal={refusalOf(entry)}
              danger={dangerous.has(entry.action)}
              keys={shortcutFor(entry.action)}
              onSelect={() => run(entry)}
            >
              {labelOf(entry)}
            </MenuItem>
          ))}
        </MenuGroup>
      ))}
      <MenuGroup label={t.ticket.label(ticket.reference)}>
        <MenuItem onSelect={() => void copy(`${location.origin}/tickets/${ticket.reference}`, t.ticket.linkCopied)}>
          {t.ticket.copyLink}
        </MenuItem>
      </MenuGroup>
      {known && entries.length === 0 ? <p className="px-2.5 py-2 text-fg-3">{t.ticket.noActions(ticket.reference)}</p> : null}
    </Menu>
  )
}
