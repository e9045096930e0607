import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Colour, Label } from '../../client/types.ts'
import { IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Chip } from '../../ui/marks.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import { queries } from '../data/queries.ts'
import { t } from '../words/index.ts'
import { EditLabel } from './people/edit-label.tsx'
import { AddForm, Loaded, Row, Rows, SectionHead } from './section.tsx'
import { useTwice } from './use-twice.ts'

const colours = Object.entries(t.settings.colours).map(([value, label]) => ({ value, label }))

export default function LabelsSection() {
  const cache = useQueryClient()
  const labels = useQuery(queries.labels())
  const [form, setForm] = useState<{ name: string; colour: Colour }>({ name: '', colour: 'blue' })
  useUnsaved(form.name.trim() !== '')
  const add = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.labels.add({ name: form.name.trim(), colour: form.colour }),
    onSuccess: () => {
      setForm({ ...form, name: '' })
      void cache.invalidateQueries({ queryKey: ['labels'] })
    },
  })
  return (
    <section>
      <SectionHead title={t.settings.labels} text={t.settings.labelsText} />
      <AddForm button={t.settings.addLabel} busy={add.isPending} error={add.error} onSubmit={() => add.mutate()}>
        <TextField label={t.fields.name} required value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        <SelectField
          label={t.settings.colour}
          value={form.colour}
          options={colours}
          onChange={(event) => setForm({ ...form, colour: event.target.value as Colour })}
        />
      </AddForm>
      <Loaded query={labels}>
        {({ items }) =>
          items.length ? (
            <Rows label={t.settings.labels}>
              {items.map((label) => (
                <LabelRow key={label.id} label={label} />
              ))}
            </Rows>
          ) : (
            <p className="text-fg-3">{t.settings.noLabels}</p>
          )
        }
      </Loaded>
    </section>
  )
}

function LabelRow({ label }: { label: Label }) {
  const cache = useQueryClient()
  const refresh = () => void cache.invalidateQueries({ queryKey: ['labels'] })
  const drop = useMutation({ mutationFn: () => api.labels.drop(label.id), onSuccess: refresh })
  const sure = useTwice(() => drop.mutate())
  const [editing, setEditing] = useState(false)
  if (editing)
    return (
      <li>
        <EditLabel label={label} onDone={() => setEditing(false)} />
      </li>
    )
  return (
    <Row>
      <span className="min-w-0 flex-1">
        <Chip hue={label.colour}>{label.name}</Chip>
      </span>
      <IconButton label={t.people.editLabel(label.name)} onClick={() => setEditing(true)}>
        <Pencil size={14} />
      </IconButton>
      <IconButton
        label={sure.asking ? t.settings.sure : t.settings.removeLabel(label.name)}
        onClick={sure.press}
        className={sure.asking ? 'bg-red-fill text-red-text hover:bg-red-fill' : ''}
      >
        <Trash2 size={14} />
      </IconButton>
    </Row>
  )
}
