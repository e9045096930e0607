import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { StatusDot } from '../../ui/marks.tsx'
import { toast } from '../../ui/toast.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import { useMe } from '../session/me.ts'
import { localised, t } from '../words/index.ts'
import { DeskForm } from './desk-form.tsx'
import { AddForm, Rows, SectionHead } from './section.tsx'

export default function DesksSection() {
  const me = useMe()
  const [open, setOpen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  if (open) return <DeskForm id={open} onBack={() => setOpen(null)} />
  return (
    <section>
      <SectionHead title={t.settings.desks} text={t.settings.desksText}>
        <Button onClick={() => setAdding(true)}>{t.settings.addDesk}</Button>
      </SectionHead>
      {adding ? (
        <AddDesk
          onDone={() => setAdding(false)}
          onAdded={(id) => {
            setAdding(false)
            setOpen(id)
          }}
        />
      ) : null}
      <Rows label={t.settings.desks}>
        {me.desks.map((desk) => (
          <li key={desk.id}>
            <button
              type="button"
              onClick={() => setOpen(desk.id)}
              className="flex min-h-14 w-full items-center gap-3 px-3 py-2 text-left first:rounded-t-[10px] hover:bg-hover"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-semibold">{desk.name}</span>
                <span className="block truncate text-xs text-fg-3">
                  {localised(desk.lifecycle.name)} · {desk.address ?? t.settings.noAddress}
                </span>
              </span>
              <span className="flex gap-1 max-sm:hidden">
                {desk.lifecycle.statuses.map((status) => (
                  <StatusDot key={status.key} colour={status.colour} hollow={status.category === 'waiting'} />
                ))}
              </span>
              <ChevronRight size={16} className="text-fg-3" />
            </button>
          </li>
        ))}
      </Rows>
    </section>
  )
}

function AddDesk({ onDone, onAdded }: { onDone: () => void; onAdded: (id: string) => void }) {
  const cache = useQueryClient()
  const lifecycles = useQuery({ queryKey: ['lifecycles'], queryFn: api.lifecycles })
  const [form, setForm] = useState({ name: '', lifecycle: 'support', address: '' })
  useUnsaved(form.name.trim() !== '' || form.address.trim() !== '')
  const add = useMutation({
    meta: { showsProblem: true },
    mutationFn: () =>
      api.desks.add({
        name: form.name.trim(),
        lifecycle: form.lifecycle,
        ...(form.address.trim() ? { address: form.address.trim() } : {}),
      }),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ['session'] })
      toast(t.settings.deskAdded)
      onAdded(id)
    },
  })
  return (
    <AddForm button={t.settings.addDesk} busy={add.isPending} error={add.error} onSubmit={() => add.mutate()} onCancel={onDone}>
      <TextField
        label={t.setup.deskName}
        required
        autoFocus
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.target.value })}
      />
      <SelectField
        label={t.setup.lifecycle}
        value={form.lifecycle}
        options={(lifecycles.data?.items ?? []).map((lifecycle) => ({ value: lifecycle.key, label: localised(lifecycle.name) }))}
        onChange={(event) => setForm({ ...form, lifecycle: event.target.value })}
      />
      <TextField
        label={t.setup.address}
        optional={t.optional}
        type="email"
        value={form.address}
        onChange={(event) => setForm({ ...form, address: event.target.value })}
      />
    </AddForm>
  )
}
