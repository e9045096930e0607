import { FileDown, Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Calendar } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CheckField, TextField } from '../../ui/field.tsx'
import { localeOf } from '../../ui/formats.ts'
import { now } from '../../ui/time.ts'
import { toast } from '../../ui/toast.tsx'
import { language, t } from '../words/index.ts'
import { holidaysInFile } from './read-calendar-file.ts'

type Holiday = Calendar['holidays'][number]

const mostHolidays = 400

/** The holidays, the next one first. */
export function HolidaysEditor({ holidays, onChange }: { holidays: Holiday[]; onChange: (holidays: Holiday[]) => void }) {
  const today = new Date(now()).toISOString().slice(0, 10)
  const sorted = holidays.map((holiday) => ({ holiday, next: nextDate(holiday, today) })).sort((a, b) => order(a.next) - order(b.next))
  return (
    <section>
      <div className="mb-2 flex flex-wrap items-start justify-between gap-2">
        <div>
          <h3 className="font-semibold">{t.hours.holidays}</h3>
          <p className="text-fg-2">{t.hours.holidaysText}</p>
        </div>
        <ImportFile holidays={holidays} onChange={onChange} />
      </div>
      {sorted.length ? (
        <ul aria-label={t.hours.holidays} className="mb-3 divide-y divide-line rounded-[10px] border border-line">
          {sorted.map(({ holiday, next }) => (
            <li key={`${holiday.date} ${holiday.name}`} className="flex min-h-10 flex-wrap items-center gap-x-3 px-3 py-1">
              <span className="flex min-w-0 flex-1 flex-col sm:flex-row">
                <span className="tabular w-40 shrink-0 max-sm:text-xs max-sm:text-fg-2">{shown(next ?? holiday.date)}</span>
                <span dir="auto" className="min-w-0 break-words">
                  {holiday.name}
                </span>
              </span>
              <span className="text-xs text-fg-3">{holiday.yearly ? t.hours.yearly : next ? '' : t.hours.past}</span>
              <IconButton label={t.hours.dropHoliday(holiday.name)} onClick={() => onChange(holidays.filter((one) => one !== holiday))}>
                <X size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mb-3 text-fg-3">{t.hours.noHolidays}</p>
      )}
      {holidays.length < mostHolidays ? <AddHoliday onAdd={(holiday) => onChange([...without(holidays, holiday), holiday])} /> : null}
    </section>
  )
}

function AddHoliday({ onAdd }: { onAdd: (holiday: Holiday) => void }) {
  const [form, setForm] = useState<Holiday>({ date: '', name: '', yearly: false })
  const isWhole = form.date !== '' && form.name.trim() !== ''
  const add = () => {
    if (!isWhole) return
    onAdd({ ...form, name: form.name.trim() })
    setForm({ date: '', name: '', yearly: form.yearly })
  }
  return (
    // Not a form of its own: it stands in one.
    <div
      className="flex flex-wrap items-end gap-x-3 gap-y-2"
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        add()
      }}
    >
      <TextField
        className="w-40"
        type="date"
        label={t.hours.holidayDate}
        value={form.date}
        onChange={(event) => setForm({ ...form, date: event.target.value })}
      />
      <TextField
        className="min-w-40 flex-1"
        label={t.hours.holidayName}
        maxLength={100}
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.target.value })}
      />
      <div className="flex h-8 items-center">
        <CheckField label={t.hours.yearly} checked={form.yearly} onChange={(event) => setForm({ ...form, yearly: event.target.checked })} />
      </div>
      <Button onClick={add} disabled={!isWhole}>
        <Plus size={14} />
        {t.hours.addHoliday}
      </Button>
    </div>
  )
}

function ImportFile({ holidays, onChange }: { holidays: Holiday[]; onChange: (holidays: Holiday[]) => void }) {
  const file = useRef<HTMLInputElement>(null)
  const read = async (chosen: File | undefined) => {
    if (!chosen) return
    const isHere = (one: Holiday) => holidays.some(({ date, yearly }) => date === one.date && yearly === one.yearly)
    const found = holidaysInFile(await chosen.text()).filter((one) => !isHere(one))
    const added = found.slice(0, mostHolidays - holidays.length)
    if (added.length) onChange([...holidays, ...added])
    toast(added.length ? t.hours.imported(added.length) : t.hours.importNothing)
  }
  return (
    <>
      <Button size="sm" kind="quiet" onClick={() => file.current?.click()}>
        <FileDown size={14} />
        {t.hours.importFile}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".ics,text/calendar"
        aria-label={t.hours.importFile}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          void read(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </>
  )
}

/** One of a day takes the place of the other. */
function without(holidays: readonly Holiday[], { date, yearly }: Holiday): Holiday[] {
  return holidays.filter((one) => one.date !== date || one.yearly !== yearly)
}

/** The next time it is; null: it is past. */
function nextDate({ date, yearly }: Holiday, today: string): string | null {
  if (!yearly) return date >= today ? date : null
  const day = date.slice(4)
  for (let year = Number(today.slice(0, 4)); ; year++) {
    const next = `${year}${day}`
    // 29 February is not in every year.
    if (next >= today && new Date(`${next}T00:00:00Z`).toISOString().startsWith(next)) return next
  }
}

function order(date: string | null): number {
  return date === null ? Number.POSITIVE_INFINITY : Date.parse(date)
}

function shown(date: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(`${date}T00:00:00Z`))
}
