import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Team } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import { queries } from '../data/queries.ts'
import { t } from '../words/index.ts'
import { EditTeam } from './people/edit-team.tsx'
import { AddForm, Loaded, Row, Rows, SectionHead } from './section.tsx'

export default function TeamsSection() {
  const teams = useQuery(queries.teams())
  const cache = useQueryClient()
  const [name, setName] = useState('')
  useUnsaved(name.trim() !== '')
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
  const [editing, setEditing] = useState(false)
  const agents = (useQuery(queries.agents()).data?.items ?? []).filter((agent) => !agent.isService)
  const members = agents.filter((agent) => team.members.includes(agent.id))
  if (editing)
    return (
      <li>
        <EditTeam team={team} onDone={() => setEditing(false)} />
      </li>
    )
  return (
    <Row>
      <bdi className="min-w-0 flex-1 truncate font-semibold">{team.name}</bdi>
      <span className="flex gap-0.5 max-sm:hidden">
        {members.slice(0, 5).map((agent) => (
          <Avatar key={agent.id} name={agent.name} hue={agent.avatarHue} size={20} />
        ))}
      </span>
      <span className="text-xs text-fg-3">{t.settings.members(members.length)}</span>
      <IconButton label={t.people.editTeam(team.name)} onClick={() => setEditing(true)}>
        <Pencil size={14} />
      </IconButton>
    </Row>
  )
}
