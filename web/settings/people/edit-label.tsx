import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { Colour, Label } from '../../../client/types.ts'
import { SelectField } from '../../../ui/field.tsx'
import { t } from '../../words/index.ts'
import { RowForm } from './row-form.tsx'
import { useVersioned } from '../../editing/use-versioned.ts'

const formOf = ({ name, colour }: Label) => ({ name, colour })

/** A label's word and colour, in place of its row. */
export function EditLabel({ label, onDone }: { label: Label; onDone: () => void }) {
  const cache = useQueryClient()
  const edit = useVersioned<ReturnType<typeof formOf>, Label>({
    saved: label,
    formOf,
    save: (changes, expectedVersion) => api.labels.change(label.id, { ...changes, expectedVersion }),
    read: async () => (await api.labels.list()).items.find(({ id }) => id === label.id) ?? label,
    subject: { subject: 'label', subjectId: label.id },
    onSaved: () => {
      for (const key of ['labels', 'tickets', 'settings-log']) void cache.invalidateQueries({ queryKey: [key] })
      onDone()
    },
  })
  return (
    <RowForm
      title={t.people.editLabel(label.name)}
      edit={edit}
      longestName={50}
      labels={{ colour: t.settings.colour }}
      say={(key, values) => (key === 'name' ? values.name : t.settings.colours[values.colour])}
      onDone={onDone}
    >
      <SelectField
        label={t.settings.colour}
        value={edit.form.colour}
        options={Object.entries(t.settings.colours).map(([value, name]) => ({ value, label: name }))}
        onChange={(event) => edit.set({ colour: event.target.value as Colour })}
      />
    </RowForm>
  )
}
