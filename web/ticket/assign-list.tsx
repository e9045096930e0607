import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { type Choice, Picker } from '../../ui/picker.tsx'
import { Popover } from '../../ui/popover.tsx'
import { toast } from '../../ui/toast.tsx'
import { useActions } from '../actions/action-context.tsx'
import { labelOf, refusalOf, useAct } from '../actions/actions.ts'
import { queries } from '../data/queries.ts'
import { usePeople } from '../transfers/use-people.tsx'
import { t } from '../words/index.ts'
import { openMenu, useOpenMenu } from './open-menu.ts'
import type { ShownTicket } from './ticket-page.tsx'

export function AssigneePicker({ ticket, trigger, place = 'head' }: { ticket: ShownTicket; trigger: ReactElement; place?: string }) {
  const menu = useOpenMenu(`assignee ${place}`)
  return (
    <Popover trigger={trigger} label={t.fields.assignee} className="w-72" {...menu}>
      <AssignList ticket={ticket} onDone={() => openMenu(null)} />
    </Popover>
  )
}

/** Agents and teams to give a ticket to. Taking and unassigning are acts of their own, so they stand on top with their own rules. */
export function AssignList({ ticket, onDone, action = 'assign' }: { ticket: ShownTicket; onDone: () => void; action?: string }) {
  const { find, run } = useActions()
  const act = useAct(ticket.reference)
  const teams = useQuery(queries.teams())
  const entry = find(action)
  const refusal = entry ? refusalOf(entry) : t.errors.notOffered
  const people = usePeople(ticket, refusal)
  const takesTeams = entry?.needs.some((need) => need.name === 'team')
  const quick =
    action === 'assign' ? (['take', 'keep', 'unassign'] as const).map((name) => find(name)).filter((found) => found !== undefined) : []

  const choices: Choice[] = [
    ...quick
      .filter((found) => found.allowed)
      .map((found) => ({ id: `act ${found.action}`, text: labelOf(found), group: t.ticket.assignQuick })),
    ...people.choices,
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
      empty={people.isPending ? t.loading : t.nothingMatches}
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
