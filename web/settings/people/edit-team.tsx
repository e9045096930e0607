import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { Team } from '../../../client/types.ts'
import { CheckField } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toast.tsx'
import { queries } from '../../data/queries.ts'
import { t } from '../../words/index.ts'
import { useSaying } from '../log/say-value.ts'
import { RowForm } from './row-form.tsx'
import { useVersioned } from '../../editing/use-versioned.ts'

const formOf = ({ name, members }: Team) => ({ name, members })
type Form = ReturnType<typeof formOf>

/** A team's name and who is in it, in place of its row. */
export function EditTeam({ team, onDone }: { team: Team; onDone: () => void }) {
  const cache = useQueryClient()
  const agents = (useQuery(queries.agents()).data?.items ?? []).filter((agent) => !agent.isService && !agent.disabled)
  const say = useSaying()
  const edit = useVersioned<Form, Team>({
    saved: team,
    formOf,
    save: (changes, expectedVersion) => api.teams.change(team.id, { ...changes, expectedVersion }),
    read: async () => (await api.teams.list()).items.find(({ id }) => id === team.id) ?? team,
    subject: { subject: 'team', subjectId: team.id },
    onSaved: () => {
      for (const key of ['teams', 'agents', 'session', 'settings-log']) void cache.invalidateQueries({ queryKey: [key] })
      toast(t.saved)
      onDone()
    },
  })
  const { form, set } = edit
  return (
    <RowForm
      title={t.people.editTeam(team.name)}
      edit={edit}
      longestName={80}
      labels={{ members: t.people.teamMembers }}
      say={(key, values) => say(key, values[key])}
      onDone={onDone}
    >
      <fieldset className="sm:col-span-2">
        <legend className="mb-1 text-xs font-semibold text-fg-2">{t.people.teamMembers}</legend>
        <div className="grid max-h-64 gap-x-4 overflow-y-auto sm:grid-cols-2">
          {agents.map((agent) => (
            <CheckField
              key={agent.id}
              label={<bdi>{agent.name}</bdi>}
              checked={form.members.includes(agent.id)}
              onChange={(event) =>
                set({
                  members: (event.target.checked ? [...form.members, agent.id] : form.members.filter((id) => id !== agent.id)).toSorted(
                    (one, other) => Number(one) - Number(other),
                  ),
                })
              }
            />
          ))}
        </div>
      </fieldset>
    </RowForm>
  )
}
