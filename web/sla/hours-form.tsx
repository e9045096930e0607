import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Calendar, HoursInput } from '../../client/types.ts'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { TheirChanges } from '../editing/their-changes.tsx'
import { useVersioned } from '../editing/use-versioned.ts'
import { useMe } from '../session/me.ts'
import { BackButton } from '../settings/back-button.tsx'
import { SaveBar } from '../settings/desk/save-bar.tsx'
import { SectionHead } from '../settings/section.tsx'
import { listed, t } from '../words/index.ts'
import { HolidaysEditor } from './holidays-editor.tsx'
import { OpenMark } from './open-mark.tsx'
import { emptyWeek, WeekEditor } from './week-editor.tsx'

type Week = Calendar['week']
/** Each day by itself, so that two people can set different days. */
type Form = Pick<Calendar, 'name' | 'zone' | 'holidays'> & Week
type Props = { calendar: Calendar | null; onBack: () => void; onOpen: (id: string) => void }

const days = Object.keys(t.hours.days) as (keyof Week)[]
const weekOf = (form: Form) => Object.fromEntries(days.map((day) => [day, form[day]])) as Week
const hoursOf = (form: Form) => ({ zone: form.zone, week: weekOf(form), holidays: form.holidays })

export function HoursForm({ calendar, onBack, onOpen }: Props) {
  const me = useMe()
  const cache = useQueryClient()
  const edit = useVersioned<Form, Calendar, null>({
    saved: calendar,
    formOf: (saved) => {
      const { name, zone, week, holidays } = saved ?? { name: '', zone: me.zone, week: emptyWeek(), holidays: [] }
      return { name, zone, ...week, holidays }
    },
    save: (_, expectedVersion, form) => {
      const input = { name: form.name, hours: hoursOf(form) }
      return calendar && expectedVersion !== null
        ? api.calendars.change(calendar.id, { ...input, expectedVersion })
        : api.calendars.add(input)
    },
    read: async (known) => {
      const { items } = await cache.fetchQuery({ ...queries.calendars(), staleTime: 0 })
      return items.find(({ id }) => id === known.id) ?? known
    },
    ...(calendar && { subject: { subject: 'calendar', subjectId: calendar.id } }),
    onSaved: async (saved) => {
      toast(t.saved)
      await cache.invalidateQueries({ queryKey: ['calendars'] })
      if (!calendar) onOpen(saved.id)
    },
  })
  const { form, set } = edit
  const hours = hoursOf(form)
  return (
    <form
      className="flex flex-col gap-8"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        edit.submit()
      }}
    >
      <div>
        <BackButton onBack={onBack}>{t.hours.back}</BackButton>
        <SectionHead title={calendar?.name ?? t.hours.add} />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t.fields.name}
            required
            maxLength={80}
            value={form.name}
            onChange={(event) => set({ name: event.target.value })}
          />
          <SelectField
            label={t.hours.zone}
            value={form.zone}
            options={zones(form.zone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
            onChange={(event) => set({ zone: event.target.value })}
          />
        </div>
        <Preview hours={hours} />
      </div>
      <WeekEditor week={hours.week} onChange={set} />
      <HolidaysEditor holidays={form.holidays} onChange={(holidays) => set({ holidays })} />
      <div className="flex flex-col gap-3">
        {edit.theirs ? <TheirChanges theirs={edit.theirs} label={labelOf} say={sayPart} onTake={edit.takeTheirs} /> : null}
        <SaveBar button={t.hours.save} busy={edit.busy} error={edit.error} />
      </div>
      {calendar ? <Desks calendar={calendar} /> : null}
    </form>
  )
}

function zones(current: string): string[] {
  return [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])].sort()
}

const isDay = (part: keyof Form): part is keyof Week => part in t.hours.days

function labelOf(part: keyof Form): string {
  if (isDay(part)) return t.hours.days[part]
  return { name: t.fields.name, zone: t.hours.zone, holidays: t.hours.holidays }[part]
}

function sayPart(part: keyof Form, form: Form): string {
  if (part === 'holidays') return t.hours.holidayCount(form.holidays.length)
  return isDay(part) ? listed(form[part].map(({ from, to }) => `${from} – ${to}`)) || t.hours.closed : form[part]
}

function Preview({ hours }: { hours: ReturnType<typeof hoursOf> }) {
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
  // Of its own: a mutation says a moment later that it began, and the mark would go back for as long.
  const [turned, setTurned] = useState<{ desk: string; keep: boolean } | null>(null)
  const change = useMutation({
    mutationFn: ({ desk, keep }: { desk: string; keep: boolean }) => api.desks.change(desk, { calendar: keep ? calendar.id : null }),
    onSettled: () => setTurned(null),
    onSuccess: (_, { desk }) => Promise.all([['calendars'], ['desk', desk]].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  })
  const of = (desk: string) => known.find(({ desks }) => desks.includes(desk))
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">{t.hours.desks}</legend>
      {me.desks.map((desk) => {
        const other = of(desk.id)
        const keeps = turned?.desk === desk.id ? turned.keep : other?.id === calendar.id
        return (
          <CheckField
            key={desk.id}
            label={desk.name}
            hint={keeps ? undefined : other && other.id !== calendar.id ? other.name : t.hours.always}
            checked={keeps}
            onChange={(event) => {
              const turning = { desk: desk.id, keep: event.target.checked }
              setTurned(turning)
              change.mutate(turning)
            }}
          />
        )
      })}
    </fieldset>
  )
}
