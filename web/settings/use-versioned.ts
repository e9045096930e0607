import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import { changesOf, mergeChanges } from './merge-changes.ts'

interface Options<Form extends object, Saved extends { version: number }> {
  saved: Saved
  formOf: (saved: Saved) => Form
  save: (changes: Partial<Form>, expectedVersion: number, form: Form) => Promise<Saved>
  read: () => Promise<Saved>
  onSaved: (saved: Saved) => void
  /** Whose change the log of settings tells. */
  subject: { subject: string; subjectId: string }
}

export interface TheirChanges<Form> {
  readonly by: string | null
  readonly form: Form
  readonly keys: (keyof Form)[]
  readonly both: (keyof Form)[]
}

/**
 * A form over something that two people may edit at once. Only what was changed is sent. When somebody was faster, their
 * change comes into the form beside what was typed; where both changed the same, the typed one stands and theirs is told.
 */
export function useVersioned<Form extends object, Saved extends { version: number }>(options: Options<Form, Saved>) {
  const { saved, formOf } = options
  const [base, setBase] = useState(saved)
  const [form, setForm] = useState(() => formOf(saved))
  const [theirs, setTheirs] = useState<TheirChanges<Form> | null>(null)
  const changes = changesOf(formOf(base), form)
  const isChanged = Object.keys(changes).length > 0
  // What somebody else saved is shown at once where nothing was typed.
  if (saved.version > base.version && !isChanged) {
    setBase(saved)
    setForm(formOf(saved))
  }

  const keep = (next: Saved) => {
    setBase(next)
    setForm(formOf(next))
    setTheirs(null)
    options.onSaved(next)
  }
  const mutation = useMutation({
    meta: { showsProblem: true },
    mutationFn: async () => {
      try {
        return await options.save(changes, base.version, form)
      } catch (error) {
        if (!isProblem(error, 'version_conflict')) throw error
        const latest = await options.read()
        const { merged, theirs: keys, both } = mergeChanges(formOf(base), form, formOf(latest))
        // Somebody changed another part of it: nothing to look at.
        if (keys.length === 0) return options.save(changesOf(formOf(latest), merged), latest.version, merged)
        setTheirs({ by: await whoChanged(options.subject), form: formOf(latest), keys, both })
        setBase(latest)
        setForm(merged)
        return null
      }
    },
    onSuccess: (next) => next && keep(next),
  })
  return {
    form,
    set: (change: Partial<Form>) => setForm((old) => ({ ...old, ...change })),
    isChanged,
    theirs,
    takeTheirs: () => {
      if (theirs) setForm(theirs.form)
      setTheirs(null)
    },
    submit: () => mutation.mutate(),
    busy: mutation.isPending,
    error: mutation.error,
  }
}

/** A name helps to talk to each other; who may not read the log does without. */
async function whoChanged(subject: { subject: string; subjectId: string }): Promise<string | null> {
  try {
    return (await api.settingsLog({ ...subject, limit: 1 })).items[0]?.person?.name ?? null
  } catch (error) {
    if (isProblem(error)) return null
    throw error
  }
}
