import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { Priority, TicketType } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip, PriorityIcon, StatusDot } from '../../ui/marks.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { type Choice, Picker } from '../../ui/picker.tsx'
import { Popover } from '../../ui/popover.tsx'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { labelOf, refusalOf, useAct } from '../actions/actions.ts'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { localised, t } from '../words/index.ts'
import { openMenu, useOpenMenu } from './open-menu.ts'
import type { ShownTicket } from './ticket-page.tsx'
import { useChange } from './use-change.ts'
import { useStatusSteps } from './use-status-steps.ts'

type Props = { ticket: ShownTicket; trigger: ReactElement; place?: string }

export function StatusMenu({ ticket, trigger, place = 'head' }: Props) {
  const { run } = useActions()
  const menu = useOpenMenu(`status ${place}`)
  const steps = useStatusSteps(ticket)
  return (
    <Menu
      trigger={trigger}
      label={t.fields.status}
      refusalHint={steps.some(({ action }) => action && !action.allowed) && t.refusalHint}
      width="w-64"
      {...menu}
    >
      {steps.map(({ status, action }) => (
        <MenuItem
          key={status.key}
          icon={<StatusDot colour={status.colour} hollow={status.category === 'waiting'} />}
          checked={!action}
          refusal={action && refusalOf(action)}
          onSelect={() => action && run(action)}
        >
          {localised(status.label)}
        </MenuItem>
      ))}
      {steps.some(({ action }) => action) ? null : <p className="px-2.5 py-2 text-fg-3">{t.ticket.noStatusChange}</p>}
    </Menu>
  )
}

const priorities: Priority[] = ['urgent', 'high', 'normal', 'low']

export function PriorityMenu({ ticket, trigger, place = 'head' }: Props) {
  const change = useChange(ticket.reference)
  const menu = useOpenMenu(`priority ${place}`)
  const refusal = useRefusal('priority')
  return (
    <Menu trigger={trigger} label={t.fields.priority} refusalHint={refusal && t.refusalHint} {...menu}>
      {priorities.map((priority) => (
        <MenuItem
          key={priority}
          icon={<PriorityIcon priority={priority} />}
          checked={priority === ticket.priority}
          refusal={refusal}
          onSelect={() => {
            if (refusal) toast(refusal, 'problem')
            else if (priority !== ticket.priority) change.mutate({ priority })
          }}
        >
          {t.priority[priority]}
        </MenuItem>
      ))}
    </Menu>
  )
}

const types = Object.keys(t.types) as TicketType[]

export function TypeMenu({ ticket, trigger, place = 'side' }: Props) {
  const change = useChange(ticket.reference)
  const menu = useOpenMenu(`type ${place}`)
  const refusal = useRefusal('type')
  return (
    <Menu trigger={trigger} label={t.fields.type} refusalHint={refusal && t.refusalHint} {...menu}>
      {types.map((type) => (
        <MenuItem
          key={type}
          checked={type === ticket.type}
          refusal={refusal}
          onSelect={() => {
            if (refusal) toast(refusal, 'problem')
            else if (type !== ticket.type) change.mutate({ type })
          }}
        >
          {t.types[type]}
        </MenuItem>
      ))}
    </Menu>
  )
}

/** Why a plain field cannot be edited now, if it cannot. */
export function useRefusal(field: 'title' | 'type' | 'priority' | 'labels'): string | undefined {
  const { find } = useActions()
  const entry = find(field)
  return entry && refusalOf(entry)
}

export function AssigneePicker({ ticket, trigger, place = 'head' }: Props) {
  const menu = useOpenMenu(`assignee ${place}`)
  return (
    <Popover trigger={trigger} label={t.fields.assignee} className="w-72" {...menu}>
      <AssignList ticket={ticket} onDone={() => openMenu(null)} />
    </Popover>
  )
}

/** Agents and teams to give a ticket to. Taking and unassigning are acts of their own, so they stand on top with their own rules. */
export function AssignList({ ticket, onDone, action = 'assign' }: { ticket: ShownTicket; onDone: () => void; action?: string }) {
  const me = useMe()
  const { find, run } = useActions()
  const act = useAct(ticket.reference)
  const agents = useQuery(queries.agents())
  const teams = useQuery(queries.teams())
  const entry = find(action)
  const refusal = entry ? refusalOf(entry) : t.errors.notOffered
  const takesTeams = entry?.needs.some((need) => need.name === 'team')
  const quick =
    action === 'assign' ? (['take', 'keep', 'unassign'] as const).map((name) => find(name)).filter((found) => found !== undefined) : []

  const choices: Choice[] = [
    ...quick
      .filter((found) => found.allowed)
      .map((found) => ({ id: `act ${found.action}`, text: labelOf(found), group: t.ticket.assignQuick })),
    ...(agents.data?.items ?? [])
      .filter((agent) => !agent.disabled && (agent.desks.includes(ticket.desk) || agent.id === me.id))
      .map((agent) => ({
        id: `agent ${agent.id}`,
        text: agent.name,
        icon: <Avatar name={agent.name} hue={agent.avatarHue} size={20} presence={agent.presence} />,
        detail: agent.presence === 'online' ? undefined : t.presence[agent.presence],
        group: t.ticket.agents,
        checked: ticket.assignee?.id === agent.id,
        refusal,
      })),
    ...(takesTeams ? (teams.data?.items ?? []) : []).map((team) => ({
      id: `team ${team.id}`,
      text: team.name,
      group: t.ticket.teams,
      checked: ticket.team?.id === team.id,
      refusal,
    })),
  ]

  return (
    <Picker
      label={t.fields.assignee}
      placeholder={t.ticket.findPerson}
      choices={choices}
      empty={agents.isPending ? t.loading : t.nothingMatches}
      onPick={(choice) => {
        const [kind, id] = choice.id.split(' ')
        onDone()
        if (kind === 'act') run(find(id ?? ''))
        else if (choice.refusal) toast(choice.refusal, 'problem')
        else act.mutate({ action, body: { [kind ?? 'agent']: id } })
      }}
    />
  )
}

export function LabelPicker({ ticket, trigger, place = 'head' }: Props) {
  const menu = useOpenMenu(`label ${place}`)
  const labels = useQuery(queries.labels())
  const change = useChange(ticket.reference)
  const refusal = useRefusal('labels')
  const [chosen, setChosen] = useState<string[] | null>(null)
  const current = chosen ?? ticket.labels.map((label) => label.id)

  return (
    <Popover
      trigger={trigger}
      label={t.fields.labels}
      className="w-64"
      open={menu.open}
      onOpenChange={(open) => {
        setChosen(null)
        menu.onOpenChange(open)
      }}
    >
      <Picker
        label={t.fields.labels}
        placeholder={t.ticket.findLabel}
        empty={labels.data?.items.length === 0 ? t.ticket.noLabels : t.nothingMatches}
        choices={(labels.data?.items ?? []).map((label) => ({
          id: label.id,
          text: label.name,
          icon: <Chip hue={label.colour}>#</Chip>,
          checked: current.includes(label.id),
          refusal,
        }))}
        onPick={(choice) => {
          if (refusal) return toast(refusal, 'problem')
          const next = current.includes(choice.id) ? current.filter((id) => id !== choice.id) : [...current, choice.id]
          setChosen(next)
          change.mutate({ labels: next }, { onError: () => setChosen(null) })
        }}
      />
    </Popover>
  )
}
