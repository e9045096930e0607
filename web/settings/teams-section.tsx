import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Team } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Picker } from '../../ui/picker.tsx'
import { Popover } from '../../ui/popover.tsx'
import { queries } from '../data/queries.ts'
import { t } from '../words/index.ts'
import { AddForm, Loaded, Row, Rows, SectionHead } from './section.tsx'

export default function TeamsSection() {
  const teams = useQuery(queries.teams())
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const add = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.teams.add({ name: name.trim(), members: [] }),
    onSuccess: () => {
      setName('')
      void cache.invalidateQueries({ queryKey: ['teams'] })
    },
  })
  return (
    <section>
      <SectionHead title={t.settings.teams} text={t.settings.teamsText} />
      <AddForm button={t.settings.addTeam} busy={add.isPending} error={add.error} onSubmit={() => add.mutate()}>
        <TextField label={t.fields.name} required value={name} onChange={(event) => setName(event.target.value)} />
      </AddForm>
      <Loaded query={teams}>
        {({ items }) =>
          items.length ? (
            <Rows label={t.settings.teams}>
              {items.map((team) => (
                <TeamRow key={team.id} team={team} />
              ))}
            </Rows>
          ) : (
            <p className="text-fg-3">{t.settings.noTeams}</p>
          )
        }
      </Loaded>
    </section>
  )
}

function TeamRow({ team }: { team: Team }) {
  const cache = useQueryClient()
  const agents = (useQuery(queries.agents()).data?.items ?? []).filter((agent) => !agent.isService)
  const members = team.members ?? agents.filter((agent) => agent.teams.includes(team.id)).map((agent) => agent.id)
  const change = useMutation({
    mutationFn: (next: string[]) => api.teams.change(team.id, { members: next }),
    onSuccess: () => {
      for (const key of ['teams', 'agents', 'session']) void cache.invalidateQueries({ queryKey: [key] })
    },
  })
  return (
    <Row>
      <span className="min-w-0 flex-1 truncate font-semibold">{team.name}</span>
      <span className="flex -space-x-1">
        {agents
          .filter((agent) => members.includes(agent.id))
          .slice(0, 5)
          .map((agent) => (
            <Avatar key={agent.id} name={agent.name} hue={agent.avatarHue} size={20} className="ring-2 ring-surface" />
          ))}
      </span>
      <Popover
        label={team.name}
        align="end"
        className="w-64"
        trigger={
          <Button size="sm" kind="quiet">
            {t.settings.members(members.length)}
          </Button>
        }
      >
        <Picker
          label={team.name}
          placeholder={t.ticket.findPerson}
          empty={t.nothingMatches}
          choices={agents.map((agent) => ({
            id: agent.id,
            text: agent.name,
            icon: <Avatar name={agent.name} hue={agent.avatarHue} size={20} />,
            checked: members.includes(agent.id),
          }))}
          onPick={({ id }) => change.mutate(members.includes(id) ? members.filter((other) => other !== id) : [...members, id])}
        />
      </Popover>
    </Row>
  )
}
