import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import type { Desk } from '../../client/types.ts'
import { CheckField, SelectField } from '../../ui/field.tsx'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'

/** The desk whose settings are shown; kept while one goes from page to page. */
let lastDesk: string | null = null

export function useDeskChoice(): { desk: string; choice: React.ReactNode } {
  const me = useMe()
  const first = me.desks.find((desk) => desk.isDefault) ?? me.desks[0]
  const [chosen, setChosen] = useState(me.desks.some((desk) => desk.id === lastDesk) ? lastDesk : null)
  const desk = chosen ?? first?.id ?? ''
  const choice =
    me.desks.length > 1 ? (
      <SelectField
        className="w-56"
        label={t.forms.settings.desk}
        value={desk}
        options={me.desks.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => {
          lastDesk = event.target.value
          setChosen(event.target.value)
        }}
      />
    ) : null
  return { desk, choice }
}

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
