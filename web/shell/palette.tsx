import { Dialog as Base } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ListFilter, Search } from 'lucide-react'
import { useState } from 'react'
import { Kbd } from '../../ui/kbd.tsx'
import { StatusDot } from '../../ui/marks.tsx'
import { type Choice, matching, Picker } from '../../ui/picker.tsx'
import { useLater } from '../../ui/use-later.ts'
import { labelOf, refusalOf, useTicketActions } from '../actions/actions.ts'
import { runFromPalette } from '../actions/palette-bridge.ts'
import { bulkCommands } from '../bulk/bulk-bridge.ts'
import { composer } from '../composer/composer-store.ts'
import { useSearchSources } from '../customer-info/info-sources.ts'
import { askAfterMs, queries } from '../data/queries.ts'
import { shortcutFor } from '../keyboard/shortcuts.ts'
import { may, useMe } from '../session/me.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import { sections } from '../settings/sections.ts'
import { views } from '../tickets/views.ts'
import { labelled, localised, t } from '../words/index.ts'
import { useShell } from './shell-context.ts'

type Command = Choice & { run: () => void }

/** Everything by name: what the open ticket allows, the views, and any ticket. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const commands = useCommands()
  const found = useFound(text)
  const shown = [...(matching(commands, text) as Command[]), ...found]

  return (
    <Base.Root open onOpenChange={(open) => open || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Base.Popup
          aria-label={t.palette.title}
          className="floating fixed top-[12vh] left-1/2 z-40 flex max-h-[64vh] w-[min(600px,calc(100vw-24px))] -translate-x-1/2 flex-col"
        >
          <Picker
            label={t.palette.title}
            placeholder={t.palette.placeholder}
            choices={shown}
            onSearch={setText}
            empty={t.nothingMatches}
            className="[&_[role=listbox]]:max-h-[56vh]"
            onPick={(choice) => {
              onClose()
              shown.find((command) => command.id === choice.id)?.run()
            }}
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

function useCommands(): Command[] {
  const me = useMe()
  const navigate = useNavigate()
  const { desk } = useSearch({ strict: false })
  const { reference } = useParams({ strict: false })
  const shell = useShell()
  const { dashboard } = usePreferences()
  const savedViews = useQuery(queries.views()).data
  const actions = useTicketActions(reference ?? '')
  const infoSources = useSearchSources()

  const onTicket: Command[] = (reference ? actions.all : []).map((action) => ({
    id: `act ${action.action} ${action.to ?? ''}`,
    text: action.to ? labelled(t.fields.status, labelOf(action)) : labelOf(action),
    group: t.palette.actions(reference ?? ''),
    refusal: refusalOf(action),
    detail: shortcutFor(action.action) && !action.to ? <Kbd keys={shortcutFor(action.action) ?? ''} /> : undefined,
    run: () => {
      if (action.allowed && (action.action === 'reply' || action.action === 'note')) composer.open(action.action)
      else runFromPalette(action)
    },
  }))
  const going: Command[] = views.map((view) => {
    const Icon = view.icon
    return {
      id: `view ${view.key}`,
      text: view.group === 'mine' ? labelled(t.shell.mine, view.name) : view.name,
      icon: <Icon size={15} className="text-fg-3" />,
      group: t.palette.views,
      detail: <Kbd keys={`g ${view.letter}`} />,
      run: () => void navigate({ to: '/tickets', search: { view: view.key === 'all' ? undefined : view.key, desk } }),
    }
  })
  const saved: Command[] = (savedViews?.items ?? []).map((view, at) => ({
    id: `saved ${view.id}`,
    text: view.name,
    icon: <ListFilter size={15} className="text-fg-3" />,
    group: t.finding.savedViews,
    detail: at < 9 ? <Kbd keys={`g ${at + 1}`} /> : undefined,
    run: () => void navigate({ to: '/tickets', search: { view: view.id, desk } }),
  }))
  const general: Command[] = [
    { id: 'new', text: t.shell.newTicket, detail: <Kbd keys="c" />, run: shell.newTicket },
    ...(infoSources.length ? [{ id: 'info', text: t.info.search, detail: <Kbd keys="g l" />, run: shell.searchInfo }] : []),
    { id: 'outbox', text: t.outbox.title, detail: <Kbd keys="g o" />, run: () => void navigate({ to: '/outbox' }) },
    {
      id: 'dashboard',
      text: dashboard ? t.dashboard.hide : t.dashboard.show,
      detail: <Kbd keys="g n" />,
      run: () => setPreferences({ dashboard: !dashboard }),
    },
    ...sections
      .filter(({ permission }) => !permission || may(me, permission))
      .map(({ key, title }) => ({
        id: `settings ${key}`,
        text: labelled(t.settings.title, title),
        run: () => void navigate({ to: '/settings/{-$section}', params: { section: key } }),
      })),
    { id: 'help', text: t.help.title, detail: <Kbd keys="?" />, run: shell.openHelp },
    ...me.desks.map((candidate) => ({
      id: `desk ${candidate.id}`,
      text: labelled(t.fields.desk, candidate.name),
      run: () => void navigate({ to: '/tickets', search: { desk: candidate.id } }),
    })),
  ].map((command) => ({ ...command, group: t.palette.general }))
  return [...bulkCommands(), ...onTicket, ...going, ...saved, ...general]
}

function useFound(text: string): Command[] {
  const navigate = useNavigate()
  const asked = useLater(text.trim(), askAfterMs)
  const found = useQuery({ ...queries.search(asked), enabled: asked.length > 1 })
  if (!text.trim()) return []
  const rows: Command[] = (found.data?.items ?? []).slice(0, 6).map((row) => ({
    id: `ticket ${row.id}`,
    text: row.title,
    icon: <StatusDot colour={row.status.colour} />,
    group: t.palette.tickets,
    detail: (
      <span>
        {localised(row.status.label)} · <span className="font-mono text-2xs">{row.reference}</span>
      </span>
    ),
    run: () => void navigate({ to: '/tickets/$reference', params: { reference: row.reference }, search: {} }),
  }))
  return [
    ...rows,
    {
      id: 'search',
      text: t.palette.searchFor(text.trim()),
      icon: <Search size={15} className="text-fg-3" />,
      group: t.palette.tickets,
      run: () => void navigate({ to: '/tickets', search: { q: text.trim() } }),
    },
  ]
}
