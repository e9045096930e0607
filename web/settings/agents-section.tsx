import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Agent } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { AgentForm } from './people/agent-form.tsx'
import { roleName, Roles, useRoleChoices } from './people/roles.tsx'
import { AddForm, Loaded, Rows, SectionHead } from './section.tsx'

export default function AgentsSection() {
  const agents = useQuery(queries.agents())
  const [adding, setAdding] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const editing = agents.data?.items.find(({ id }) => id === open)
  if (editing) return <AgentForm key={editing.id} agent={editing} onBack={() => setOpen(null)} />
  return (
    <section>
      <SectionHead title={t.settings.agents} text={t.settings.agentsText}>
        <Button onClick={() => setAdding(true)}>{t.settings.addAgent}</Button>
      </SectionHead>
      {adding ? <AddAgent onDone={() => setAdding(false)} /> : null}
      <Loaded query={agents}>
        {({ items }) => (
          <Rows label={t.settings.agents}>
            {items
              .filter((agent) => !agent.isService)
              .map((agent) => (
                <AgentRow key={agent.id} agent={agent} onOpen={() => setOpen(agent.id)} />
              ))}
          </Rows>
        )}
      </Loaded>
      <Roles />
    </section>
  )
}

function AgentRow({ agent, onOpen }: { agent: Agent; onOpen: () => void }) {
  const me = useMe()
  const desks = me.desks.filter((desk) => agent.desks.includes(desk.id)).map(({ name }) => name)
  return (
    <li>
      <button type="button" onClick={onOpen} className="flex min-h-14 w-full items-center gap-3 px-3 py-2 text-left hover:bg-hover">
        <Avatar name={agent.name} hue={agent.avatarHue} size={28} presence={agent.disabled ? undefined : agent.presence} />
        <span className="min-w-0 flex-1">
          <span className="flex min-w-0 items-baseline gap-2">
            <bdi className={agent.disabled ? 'truncate text-fg-3' : 'truncate font-semibold'}>{agent.name}</bdi>
            <span className="shrink-0 text-xs text-fg-3">{agent.disabled ? t.settings.disabled : roleName(agent.role)}</span>
          </span>
          <span className="block truncate text-xs text-fg-3">{[agent.email, ...desks].filter(Boolean).join(' · ')}</span>
        </span>
        <ChevronRight size={16} className="shrink-0 text-fg-3" />
      </button>
    </li>
  )
}

function AddAgent({ onDone }: { onDone: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const [form, setForm] = useState({ name: '', email: '', password: '', role: 'agent', desks: me.desks.map((desk) => desk.id) })
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change })
  useUnsaved(form.name.trim() !== '' || form.email.trim() !== '' || form.password !== '')
  const roles = useRoleChoices()
  const add = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.agents.add({ ...form, name: form.name.trim(), email: form.email.trim() }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['agents'] })
      toast(t.settings.agentAdded(form.name.trim()))
      onDone()
    },
  })
  return (
    <AddForm button={t.settings.addAgent} busy={add.isPending} error={add.error} onSubmit={() => add.mutate()} onCancel={onDone}>
      <TextField label={t.fields.name} required autoFocus value={form.name} onChange={(event) => set({ name: event.target.value })} />
      <TextField
        label={t.fields.email}
        type="email"
        required
        autoComplete="off"
        value={form.email}
        onChange={(event) => set({ email: event.target.value })}
      />
      <TextField
        label={t.settings.firstPassword}
        type="password"
        required
        minLength={10}
        autoComplete="new-password"
        hint={t.settings.firstPasswordHint}
        value={form.password}
        onChange={(event) => set({ password: event.target.value })}
      />
      <SelectField label={t.settings.role} value={form.role} options={roles} onChange={(event) => set({ role: event.target.value })} />
      {me.desks.length > 1 ? (
        <fieldset className="sm:col-span-2">
          <legend className="text-xs font-semibold text-fg-2">{t.settings.desks}</legend>
          {me.desks.map((desk) => (
            <CheckField
              key={desk.id}
              label={desk.name}
              checked={form.desks.includes(desk.id)}
              onChange={(event) =>
                set({ desks: event.target.checked ? [...form.desks, desk.id] : form.desks.filter((id) => id !== desk.id) })
              }
            />
          ))}
        </fieldset>
      ) : null}
    </AddForm>
  )
}
