import { type FormEvent, useState } from 'react'
import { DialogBody } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { clockTime, instantOf, localInput, now } from '../../ui/time.ts'
import { useMe } from '../session/me.ts'
import { language, t } from '../words/index.ts'
import type { ActFormProps } from './action-dialog.tsx'
import { FormFoot } from './form-foot.tsx'

type Preset = keyof typeof t.ask.snooze
const presets = Object.keys(t.ask.snooze) as Preset[]
const hours: Record<Preset, number> = { '1h': 1, '4h': 4, '1d': 24, '2d': 48, '1w': 168, '1mo': 0 }

/** One key for the usual times, or any second of the agent's own clock. */
export function SnoozeForm({ action, busy, problem, submit, onClose }: ActFormProps) {
  const { zone } = useMe()
  const [exact, setExact] = useState(() => localInput(Math.ceil((now() + 3_600_000) / 900_000) * 900_000, zone))
  const [error, setError] = useState<string>()

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const until = exact && instantOf(exact, zone)
    if (!until || Date.parse(until) <= now()) return setError(t.ask.inPast)
    submit({ until, zone })
  }

  return (
    <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-col">
      <DialogBody>
        <p className="mb-3 text-fg-2">{t.ask.snoozeText}</p>
        <div className="grid grid-cols-1 gap-1.5 sm:grid-cols-2">
          {presets.map((preset, index) => (
            <button
              key={preset}
              type="button"
              autoFocus={index === 0}
              disabled={busy}
              onClick={() => submit({ preset, zone })}
              className="flex h-10 items-center justify-between gap-2 rounded-[6px] border border-line px-3 text-left transition-colors hover:border-line-strong hover:bg-hover"
            >
              {t.ask.snooze[preset]}
              <span className="tabular text-xs text-fg-3">{clockTime(endOf(preset, zone), zone, language)}</span>
            </button>
          ))}
        </div>
        <TextField
          className="mt-4"
          label={t.ask.exact}
          hint={t.ask.exactHint(zone)}
          error={error}
          type="datetime-local"
          step={1}
          value={exact}
          onChange={(event) => {
            setError(undefined)
            setExact(event.target.value)
          }}
        />
      </DialogBody>
      <FormFoot action={action} busy={busy} problem={problem} onClose={onClose} />
    </form>
  )
}

/** What the server will make of a preset, for showing it: days, weeks and months keep the time of day of the zone. */
function endOf(preset: Preset, zone: string): string {
  const start = now()
  if (hours[preset] && hours[preset] < 24) return new Date(start + hours[preset] * 3_600_000).toISOString()
  const local = new Date(`${localInput(start, zone)}Z`)
  if (preset === '1mo') local.setUTCMonth(local.getUTCMonth() + 1)
  else local.setUTCDate(local.getUTCDate() + hours[preset] / 24)
  return instantOf(local.toISOString().slice(0, 19), zone)
}
