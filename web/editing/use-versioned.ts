import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import { useUnsaved } from '../../ui/unsaved.ts'
import { changesOf, mergeChanges } from './merge-changes.ts'

interface Kept {
  readonly version: number
  /** Who saved it last, where the thing itself says so. */
  readonly updatedBy?: { readonly name: string } | null
}

interface Options<Form extends object, Saved extends Kept, New extends null> {
  saved: Saved | New
  /** The same for the same, as it is compared with what is typed. */
  formOf: (saved: Saved | New) => Form
  /** Null for a version: it is new, and made of the form. */
  save: (changes: Partial<Form>, expectedVersion: number | New, form: Form) => Promise<Saved>
  read: (known: Saved) => Promise<Saved>
  onSaved: (saved: Saved) => void | Promise<void>
  /** Whose change the log of settings tells. */
  subject?: { subject: string; subjectId: string }
}

export interface TheirChanges<Form> {
  readonly by: string | null
  readonly form: Form
  readonly keys: (keyof Form)[]
  readonly both: (keyof Form)[]
}

export interface Versioned<Form> {
  readonly form: Form
  readonly set: (change: Partial<Form>) => void
  readonly isChanged: boolean
  readonly theirs: TheirChanges<Form> | null
  readonly takeTheirs: () => void
  readonly submit: () => void
  readonly busy: boolean
  readonly error: Error | null
}

/**
 * A form over something that two people may edit at once. Only what was changed is sent. When somebody was faster, their
 * change comes into the form beside what was typed; where both changed the same, the typed one stands and theirs is told.
 * What is typed while a save is on its way stays, too.
 */
export function useVersioned<Form extends object, Saved extends Kept, New extends null = never>(
  options: Options<Form, Saved, New>,
): Versioned<Form> {
  const { saved, formOf } = options
  const [base, setBase] = useState(saved)
  const [form, setForm] = useState(() => formOf(saved))
  const [theirs, setTheirs] = useState<TheirChanges<Form> | null>(null)
  const changes = changesOf(formOf(base), form)
  const isChanged = Object.keys(changes).length > 0
  useUnsaved(isChanged)
  // What somebody else saved is shown at once where nothing was typed.
  if (saved && base && saved.version > base.version && !isChanged) {
    setBase(saved)
    setForm(formOf(saved))
  }

  /** What was typed while `sent` was on its way stays. */
  const put = (next: Form, sent: Form) => setForm((now) => mergeChanges(sent, now, next).merged)
  const keep = (next: Saved, sent: Form) => {
    setBase(next)
    put(formOf(next), sent)
    setTheirs(null)
    return options.onSaved(next)
  }
  const mutation = useMutation({
    meta: { showsProblem: true },
    mutationFn: async (sent: Form) => {
      try {
        return await options.save(changes, base ? base.version : base, sent)
      } catch (error) {
        if (!base || !isProblem(error, 'version_conflict')) throw error
        const latest = await options.read(base)
        const { merged, theirs: keys, both } = mergeChanges(formOf(base), sent, formOf(latest))
        // Somebody changed another part of it: nothing to look at.
        if (keys.length === 0) return options.save(changesOf(formOf(latest), merged), latest.version, merged)
        setTheirs({ by: latest.updatedBy?.name ?? (await whoChanged(options.subject)), form: formOf(latest), keys, both })
        setBase(latest)
        put(merged, sent)
        return null
      }
    },
    onSuccess: (next, sent) => next && keep(next, sent),
  })
  return {
    form,
    set: (change) => setForm((old) => ({ ...old, ...change })),
    isChanged,
    theirs,
    takeTheirs: () => {
      if (theirs) setForm(theirs.form)
      setTheirs(null)
    },
    submit: () => mutation.mutate(form),
    busy: mutation.isPending,
    error: mutation.error,
  }
}

/** A name helps to talk to each other; who may not read the log does without. */
async function whoChanged(subject: { subject: string; subjectId: string } | undefined): Promise<string | null> {
  if (!subject) return null
  try {
    return (await api.settingsLog({ ...subject, limit: 1 })).items[0]?.person?.name ?? null
  } catch (error) {
    if (isProblem(error)) return null
    throw error
  }
}
