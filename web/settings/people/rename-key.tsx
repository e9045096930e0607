import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { ApiKey } from '../../../client/types.ts'
import { t } from '../../words/index.ts'
import { RowForm } from './row-form.tsx'
import { useVersioned } from '../../editing/use-versioned.ts'

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
    <RowForm
      title={t.people.renameKey(apiKey.name)}
      edit={edit}
      longestName={100}
      labels={{}}
      say={(_, { name }) => name}
      onDone={onDone}
    />
  )
}
