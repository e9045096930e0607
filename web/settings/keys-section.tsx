import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy, KeyRound, Pencil } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { ApiKey } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useUnsaved } from '../../ui/unsaved.ts'
import { queries } from '../data/queries.ts'
import { When } from '../session/when.tsx'
import { copy } from '../ticket/copy.ts'
import { t } from '../words/index.ts'
import { RenameKey } from './people/rename-key.tsx'
import { roleName, useRoleChoices } from './people/roles.tsx'
import { AddForm, Loaded, Row, Rows, SectionHead } from './section.tsx'
import { useTwice } from './use-twice.ts'

export default function KeysSection() {
  const cache = useQueryClient()
  const keys = useQuery(queries.keys())
  const [form, setForm] = useState({ name: '', role: 'agent' })
  useUnsaved(form.name.trim() !== '')
  const add = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.keys.add(form.name.trim(), form.role),
    onSuccess: () => {
      setForm({ ...form, name: '' })
      void cache.invalidateQueries({ queryKey: ['keys'] })
    },
  })
  const roles = useRoleChoices()
  return (
    <section>
      <SectionHead title={t.settings.keys} text={t.settings.keysText} />
      {add.data ? (
        <div role="status" className="mb-4 rounded-[10px] border border-green-line/50 bg-green-fill p-4">
          <p className="font-semibold text-green-text">{t.settings.keyOnce}</p>
          <div className="mt-2 flex items-center gap-2">
            <code className="min-w-0 flex-1 rounded-[6px] bg-surface px-3 py-2 font-mono text-xs break-all">{add.data.key}</code>
            <Button onClick={() => void copy(add.data.key, t.copied)}>
              <Copy size={13} />
              {t.copy}
            </Button>
          </div>
        </div>
      ) : null}
      <AddForm button={t.settings.addKey} busy={add.isPending} error={add.error} onSubmit={() => add.mutate()}>
        <TextField label={t.fields.name} required value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        <SelectField
          label={t.settings.role}
          value={form.role}
          options={roles}
          onChange={(event) => setForm({ ...form, role: event.target.value })}
        />
      </AddForm>
      <Loaded query={keys}>
        {({ items }) =>
          items.length ? (
            <Rows label={t.settings.keys}>
              {items.map((key) => (
                <KeyRow key={key.id} apiKey={key} />
              ))}
            </Rows>
          ) : (
            <p className="text-fg-3">{t.settings.noKeys}</p>
          )
        }
      </Loaded>
    </section>
  )
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const cache = useQueryClient()
  const drop = useMutation({
    mutationFn: () => api.keys.drop(apiKey.id),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['keys'] }),
  })
  const sure = useTwice(() => drop.mutate())
  const [renaming, setRenaming] = useState(false)
  if (renaming)
    return (
      <li>
        <RenameKey apiKey={apiKey} onDone={() => setRenaming(false)} />
      </li>
    )
  return (
    <Row>
      <KeyRound size={15} className="shrink-0 text-fg-3" />
      <span className="min-w-0 flex-1 truncate">
        <span className="font-semibold">{apiKey.name}</span>
        <span className="ml-2 text-xs text-fg-3">{roleName(apiKey.role)}</span>
      </span>
      <span className="text-xs text-fg-3">
        {apiKey.lastUsedAt ? (
          <>
            {t.settings.keyUsed} <When at={apiKey.lastUsedAt} form="long" />
          </>
        ) : (
          t.settings.keyUnused
        )}
      </span>
      <IconButton label={t.people.renameKey(apiKey.name)} onClick={() => setRenaming(true)}>
        <Pencil size={14} />
      </IconButton>
      <Button size="sm" kind={sure.asking ? 'danger' : 'quiet'} aria-label={t.settings.removeKey(apiKey.name)} onClick={sure.press}>
        {sure.asking ? t.settings.sure : t.remove}
      </Button>
    </Row>
  )
}
