import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client/api.ts'
import type { Desk, DeskChange } from '../../../client/types.ts'
import { toast } from '../../../ui/toast.tsx'
import { t } from '../../words/index.ts'
import { useVersioned } from '../../editing/use-versioned.ts'

/** One part of a desk's settings. The parts are saved each for itself and share the desk's version. */
export function useDeskForm<Form extends object>(
  desk: Desk,
  formOf: (desk: Desk) => Form,
  change: (changes: Partial<Form>, form: Form) => DeskChange,
) {
  const cache = useQueryClient()
  return useVersioned<Form, Desk>({
    saved: desk,
    formOf,
    save: (changes, expectedVersion, form) => api.desks.change(desk.id, { ...change(changes, form), expectedVersion }),
    read: () => api.desks.get(desk.id),
    subject: { subject: 'desk', subjectId: desk.id },
    onSaved: (saved) => {
      cache.setQueryData(['desk', desk.id], saved)
      for (const key of [['session'], ['calendars'], ['mail-help', desk.id], ['settings-log']])
        void cache.invalidateQueries({ queryKey: key })
      toast(t.saved)
    },
  })
}
