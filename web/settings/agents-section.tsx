import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Agent } from '../../client/types.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { labelled, t } from '../words/index.ts'
import { AddForm, Loaded, Row, Rows, SectionHead } from './section.tsx'

const roles = Object.entries(t.settings.roles).map(([value, label]) => ({ value, label }))

export default function AgentsSection() {
  const agents = useQuery(queries.agents())
  const [adding, setAdding] = useState(false)
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
                <AgentRow key={agent.id} agent={agent} />
              ))}
          </Rows>
        )}
      </Loaded>
    </section>
  )
}

function AgentRow({ agent }: { agent: Agent }) {
  const me = useMe()
  const cache = useQueryClient()
  const change = useMutation({
    mutationFn: (body: { role?: string; disabled?: boolean }) => api.agents.change(agent.id, body),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['agents'] }),
  })
  const role = typeof agent.role === 'string' ? agent.role : agent.role.key
  const own = agent.id === me.id
  const known = roles.some((choice) => choice.value === role)
  return (
    <Row>
      <Avatar name={agent.name} hue={agent.avatarHue} size={28} presence={agent.disabled ? undefined : agent.presence} />
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-semibold">{agent.name}</span>
        <span className="block truncate text-xs text-fg-3">{agent.email}</span>
      </span>
      {agent.disabled ? <span className="text-xs text-fg-3">{t.settings.disabled}</span> : null}
      <select
        aria-label={labelled(t.settings.role, agent.name)}
        value={role}
        disabled={own || change.isPending}
        onChange={(event) => change.mutate({ role: event.target.value })}
        className="field w-36 pr-6"
      >
        {known ? null : <option value={role}>{role}</option>}
        {roles.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Button size="sm" kind="quiet" disabled={own || change.isPending} onClick={() => change.mutate({ disabled: !agent.disabled })}>
        {agent.disabled ? t.settings.enable : t.settings.disable}
      </Button>
    </Row>
  )
}

function AddAgent({ onDone }: { onDone: () => void }) {
  const me = useMe()
  const cache = useQueryClient()
  const [form, setForm] = useState({ name: '', email: '', password: '', role: 'agent', desks: me.desks.map((desk) => desk.id) })
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change })
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
