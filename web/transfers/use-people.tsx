import { useQuery } from '@tanstack/react-query'
import { Avatar } from '../../ui/avatar.tsx'
import type { Choice } from '../../ui/picker.tsx'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'

/** Everybody a ticket can be given to: who works on its desk, then the others, who would see it alone. */
export function usePeople(ticket: ShownTicket, refusal?: string) {
  const me = useMe()
  const { data, isPending } = useQuery(queries.agents())
  const agents = (data?.items ?? []).filter((agent) => !agent.disabled && !agent.isService)
  const choice = (agent: (typeof agents)[number], group: string): Choice => ({
    id: `agent ${agent.id}`,
    text: agent.name,
    icon: <Avatar name={agent.name} hue={agent.avatarHue} size={20} presence={agent.presence} />,
    detail: agent.presence === 'online' ? undefined : t.presence[agent.presence],
    group,
    checked: ticket.assignee?.id === agent.id,
    refusal,
  })
  const isHere = (agent: (typeof agents)[number]) => agent.desks.includes(ticket.desk) || agent.id === me.id
  const choices = [
    ...agents.filter(isHere).map((agent) => choice(agent, t.ticket.agents)),
    ...agents.filter((agent) => !isHere(agent)).map((agent) => choice(agent, t.transfers.outside)),
  ]
  return { agents, choices, isPending }
}
