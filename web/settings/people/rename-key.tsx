import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { ApiKey } from '../../../client/types.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { t } from '../../words/index.ts'
import { SaveBar } from '../desk/save-bar.tsx'
import { TheirChanges } from '../their-changes.tsx'
import { useVersioned } from '../use-versioned.ts'

/** Another name for a key, in place of its row; the key itself stays. */
export function RenameKey({ apiKey, onDone }: { apiKey: ApiKey; onDone: () => void }) {
  const cache = useQueryClient()
  const edit = useVersioned<{ name: string }, ApiKey>({
    saved: apiKey,
    formOf: ({ name }) => ({ name }),
    save: (_, expectedVersion, { name }) => api.keys.change(apiKey.id, { name, expectedVersion }),
    read: async () => (await api.keys.list()).items.find(({ id }) => id === apiKey.id) ?? apiKey,
    subject: { subject: 'key', subjectId: apiKey.id },
    onSaved: () => {
      for (const key of ['keys', 'agents', 'settings-log']) void cache.invalidateQueries({ queryKey: [key] })
      onDone()
    },
  })
  return (
    <form
      aria-label={t.people.renameKey(apiKey.name)}
      className="grid gap-3 bg-canvas p-4"
      onSubmit={(event) => {
        event.preventDefault()
        edit.submit()
      }}
    >
      {edit.theirs ? (
        <TheirChanges theirs={edit.theirs} label={() => t.fields.name} say={(_, { name }) => name} onTake={edit.takeTheirs} />
      ) : null}
      <TextField
        label={t.fields.name}
        required
        autoFocus
        maxLength={100}
        value={edit.form.name}
        onChange={(event) => edit.set({ name: event.target.value })}
      />
      <SaveBar button={t.save} busy={edit.busy} error={edit.error} isChanged={edit.isChanged}>
        <Button kind="quiet" onClick={onDone}>
          {t.cancel}
        </Button>
      </SaveBar>
    </form>
  )
}
