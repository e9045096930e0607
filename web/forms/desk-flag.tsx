import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { Desk } from '../../client/types.ts'
import { CheckField } from '../../ui/field.tsx'
import { queries } from '../data/queries.ts'

type Flag = 'chooseChannel' | 'normalIsMedium' | 'categoryRequired'

/** A setting of a desk that is on or off, saved when it is touched. */
export function DeskFlag({ desk, flag, label, hint }: { desk: string; flag: Flag; label: string; hint?: string }) {
  const cache = useQueryClient()
  const { data } = useQuery(queries.desk(desk))
  const save = useMutation({
    mutationFn: (on: boolean) => api.desks.change(desk, { settings: { [flag]: on } }),
    onSuccess: (changed) => {
      cache.setQueryData<Desk>(queries.desk(desk).queryKey, changed)
      for (const key of ['session', 'actions']) void cache.invalidateQueries({ queryKey: [key] })
    },
  })
  const shown = save.isPending ? save.variables : (data?.settings[flag] ?? false)
  return <CheckField label={label} hint={hint} disabled={!data} checked={shown} onChange={(event) => save.mutate(event.target.checked)} />
}
