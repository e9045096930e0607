import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BulkAct } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/marks.tsx'
import { Picker } from '../../ui/picker.tsx'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { openMenu } from '../ticket/open-menu.ts'
import { t } from '../words/index.ts'

type Props = { onPick: (act: BulkAct) => void }

/** Whom the chosen tickets are given to: oneself, nobody, an agent or a team. */
export function BulkAssign({ onPick }: Props) {
  const me = useMe()
  const agents = useQuery(queries.agents())
  const teams = useQuery(queries.teams())
  const choices = [
    { id: `agent ${me.id}`, text: me.name, group: t.ticket.assignQuick, detail: t.list.assignedMe },
    { id: 'nobody', text: t.bulk.unassign, group: t.ticket.assignQuick },
    ...(agents.data?.items ?? [])
      .filter((agent) => !agent.disabled && !agent.isService && agent.id !== me.id)
      .map((agent) => ({
        id: `agent ${agent.id}`,
        text: agent.name,
        icon: <Avatar name={agent.name} hue={agent.avatarHue} size={20} presence={agent.presence} />,
        group: t.ticket.agents,
      })),
    ...(teams.data?.items ?? []).map((team) => ({ id: `team ${team.id}`, text: team.name, group: t.ticket.teams })),
  ]
  return (
    <Picker
      label={t.fields.assignee}
      placeholder={t.ticket.findPerson}
      choices={choices}
      empty={agents.isPending ? t.loading : t.nothingMatches}
      onPick={({ id }) => {
        openMenu(null)
        const [kind, who] = id.split(' ')
        if (kind === 'nobody') onPick({ action: 'unassign' })
        else onPick(kind === 'team' ? { action: 'assign', team: who } : { action: 'assign', agent: who })
      }}
    />
  )
}

/** A label to put on all of them, or to take off. */
export function BulkLabels({ onPick }: Props) {
  const [taking, setTaking] = useState(false)
  const labels = useQuery(queries.labels())
  return (
    <div>
      <div role="radiogroup" aria-label={t.fields.labels} className="flex gap-1 border-b border-line p-1.5">
        {[false, true].map((off) => (
          <button
            key={String(off)}
            type="button"
            role="radio"
            aria-checked={taking === off}
            onClick={() => setTaking(off)}
            className="h-7 flex-1 rounded-[6px] text-fg-2 hover:bg-hover aria-checked:bg-pressed aria-checked:font-semibold aria-checked:text-fg"
          >
            {off ? t.bulk.takeOff : t.bulk.putOn}
          </button>
        ))}
      </div>
      <Picker
        label={t.fields.labels}
        placeholder={t.ticket.findLabel}
        empty={labels.data?.items.length === 0 ? t.ticket.noLabels : t.nothingMatches}
        choices={(labels.data?.items ?? []).map((label) => ({ id: label.id, text: label.name, icon: <Chip hue={label.colour}>#</Chip> }))}
        onPick={({ id }) => {
          openMenu(null)
          onPick({ action: 'labels', ...(taking ? { remove: [id] } : { add: [id] }) })
        }}
      />
    </div>
  )
}
