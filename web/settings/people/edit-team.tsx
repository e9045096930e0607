import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { Team } from '../../../client/types.ts'
import { Button } from '../../../ui/button.tsx'
import { CheckField, TextField } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toast.tsx'
import { queries } from '../../data/queries.ts'
import { t } from '../../words/index.ts'
import { SaveBar } from '../desk/save-bar.tsx'
import { useSaying } from '../log/say-value.ts'
import { TheirChanges } from '../their-changes.tsx'
import { useVersioned } from '../use-versioned.ts'

const formOf = ({ name, members }: Team) => ({ name, members })
type Form = ReturnType<typeof formOf>
const labels: Record<keyof Form, string> = { name: t.fields.name, members: t.people.teamMembers }

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
    <form
      aria-label={t.people.editTeam(team.name)}
      className="grid gap-3 bg-canvas p-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        edit.submit()
      }}
    >
      {edit.theirs ? (
        <TheirChanges
          theirs={edit.theirs}
          label={(key) => labels[key]}
          say={(key, values) => say(key, values[key])}
          onTake={edit.takeTheirs}
        />
      ) : null}
      <TextField label={labels.name} required maxLength={80} value={form.name} onChange={(event) => set({ name: event.target.value })} />
      <fieldset className="sm:col-span-2">
        <legend className="mb-1 text-xs font-semibold text-fg-2">{labels.members}</legend>
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
      <SaveBar button={t.save} busy={edit.busy} error={edit.error} isChanged={edit.isChanged}>
        <Button kind="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
      </SaveBar>
    </form>
  )
}
