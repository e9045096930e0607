import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { DeskSearchFields } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, SelectField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { queries } from '../data/queries.ts'
import { useMe } from '../session/me.ts'
import { localised, t } from '../words/index.ts'
import { Loaded, SectionHead } from './section.tsx'

/** Which fields a desk offers its agents to filter by. */
export default function SearchFieldsSection() {
  const me = useMe()
  const [desk, setDesk] = useState(me.desks[0]?.id ?? '')
  const fields = useQuery({ ...queries.deskSearchFields(desk), enabled: desk !== '' })
  return (
    <section>
      <SectionHead title={t.finding.fieldsTitle} text={t.finding.fieldsText} />
      {me.desks.length > 1 ? (
        <SelectField
          label={t.finding.fieldsDesk}
          value={desk}
          className="mb-4 sm:max-w-80"
          options={me.desks.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(event) => setDesk(event.target.value)}
        />
      ) : null}
      <Loaded query={fields}>{(data) => <Offer key={desk} desk={desk} data={data} />}</Loaded>
    </section>
  )
}

function Offer({ desk, data }: { desk: string; data: DeskSearchFields }) {
  const cache = useQueryClient()
  const [base, setBase] = useState(data)
  const [withheld, setWithheld] = useState(() => withheldOf(data))
  const [theirs, setTheirs] = useState<string[]>([])
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () => api.desks.offerSearchFields(desk, { withheld, expectedVersion: base.version }),
    onSuccess: (saved) => {
      cache.setQueryData(queries.deskSearchFields(desk).queryKey, saved)
      void cache.invalidateQueries({ queryKey: ['condition-fields'] })
      setBase(saved)
      setTheirs([])
      toast(t.finding.fieldsSaved)
    },
    onError: async (error) => {
      if (!isProblem(error, 'version_conflict')) return
      // What was ticked here stays; what the other changed is marked, and saving again means it.
      const now = await cache.fetchQuery({ ...queries.deskSearchFields(desk), staleTime: 0 })
      const [before, after] = [withheldOf(base), withheldOf(now)]
      setTheirs(now.items.map(({ key }) => key).filter((key) => before.includes(key) !== after.includes(key)))
      setBase(now)
    },
  })
  const groups = [...new Set(base.items.map(({ group }) => group))]
  const isConflict = theirs.length > 0
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div className="grid gap-x-8 gap-y-4 rounded-[10px] border border-line p-4 sm:grid-cols-2">
        {groups.map((group) => (
          <fieldset key={group}>
            <legend className="mb-1 text-xs font-semibold text-fg-2">{t.finding.groups[group]}</legend>
            {base.items
              .filter((field) => field.group === group)
              .map(({ key, label }) => (
                <CheckField
                  key={key}
                  label={localised(label)}
                  checked={!withheld.includes(key)}
                  onChange={(event) => setWithheld(event.target.checked ? withheld.filter((one) => one !== key) : [...withheld, key])}
                  {...(theirs.includes(key) ? { hint: t.finding.fieldsTheirs } : {})}
                />
              ))}
          </fieldset>
        ))}
      </div>
      {isConflict || save.error ? (
        <p role="alert" className="mt-3 text-red-text">
          {isConflict ? t.finding.fieldsConflict : problemText(save.error)}
        </p>
      ) : null}
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button kind="quiet" onClick={() => setWithheld([])}>
          {t.finding.fieldsAll}
        </Button>
        <Button kind="quiet" onClick={() => setWithheld(base.items.map(({ key }) => key))}>
          {t.finding.fieldsNone}
        </Button>
        <Button type="submit" kind="primary" busy={save.isPending}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}

function withheldOf({ items }: DeskSearchFields): string[] {
  return items.filter(({ offered }) => !offered).map(({ key }) => key)
}
