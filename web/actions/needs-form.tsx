import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Need } from '../../client/types.ts'
import { DialogBody, useWritten } from '../../ui/dialog.tsx'
import { CheckField, SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { instantOf, localInput, now } from '../../ui/time.ts'
import { queries } from '../data/queries.ts'
import { CategoryField } from '../forms/category-field.tsx'
import { useMe } from '../session/me.ts'
import { t } from '../words/index.ts'
import type { ActFormProps } from './action-dialog.tsx'
import { questionsOf } from './actions.ts'
import { FormFoot } from './form-foot.tsx'
import { needKind } from './need-kind.ts'

type Values = Record<string, string | boolean>

/** A form made from what an act says it needs: a new act of the server has a window without a line written here. */
export function NeedsForm({ ticket, action, busy, problem, submit, onClose }: ActFormProps) {
  const { zone } = useMe()
  const needs = questionsOf(action)
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(
      needs.map((need) => [need.name, need.type === 'category' ? (ticket.processingCategory?.id ?? '') : startOf(need, zone)]),
    ),
  )
  const [tried, setTried] = useState(false)
  const isWritten = needs.some((need) => needKind(need) === 'text' && String(values[need.name] ?? '').trim() !== '')
  useWritten(isWritten && t.unsaved.discard)
  const missing = (need: Need) => need.required && (values[need.name] === '' || values[need.name] === false)
  const set = (name: string, value: string | boolean) => setValues({ ...values, [name]: value })

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (needs.some(missing)) return
    submit(
      Object.fromEntries(
        needs.filter((need) => values[need.name] !== '').map((need) => [need.name, toWire(need, values[need.name] ?? '', zone)]),
      ),
    )
  }

  return (
    <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-col">
      <DialogBody className="flex flex-col gap-3 empty:hidden">
        {needs.map((need) => (
          <NeedField
            key={need.name}
            need={need}
            desk={ticket.desk}
            confirmLabel={action.action === 'purge' ? t.ask.purgeConfirm : undefined}
            zone={zone}
            value={values[need.name] ?? ''}
            error={tried && missing(need) ? t.ask.required : undefined}
            onChange={(value) => set(need.name, value)}
          />
        ))}
      </DialogBody>
      <FormFoot
        action={action}
        busy={busy}
        problem={problem}
        onClose={onClose}
        danger={action.action === 'purge' || action.action === 'schedule-deletion'}
        focus={needs.length === 0}
      />
    </form>
  )
}

type NeedFieldProps = {
  need: Need
  desk: string
  zone: string
  value: string | boolean
  error: string | undefined
  confirmLabel: string | undefined
  onChange: (value: string | boolean) => void
}

function NeedField({ need, desk, zone, value, error, confirmLabel, onChange }: NeedFieldProps) {
  const agents = useQuery(queries.agents())
  const teams = useQuery(queries.teams())
  const label = t.ask.needs[need.name] ?? need.name
  const kind = needKind(need)
  const common = { label, error, optional: need.required ? undefined : t.optional }
  const text = String(value)

  if (kind === 'boolean') {
    return (
      <CheckField
        label={confirmLabel ?? label}
        hint={error}
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    )
  }
  if (kind === 'category') return <CategoryField desk={desk} value={text} required={need.required} error={error} onChange={onChange} />
  if (kind === 'time') {
    return (
      <TextField
        {...common}
        type="datetime-local"
        step={1}
        min={localInput(now(), zone)}
        hint={t.ask.exactHint(zone)}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  if (kind === 'agent' || kind === 'team' || kind === 'choice') {
    const people = kind === 'agent' ? agents.data?.items : teams.data?.items
    const options = kind === 'choice' ? optionsOf(need) : (people ?? []).map((person) => ({ value: person.id, label: person.name }))
    return (
      <SelectField
        {...common}
        value={text}
        options={[{ value: '', label: '' }, ...options]}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  if (kind === 'number') {
    return <TextField {...common} type="number" min={1} max={5} value={text} onChange={(event) => onChange(event.target.value)} />
  }
  if (kind === 'line') return <TextField {...common} value={text} onChange={(event) => onChange(event.target.value)} />
  return <TextArea {...common} rows={5} autoFocus value={text} onChange={(event) => onChange(event.target.value)} />
}

function optionsOf(need: Need): { value: string; label: string }[] {
  const reasons: Record<string, string> = t.ask.reasons
  return (need.options ?? []).map((option) => (typeof option === 'string' ? { value: option, label: reasons[option] ?? option } : option))
}

function startOf(need: Need, zone: string): string | boolean {
  const kind = needKind(need)
  if (kind === 'boolean') return false
  // A full hour is what is read, and meant, most easily.
  return kind === 'time' && need.required ? localInput(Math.ceil((now() + 86_400_000) / 3_600_000) * 3_600_000, zone) : ''
}

function toWire(need: Need, value: string | boolean, zone: string): unknown {
  const kind = needKind(need)
  if (kind === 'time') return instantOf(String(value), zone)
  return kind === 'number' ? Number(value) : value
}
