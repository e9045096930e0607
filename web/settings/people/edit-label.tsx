import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { Colour, Label } from '../../../client/types.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField, TextField } from '../../../ui/field.tsx'
import { t } from '../../words/index.ts'
import { SaveBar } from '../desk/save-bar.tsx'
import { TheirChanges } from '../their-changes.tsx'
import { useVersioned } from '../use-versioned.ts'

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
    <form
      aria-label={t.people.editLabel(label.name)}
      className="grid gap-3 bg-canvas p-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        edit.submit()
      }}
    >
      {edit.theirs ? (
        <TheirChanges
          theirs={edit.theirs}
          label={(key) => (key === 'name' ? t.fields.name : t.settings.colour)}
          say={(key, values) => (key === 'name' ? values.name : t.settings.colours[values.colour])}
          onTake={edit.takeTheirs}
        />
      ) : null}
      <TextField
        label={t.fields.name}
        required
        autoFocus
        maxLength={50}
        value={edit.form.name}
        onChange={(event) => edit.set({ name: event.target.value })}
      />
      <SelectField
        label={t.settings.colour}
        value={edit.form.colour}
        options={Object.entries(t.settings.colours).map(([value, name]) => ({ value, label: name }))}
        onChange={(event) => edit.set({ colour: event.target.value as Colour })}
      />
      <SaveBar button={t.save} busy={edit.busy} error={edit.error} isChanged={edit.isChanged}>
        <Button kind="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
      </SaveBar>
    </form>
  )
}
