import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Calendar, HoursInput } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { useMe } from '../session/me.ts'
import { SectionHead } from '../settings/section.tsx'
import { labelled, listed, t } from '../words/index.ts'
import { Changed } from './changed.tsx'
import { HolidaysEditor } from './holidays-editor.tsx'
import { OpenMark } from './open-mark.tsx'
import { emptyWeek, WeekEditor } from './week-editor.tsx'

type Form = { name: string; hours: Required<Omit<HoursInput, 'holidays'>> & { holidays: Calendar['holidays'] } }
type Props = { calendar: Calendar | null; onBack: () => void; onOpen: (id: string) => void }

const formOf = (calendar: Calendar): Form => ({
  name: calendar.name,
  hours: { zone: calendar.zone, week: calendar.week, holidays: calendar.holidays },
})

export function HoursForm({ calendar, onBack, onOpen }: Props) {
  const me = useMe()
  const cache = useQueryClient()
  const [base, setBase] = useState(calendar)
  const [form, setForm] = useState<Form>(
    calendar ? formOf(calendar) : { name: '', hours: { zone: me.zone, week: emptyWeek(), holidays: [] } },
  )
  const [theirs, setTheirs] = useState<Calendar | null>(null)
  const set = (hours: Partial<Form['hours']>) => setForm((old) => ({ ...old, hours: { ...old.hours, ...hours } }))
  const save = useMutation({
    meta: { showsProblem: true },
    mutationFn: () =>
      base ? api.calendars.change(base.id, { ...form, expectedVersion: (theirs ?? base).version }) : api.calendars.add(form),
    onSuccess: async (saved) => {
      setBase(saved)
      setTheirs(null)
      setForm(formOf(saved))
      toast(t.saved)
      await cache.invalidateQueries({ queryKey: ['calendars'] })
      if (!base) onOpen(saved.id)
    },
    onError: async (error) => {
      if (!base || !isProblem(error, 'version_conflict')) return
      const { items } = await cache.fetchQuery({ ...queries.calendars(), staleTime: 0 })
      setTheirs(items.find(({ id }) => id === base.id) ?? null)
    },
  })
  return (
    <form
      className="flex flex-col gap-8"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div>
        <button
          type="button"
          onClick={onBack}
          className="mb-3 -ml-1 flex h-7 items-center gap-1.5 rounded-[6px] px-1 text-fg-2 hover:bg-hover"
        >
          <ArrowLeft size={15} />
          {t.hours.back}
        </button>
        <SectionHead title={base?.name ?? t.hours.add} />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t.fields.name}
            required
            maxLength={80}
            value={form.name}
            onChange={(event) => setForm({ ...form, name: event.target.value })}
          />
          <SelectField
            label={t.hours.zone}
            value={form.hours.zone}
            options={zones(form.hours.zone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
            onChange={(event) => set({ zone: event.target.value })}
          />
        </div>
        <Preview hours={form.hours} />
      </div>
      <WeekEditor week={form.hours.week} onChange={(week) => set({ week })} />
      <HolidaysEditor holidays={form.hours.holidays} onChange={(holidays) => set({ holidays })} />
      <div className="flex flex-col gap-3">
        {theirs && base ? (
          <Changed
            title={t.hours.changedMeanwhile}
            parts={partsChanged(base, theirs)}
            onTakeTheirs={() => {
              setForm(formOf(theirs))
              setBase(theirs)
              setTheirs(null)
              save.reset()
            }}
          />
        ) : save.error ? (
          <p role="alert" className="text-red-text">
            {problemText(save.error)}
          </p>
        ) : null}
        <div className="flex justify-end">
          <Button type="submit" kind="primary" busy={save.isPending}>
            {theirs ? t.levels.keepMine : t.hours.save}
          </Button>
        </div>
      </div>
      {base ? <Desks calendar={base} /> : null}
    </form>
  )
}

function zones(current: string): string[] {
  return [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])].sort()
}

/** What the other changed, in the words of the form. */
function partsChanged(base: Calendar, theirs: Calendar): string[] {
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
  const days = (Object.keys(t.hours.days) as (keyof Calendar['week'])[]).filter((day) => differs(base.week[day], theirs.week[day]))
  return [
    ...(base.name === theirs.name ? [] : [labelled(t.fields.name, theirs.name)]),
    ...(base.zone === theirs.zone ? [] : [labelled(t.hours.zone, theirs.zone)]),
    ...days.map((day) => labelled(t.hours.days[day], listed(theirs.week[day].map(({ from, to }) => `${from} – ${to}`)) || t.hours.closed)),
    ...(differs(base.holidays, theirs.holidays) ? [labelled(t.hours.holidays, t.hours.holidayCount(theirs.holidays.length))] : []),
  ]
}

function Preview({ hours }: { hours: Form['hours'] }) {
  const asked = useDeferredValue(JSON.stringify({ ...hours, holidays: hours.holidays.filter(({ date, name }) => date && name.trim()) }))
  const preview = useQuery({
    queryKey: ['hours-preview', asked],
    queryFn: () => api.calendars.preview(JSON.parse(asked) as HoursInput),
    placeholderData: (old) => old,
    retry: false,
  })
  return (
    <div className="mt-3 min-h-5" role="status">
      {preview.data && !preview.isError ? <OpenMark now={preview.data} zone={hours.zone} /> : null}
      {preview.isError ? <p className="text-xs text-amber-text">{problemText(preview.error)}</p> : null}
    </div>
  )
}

function Desks({ calendar }: { calendar: Calendar }) {
  const me = useMe()
  const cache = useQueryClient()
  const known = useQuery(queries.calendars()).data?.items ?? []
  const change = useMutation({
    mutationFn: ({ desk, keep }: { desk: string; keep: boolean }) => api.desks.change(desk, { calendar: keep ? calendar.id : null }),
    onSuccess: (_, { desk }) => Promise.all([['calendars'], ['desk', desk]].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  })
  const of = (desk: string) => known.find(({ desks }) => desks.includes(desk))
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">{t.hours.desks}</legend>
      {me.desks.map((desk) => {
        const other = of(desk.id)
        const keeps = change.isPending && change.variables.desk === desk.id ? change.variables.keep : other?.id === calendar.id
        return (
          <CheckField
            key={desk.id}
            label={desk.name}
            hint={keeps ? undefined : other && other.id !== calendar.id ? other.name : t.hours.always}
            checked={keeps}
            onChange={(event) => change.mutate({ desk: desk.id, keep: event.target.checked })}
          />
        )
      })}
    </fieldset>
  )
}
