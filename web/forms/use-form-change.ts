import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Form, FormParts } from '../../client/types.ts'
import { queries } from '../data/queries.ts'

export type FormPart = keyof FormParts
type Change = { [P in FormPart]: { part: P; item: string | null; body: FormParts[P]['add'] | FormParts[P]['change'] } }[FormPart]

/** Adds something to a desk's form (`item` null) or changes it. Every answer is the whole form. */
export function useFormChange(desk: string, { showsProblem = true } = {}) {
  const cache = useQueryClient()
  return useMutation({
    meta: { showsProblem },
    mutationFn: ({ part, item, body }: Change) =>
      item === null ? api.forms.add(desk, part, body as FormParts[typeof part]['add']) : api.forms.change(desk, part, item, body),
    onSuccess: (form) => cache.setQueryData<Form>(queries.form(desk).queryKey, form),
    // Somebody was faster: what is there now is shown beside what was typed.
    onError: async (error) => {
      if (isProblem(error) && error.status === 409) await cache.invalidateQueries({ queryKey: queries.form(desk).queryKey })
    },
  })
}
