import { Copy, Plus, X } from 'lucide-react'
import type { Calendar } from '../../client/types.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { t } from '../words/index.ts'
import { ClockField } from './clock-field.tsx'

type Week = Calendar['week']
type Day = keyof Week
type Span = Week[Day][number]

const days = Object.keys(t.hours.days) as Day[]
const workdays = ['tuesday', 'wednesday', 'thursday', 'friday'] as const
const usual: Span = { from: '09:00', to: '17:00' }
const mostSpans = 6

export function emptyWeek(): Week {
  return { monday: [usual], tuesday: [usual], wednesday: [usual], thursday: [usual], friday: [usual], saturday: [], sunday: [] }
}

/** The hours of each day. */
export function WeekEditor({ week, onChange }: { week: Week; onChange: (week: Week) => void }) {
  const set = (day: Day, spans: Span[]) => onChange({ ...week, [day]: spans })
  return (
    <section>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{t.hours.week}</h3>
        <Button
          size="sm"
          kind="quiet"
          onClick={() => onChange({ ...week, ...Object.fromEntries(workdays.map((day) => [day, [...week.monday]])) })}
        >
          <Copy size={14} />
          {t.hours.copy}
        </Button>
      </div>
      <ul className="divide-y divide-line rounded-[10px] border border-line">
        {days.map((day) => (
          <DayRow key={day} day={day} spans={week[day]} onChange={(spans) => set(day, spans)} />
        ))}
      </ul>
    </section>
  )
}

function DayRow({ day, spans, onChange }: { day: Day; spans: Span[]; onChange: (spans: Span[]) => void }) {
  const name = t.hours.days[day]
  const change = (n: number, part: Partial<Span>) => onChange(spans.map((span, at) => (at === n ? { ...span, ...part } : span)))
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
      <label className="flex h-8 w-28 shrink-0 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={spans.length > 0}
          onChange={(event) => onChange(event.target.checked ? [usual] : [])}
        />
        {name}
      </label>
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1">
        {spans.length === 0 ? <span className="flex h-8 items-center text-fg-3">{t.hours.closed}</span> : null}
        {spans.map((span, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two spans may be the same while they are typed
          <div key={n} className="flex flex-wrap items-center gap-1">
            <ClockField label={t.hours.from(name, n + 1)} value={span.from} onChange={(from) => change(n, { from })} />
            <span className="text-fg-3">–</span>
            <ClockField label={t.hours.to(name, n + 1)} value={span.to} onChange={(to) => change(n, { to })} />
            {span.to <= span.from ? <span className="text-xs text-fg-3">{t.hours.nextDay}</span> : null}
            <IconButton label={t.hours.dropSpan(name, n + 1)} onClick={() => onChange(spans.filter((_, at) => at !== n))}>
              <X size={14} />
            </IconButton>
            {n === spans.length - 1 && spans.length < mostSpans ? (
              <IconButton label={t.hours.addSpan(name)} onClick={() => onChange([...spans, next(spans)])}>
                <Plus size={14} />
              </IconButton>
            ) : null}
          </div>
        ))}
      </div>
    </li>
  )
}

/** An hour after the last one closes, for an hour. */
function next(spans: readonly Span[]): Span {
  const hour = Number(spans.at(-1)?.to.slice(0, 2) ?? 9)
  const clock = (n: number) => `${String(Math.min(n, 23)).padStart(2, '0')}:00`
  return { from: clock(hour + 1), to: hour + 2 >= 24 ? '24:00' : clock(hour + 2) }
}
