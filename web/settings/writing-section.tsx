import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Me } from '../../client/types.ts'
import { SelectField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import { AddForm, SectionHead } from './section.tsx'

const waits = [0, 5, 10, 20, 30, 60]

/** How long a reply can be taken back. */
export default function WritingSection() {
  const me = useMe()
  const cache = useQueryClient()
  const [form, setForm] = useState({ undoSeconds: me.undoSeconds })
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.me.change(form),
    onSuccess: () => {
      cache.setQueryData<{ me: Me }>(['session'], (old) => (old ? { me: { ...old.me, ...form } } : old))
      toast(t.saved)
    },
  })
  const options = [...new Set([...waits, me.undoSeconds])].sort((a, b) => a - b)
  return (
    <>
      <SectionHead title={t.writing.undoTitle} />
      <AddForm button={t.save} busy={save.isPending} error={save.error} onSubmit={() => save.mutate()}>
        <SelectField
          label={t.writing.undoSeconds}
          hint={t.writing.undoHint}
          value={String(form.undoSeconds)}
          options={options.map((seconds) => ({
            value: String(seconds),
            label: seconds === 0 ? t.writing.undoOff : t.writing.seconds(seconds),
          }))}
          onChange={(event) => setForm({ ...form, undoSeconds: Number(event.target.value) })}
        />
      </AddForm>
    </>
  )
}
