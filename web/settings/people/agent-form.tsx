import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { Agent } from '../../../client/types.ts'
import { CheckField, SelectField, TextField } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toast.tsx'
import { queries } from '../../data/queries.ts'
import { useMe } from '../../session/me.ts'
import { labelled, t } from '../../words/index.ts'
import { BackButton } from '../back-button.tsx'
import { Panel } from '../desk/panel.tsx'
import { SaveBar } from '../desk/save-bar.tsx'
import { useSaying } from '../log/say-value.ts'
import { TheirChanges } from '../../editing/their-changes.tsx'
import { useVersioned } from '../../editing/use-versioned.ts'
import { useRoleChoices } from './roles.tsx'

const words = t.people
const formOf = ({ name, role, access, teams, disabled }: Agent) => ({ name, role: role.key, access, teams, disabled })
type Form = ReturnType<typeof formOf>

const labels: Record<keyof Form, string> = {
  name: words.name,
  role: t.settings.role,
  access: words.desks,
  teams: t.settings.teams,
  disabled: t.settings.disabled,
}

/** What somebody may do, where they work, and what they see there. */
export function AgentForm({ agent, onBack }: { agent: Agent; onBack: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const teams = useQuery(queries.teams()).data?.items ?? []
  const say = useSaying()
  const roles = useRoleChoices(agent.role)
  const isMe = agent.id === me.id
  const edit = useVersioned<Form, Agent>({
    saved: agent,
    formOf,
    save: (changes, expectedVersion) => api.agents.change(agent.id, { ...changes, expectedVersion }),
    read: async () => (await api.agents.list()).items.find(({ id }) => id === agent.id) ?? agent,
    subject: { subject: 'agent', subjectId: agent.id },
    onSaved: () => {
      for (const key of ['agents', 'teams', 'session', 'settings-log', 'roles']) void cache.invalidateQueries({ queryKey: [key] })
      toast(t.saved)
    },
  })
  const { form, set } = edit
  // Desks one does not work on oneself are kept as they are.
  const { desks } = me
  const accessOf = (desk: string) => form.access.find((one) => one.desk === desk)
  const setAccess = (desk: string, sees: Agent['access'][number]['sees'] | null) => {
    const others = form.access.filter((one) => one.desk !== desk)
    set({ access: (sees === null ? others : [...others, { desk, sees }]).toSorted((one, other) => Number(one.desk) - Number(other.desk)) })
  }
  return (
    <>
      <BackButton onBack={onBack}>{words.back}</BackButton>
      <Panel title={agent.name} text={agent.email ?? undefined} onSubmit={edit.submit}>
        {edit.theirs ? (
          <TheirChanges
            theirs={edit.theirs}
            label={(key) => labels[key]}
            say={(key, values) => say(key, values[key])}
            onTake={edit.takeTheirs}
          />
        ) : null}
        <TextField label={labels.name} required maxLength={100} value={form.name} onChange={(event) => set({ name: event.target.value })} />
        <SelectField
          label={labels.role}
          hint={isMe ? words.you : undefined}
          disabled={isMe}
          value={form.role}
          options={roles}
          onChange={(event) => set({ role: event.target.value })}
        />
        <fieldset className="sm:col-span-2">
          <legend className="mb-1 text-xs font-semibold text-fg-2">{labels.access}</legend>
          <ul className="divide-y divide-line rounded-[6px] border border-line bg-surface">
            {desks.map((desk) => {
              const access = accessOf(desk.id)
              return (
                <li key={desk.id} className="flex min-h-11 flex-wrap items-center gap-x-3 px-3 py-1">
                  <span className="min-w-0 flex-1 basis-40">
                    <CheckField
                      label={<bdi className="break-words">{desk.name}</bdi>}
                      checked={access !== undefined}
                      onChange={(event) => setAccess(desk.id, event.target.checked ? 'role' : null)}
                    />
                  </span>
                  {access ? (
                    <select
                      aria-label={labelled(desk.name, labels.access)}
                      className="field w-64 max-w-full pr-7"
                      value={access.sees}
                      onChange={(event) => setAccess(desk.id, event.target.value as typeof access.sees)}
                    >
                      {Object.entries(words.sees).map(([value, label]) => (
                        <option key={value} value={value}>
                          {label}
                        </option>
                      ))}
                    </select>
                  ) : null}
                </li>
              )
            })}
          </ul>
        </fieldset>
        <fieldset className="sm:col-span-2">
          <legend className="mb-1 text-xs font-semibold text-fg-2">{labels.teams}</legend>
          {teams.length ? (
            <div className="grid gap-x-4 sm:grid-cols-2">
              {teams.map((team) => (
                <CheckField
                  key={team.id}
                  label={<bdi className="break-words">{team.name}</bdi>}
                  checked={form.teams.includes(team.id)}
                  onChange={(event) =>
                    set({
                      teams: (event.target.checked ? [...form.teams, team.id] : form.teams.filter((id) => id !== team.id)).toSorted(
                        (one, other) => Number(one) - Number(other),
                      ),
                    })
                  }
                />
              ))}
            </div>
          ) : (
            <p className="text-fg-3">{words.noTeams}</p>
          )}
        </fieldset>
        <div className="sm:col-span-2">
          <CheckField
            label={labels.disabled}
            hint={words.serviceHint}
            disabled={isMe}
            checked={form.disabled}
            onChange={(event) => set({ disabled: event.target.checked })}
          />
        </div>
        <SaveBar button={t.save} busy={edit.busy} error={edit.error} isChanged={edit.isChanged} />
      </Panel>
    </>
  )
}
