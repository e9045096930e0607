import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { DeskSearchFields } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { localised, t } from '../words/index.ts'
import { DeskChoice } from './desk-choice.tsx'
import { SaveBar } from './desk/save-bar.tsx'
import { Loaded, SectionHead } from './section.tsx'

/** Which fields a desk offers its agents to filter by. */
export default function SearchFieldsSection() {
  return (
    <section>
      <SectionHead title={t.finding.fieldsTitle} text={t.finding.fieldsText} />
      <DeskChoice>{(desk) => <OfDesk desk={desk} />}</DeskChoice>
    </section>
  )
}

function OfDesk({ desk }: { desk: string }) {
  const fields = useQuery(queries.deskSearchFields(desk))
  return <Loaded query={fields}>{(data) => <Offer key={desk} desk={desk} data={data} />}</Loaded>
}

type Offered = Record<string, boolean>

function Offer({ desk, data }: { desk: string; data: DeskSearchFields }) {
  const cache = useQueryClient()
  const edit = useVersioned<Offered, DeskSearchFields>({
    saved: data,
    formOf: ({ items }) => Object.fromEntries(items.map(({ key, offered }) => [key, offered])),
    save: (_, expectedVersion, form) =>
      api.desks.offerSearchFields(desk, { withheld: Object.keys(form).filter((key) => !form[key]), expectedVersion }),
    read: () => api.desks.searchFields(desk),
    subject: { subject: 'search_fields', subjectId: desk },
    onSaved: (saved) => {
      cache.setQueryData(queries.deskSearchFields(desk).queryKey, saved)
      void cache.invalidateQueries({ queryKey: ['condition-fields'] })
      toast(t.finding.fieldsSaved)
    },
  })
  const { form, set } = edit
  const groups = [...new Set(data.items.map(({ group }) => group))]
  const setAll = (offered: boolean) => set(Object.fromEntries(data.items.map(({ key }) => [key, offered])))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        edit.submit()
      }}
    >
      <div className="grid gap-x-8 gap-y-4 rounded-[10px] border border-line p-4 sm:grid-cols-2">
        {groups.map((group) => (
          <fieldset key={group}>
            <legend className="mb-1 text-xs font-semibold text-fg-2">{t.finding.groups[group]}</legend>
            {data.items
              .filter((field) => field.group === group)
              .map(({ key, label }) => (
                <CheckField
                  key={key}
                  label={localised(label)}
                  checked={form[key] ?? true}
                  onChange={(event) => set({ [key]: event.target.checked })}
                  {...(edit.theirs?.keys.includes(key) ? { hint: t.finding.fieldsTheirs } : {})}
                />
              ))}
          </fieldset>
        ))}
      </div>
      <div className="mt-3 flex flex-col gap-3">
        {edit.theirs ? (
          <TheirChanges
            theirs={edit.theirs}
            label={(key) => localised(data.items.find((field) => field.key === key)?.label ?? { en: String(key) })}
            say={(key, theirs) => (theirs[key] ? t.log.yes : t.log.no)}
            onTake={edit.takeTheirs}
          />
        ) : null}
        <SaveBar button={t.save} busy={edit.busy} error={edit.error}>
          <Button kind="quiet" onClick={() => setAll(true)}>
            {t.finding.fieldsAll}
          </Button>
          <Button kind="quiet" onClick={() => setAll(false)}>
            {t.finding.fieldsNone}
          </Button>
        </SaveBar>
      </div>
    </form>
  )
}
