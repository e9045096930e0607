import { useState } from 'react'

const stepMinutes = 30
const lastMinute = 24 * 60

/**
 * A time of the day as 24 hours, whatever the system's own clock looks like: `9`, `930` and `17.30` are understood, the arrow
 * keys go by half an hour.
 */
export function ClockField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const leave = () => {
    const time = typed === null ? null : readClock(typed)
    if (time !== null) onChange(time)
    setTyped(null)
  }
  return (
    <input
      inputMode="numeric"
      autoComplete="off"
      required
      aria-label={label}
      aria-invalid={typed !== null && readClock(typed) === null ? true : undefined}
      value={typed ?? value}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') leave()
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        setTyped(null)
        onChange(moved(readClock(typed ?? value) ?? value, event.key === 'ArrowUp' ? 1 : -1))
      }}
      className="field tabular w-16 text-center"
    />
  )
}

/** `9` is 09:00, `1730` and `17:30` are 17:30; null: no time of a day. */
export function readClock(text: string): string | null {
  const [, hour, minute] = /^(\d{1,2})(?:[:.h ]?(\d\d))?$/.exec(text.trim()) ?? []
  if (hour === undefined) return null
  const total = Number(hour) * 60 + Number(minute ?? 0)
  return Number(minute ?? 0) < 60 && total <= lastMinute ? written(total) : null
}

function moved(clock: string, steps: number): string {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  const now = hour * 60 + minute
  const next = steps > 0 ? Math.floor(now / stepMinutes + 1) : Math.ceil(now / stepMinutes - 1)
  return written(Math.min(lastMinute, Math.max(0, next * stepMinutes)))
}

function written(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
