import type { ReactNode } from 'react'
import type { FormField } from '../../client/types.ts'
import { CheckField, SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { localised, t } from '../words/index.ts'
import type { Typed } from './form.ts'

type Props = {
  field: FormField
  value: Typed
  onChange: (value: Typed) => void
  error?: string | undefined
  /** Stands below, besides the field's help. */
  note?: ReactNode
  /** Nobody here fills it in. */
  locked?: boolean | undefined
  autoFocus?: boolean
  /** Where most of a form may stay empty: what is required is marked, not what is optional. */
  marksRequired?: boolean
}

/** The control of one of a desk's fields. */
export function FieldInput({ field, value, onChange, error, note, locked, autoFocus, marksRequired }: Props) {
  const label = localised(field.name)
  const help = field.readOnly ? t.forms.readOnlyHint : field.help ? localised(field.help) : undefined
  const hint = note ? (
    <>
      {note} {help}
    </>
  ) : (
    help
  )
  const disabled = locked || field.readOnly || field.retired
  const common = {
    label,
    hint,
    error,
    optional: disabled || field.required !== Boolean(marksRequired) ? undefined : field.required ? t.forms.required : t.optional,
    disabled,
    autoFocus,
    required: field.required && !disabled,
  }
  const text = typeof value === 'string' ? value : ''

  switch (field.kind) {
    case 'checkbox':
      return (
        <div>
          <CheckField
            label={label}
            disabled={disabled}
            autoFocus={autoFocus}
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
          {error || hint ? (
            <p role={error ? 'alert' : undefined} className={error ? 'ml-6 text-xs text-red-text' : 'ml-6 text-xs text-fg-3'}>
              {error ?? hint}
            </p>
          ) : null}
        </div>
      )
    case 'choices':
      return <Choices field={field} value={typeof value === 'object' ? value : []} common={common} onChange={onChange} />
    case 'choice':
      return (
        <SelectField
          {...common}
          value={text}
          options={[
            { value: '', label: '' },
            ...field.options
              .filter((option) => !option.retired || option.key === text)
              .map(({ key, name }) => ({ value: key, label: localised(name) })),
          ]}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'long_text':
      return <TextArea {...common} dir="auto" rows={3} value={text} onChange={(event) => onChange(event.target.value)} />
    default:
      return (
        <TextField
          {...common}
          {...inputs[field.kind]}
          dir={field.kind === 'text' ? 'auto' : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}

const inputs = {
  text: { type: 'text' },
  // Not of type number: it hides what it cannot read, and turns under the wheel.
  number: { type: 'text', inputMode: 'decimal' },
  date: { type: 'date', min: '0001-01-01', max: '9999-12-31' },
  mail: { type: 'email' },
  phone: { type: 'tel' },
} as const

type ChoicesProps = {
  field: FormField
  value: readonly string[]
  common: { label: string; hint: ReactNode; error: string | undefined; optional: string | undefined; disabled: boolean }
  onChange: (value: readonly string[]) => void
}

function Choices({ field, value, common: { label, hint, error, optional, disabled }, onChange }: ChoicesProps) {
  const offered = field.options.filter((option) => !option.retired || value.includes(option.key))
  const note = error ?? hint
  return (
    <fieldset aria-invalid={error ? true : undefined} disabled={disabled} className="min-w-0">
      <legend className="text-xs font-semibold text-fg-2">
        {label}
        {optional ? <span className="ml-1 font-normal text-fg-3">{optional}</span> : null}
      </legend>
      <div className="mt-0.5 max-h-44 overflow-y-auto">
        {offered.map(({ key, name }) => (
          <CheckField
            key={key}
            label={localised(name)}
            checked={value.includes(key)}
            onChange={(event) =>
              onChange(field.options.map((one) => one.key).filter((one) => (one === key ? event.target.checked : value.includes(one))))
            }
          />
        ))}
      </div>
      {note ? (
        <p role={error ? 'alert' : undefined} className={error ? 'text-xs text-red-text' : 'text-xs text-fg-3'}>
          {note}
        </p>
      ) : null}
    </fieldset>
  )
}
