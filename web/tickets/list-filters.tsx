import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, Star } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Priority } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { classes } from '../../ui/classes.ts'
import { Chip, PriorityIcon } from '../../ui/marks.tsx'
import { type Choice, Picker } from '../../ui/picker.tsx'
import { Popover } from '../../ui/popover.tsx'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { hasFilters, type TicketSearch } from './ticket-search.ts'

const priorities: Priority[] = ['urgent', 'high', 'normal', 'low']

export function ListFilters({ search }: { search: TicketSearch }) {
  const me = useMe()
  const navigate = useNavigate()
  const agents = useQuery(queries.agents()).data?.items ?? []
  const labels = useQuery(queries.labels()).data?.items ?? []
  const set = (change: Partial<TicketSearch>) => void navigate({ to: '/tickets', search: { ...search, ...change } })

  const people: Choice[] = [
    { id: 'me', text: t.list.assignedMe, icon: <Avatar name={me.name} hue={me.avatarHue} size={16} /> },
    { id: 'none', text: t.list.assignedNone, icon: <Avatar name="–" hue={260} size={16} /> },
    ...agents
      .filter((agent) => agent.id !== me.id)
      .map((agent) => ({ id: agent.id, text: agent.name, icon: <Avatar name={agent.name} hue={agent.avatarHue} size={16} /> })),
  ]
  const chosenLabel = labels.find((label) => label.id === search.label)

  return (
    <div className="flex min-h-9 flex-wrap items-center gap-0.5 px-3 pb-1.5" role="group" aria-label={t.list.filters}>
      <Filter
        name={t.fields.priority}
        value={search.priority ? t.priority[search.priority] : undefined}
        choices={priorities.map((priority) => ({ id: priority, text: t.priority[priority], icon: <PriorityIcon priority={priority} /> }))}
        chosen={search.priority}
        onChange={(priority) => set({ priority: priority as Priority | undefined })}
      />
      <Filter
        name={t.fields.assignee}
        value={people.find((person) => person.id === search.assignee)?.text}
        choices={people}
        chosen={search.assignee}
        onChange={(assignee) => set({ assignee })}
      />
      <Filter
        name={t.fields.label}
        value={chosenLabel?.name ?? search.label}
        choices={labels.map((label) => ({ id: label.id, text: label.name, icon: <Chip hue={label.colour}>#</Chip> }))}
        chosen={search.label}
        onChange={(label) => set({ label })}
      />
      <button
        type="button"
        aria-pressed={Boolean(search.starred)}
        aria-label={t.list.starredOnly}
        title={t.list.starredOnly}
        onClick={() => set({ starred: search.starred ? undefined : 'yes' })}
        className={classes(filterClass, search.starred && chosenClass)}
      >
        <Star size={13} className={search.starred ? 'fill-amber-line text-amber-line' : ''} />
      </button>
      {hasFilters(search) ? (
        <button
          type="button"
          className="ml-auto h-7 rounded-[6px] px-2 text-xs font-semibold text-accent-text hover:bg-hover"
          onClick={() => void navigate({ to: '/tickets', search: { view: search.view, desk: search.desk, q: search.q } })}
        >
          {t.list.clear}
        </button>
      ) : null}
    </div>
  )
}

const filterClass =
  'flex h-7 max-w-36 items-center gap-1 rounded-[6px] px-2 text-xs text-fg-2 transition-colors hover:bg-hover hover:text-fg'
const chosenClass = 'bg-accent-fill text-accent-text hover:bg-accent-fill hover:text-accent-text'

type FilterProps = {
  name: string
  value: string | undefined
  choices: Choice[]
  chosen: string | undefined
  onChange: (id: string | undefined) => void
}

function Filter({ name, value, choices, chosen, onChange }: FilterProps): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={name}
      open={open}
      onOpenChange={setOpen}
      className="w-60"
      trigger={
        <button type="button" aria-label={value ? `${name}: ${value}` : name} className={classes(filterClass, value && chosenClass)}>
          <span className="truncate">{value ?? name}</span>
          <ChevronDown size={12} className="shrink-0" />
        </button>
      }
    >
      <Picker
        label={name}
        placeholder={name}
        empty={t.nothingMatches}
        choices={choices.map((choice) => ({ ...choice, checked: choice.id === chosen }))}
        onPick={(choice) => {
          setOpen(false)
          onChange(choice.id === chosen ? undefined : choice.id)
        }}
      />
    </Popover>
  )
}
