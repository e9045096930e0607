import { useState } from 'react'
import type { Duration, DurationUnit, Operator, Test } from '../../conditions/index.ts'
import type { ConditionField } from '../../client/types.ts'
import { Button } from '../../ui/button.tsx'
import { dayAfter, dayOf, startOfDay } from '../../ui/days.ts'
import { now } from '../../ui/time.ts'
import { useMe } from '../session/me.ts'
import { labelled, localised, t } from '../words/index.ts'
import { isDuration, units } from './new-test.ts'

type Props = {
  field: ConditionField
  op: Operator
  test: Test | undefined
  onChange: (test: Test | null) => void
  onDone: () => void
}

const presets: Partial<Record<Operator, readonly [keyof typeof t.finding.presets, Duration][]>> = {
  in_last: [
    ['day', { amount: 24, unit: 'hours' }],
    ['week', { amount: 7, unit: 'days' }],
    ['month', { amount: 30, unit: 'days' }],
    ['quarter', { amount: 90, unit: 'days' }],
  ],
  older_than: [
    ['olderWeek', { amount: 7, unit: 'days' }],
    ['olderMonth', { amount: 30, unit: 'days' }],
  ],
  in_next: [
    ['nextDay', { amount: 24, unit: 'hours' }],
    ['nextWeek', { amount: 7, unit: 'days' }],
  ],
}

/** A span before or after now, with the usual ones at hand; or days of the calendar, in the agent's zone. */
export function DateValue(props: Props) {
  return isDuration(props.op) ? <SpanValue {...props} /> : <DayValue {...props} />
}

function SpanValue({ field, op, test, onChange, onDone }: Props) {
  const held = test && isDuration(test.op) ? (test.value as Duration) : { amount: 7, unit: 'days' as const }
  const [{ amount, unit }, setSpan] = useState<{ amount: number; unit: DurationUnit }>(held)
  const choose = (value: Duration) => {
    onChange({ field: field.key, op, value })
    onDone()
  }
  const isValid = Number.isInteger(amount) && amount >= 1 && amount <= 100_000
  return (
    <div className="p-1">
      {presets[op]?.map(([name, value]) => (
        <button
          key={name}
          type="button"
          className="menu-item w-full text-left"
          aria-pressed={test?.op === op && held.amount === value.amount && held.unit === value.unit}
          onClick={() => choose(value)}
        >
          {t.finding.presets[name]}
        </button>
      ))}
      <form
        aria-label={t.finding.presets.own}
        className="mt-1 flex items-center gap-2 border-t border-line p-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (isValid) choose({ amount, unit })
        }}
      >
        <input
          type="number"
          min={1}
          max={100_000}
          aria-label={labelled(t.finding.value, localised(field.label))}
          value={Number.isNaN(amount) ? '' : amount}
          onChange={(event) => setSpan({ unit, amount: event.target.valueAsNumber })}
          className="field w-20"
        />
        <select
          aria-label={t.finding.unit}
          value={unit}
          onChange={(event) => setSpan({ amount, unit: event.target.value as DurationUnit })}
          className="field min-w-0 flex-1 pr-7"
        >
          {units.map((one) => (
            <option key={one} value={one}>
              {t.finding.units[one]}
            </option>
          ))}
        </select>
        <Button type="submit" kind="primary" disabled={!isValid}>
          {t.finding.apply}
        </Button>
      </form>
    </div>
  )
}

/** `between` holds whole days, its last one included. */
function DayValue({ field, op, test, onChange, onDone }: Props) {
  const { zone } = useMe()
  const today = dayOf(new Date(now()).toISOString(), zone)
  const [from, until] = heldDays(test, zone)
  const [first, setFirst] = useState(from ?? today)
  const [last, setLast] = useState(until ?? today)
  const isRange = op === 'between'
  const isValid = first !== '' && (!isRange || (last !== '' && first <= last))
  return (
    <form
      className="flex flex-col gap-2 p-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isValid) return
        const value = isRange
          ? [startOfDay(first, zone), startOfDay(dayAfter(last), zone)]
          : startOfDay(op === 'after' ? dayAfter(first) : first, zone)
        onChange({ field: field.key, op, value })
        onDone()
      }}
    >
      <label className="flex items-center gap-2">
        <span className="w-14 shrink-0 text-xs text-fg-2">{isRange ? t.finding.from : localised(field.label)}</span>
        <input type="date" value={first} onChange={(event) => setFirst(event.target.value)} className="field min-w-0 flex-1" />
      </label>
      {isRange ? (
        <label className="flex items-center gap-2">
          <span className="w-14 shrink-0 text-xs text-fg-2">{t.finding.until}</span>
          <input type="date" min={first} value={last} onChange={(event) => setLast(event.target.value)} className="field min-w-0 flex-1" />
        </label>
      ) : null}
      <Button type="submit" kind="primary" className="self-end" disabled={!isValid}>
        {t.finding.apply}
      </Button>
    </form>
  )
}

function heldDays(test: Test | undefined, zone: string): [string | undefined, string | undefined] {
  if (test?.op === 'between' && Array.isArray(test.value)) {
    const [from, until] = test.value.map(String) as [string, string]
    return [dayOf(from, zone), dayOf(new Date(Date.parse(until) - 1).toISOString(), zone)]
  }
  if (test?.op === 'before' && typeof test.value === 'string') return [dayOf(test.value, zone), undefined]
  if (test?.op === 'after' && typeof test.value === 'string')
    return [dayOf(new Date(Date.parse(test.value) - 1).toISOString(), zone), undefined]
  return [undefined, undefined]
}
