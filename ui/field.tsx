import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes.ts'

type FieldProps = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  optional?: string
  children: (props: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }) => ReactNode
  className?: string
}

export function Field({ label, hint, error, optional, children, className }: FieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={classes('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="text-xs font-semibold text-fg-2">
        {label}
        {optional ? <span className="ml-1 font-normal text-fg-3">{optional}</span> : null}
      </label>
      {children({ id, 'aria-describedby': note ? `${id}-note` : undefined, 'aria-invalid': error ? true : undefined })}
      {note ? (
        <p id={`${id}-note`} className={classes('text-xs', error ? 'text-red-text' : 'text-fg-3')} role={error ? 'alert' : undefined}>
          {note}
        </p>
      ) : null}
    </div>
  )
}

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & Omit<FieldProps, 'children'>

export function TextField({ label, hint, error, optional, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} className={className}>
      {(props) => <input {...props} {...input} className="field" />}
    </Field>
  )
}

type TextAreaProps = Omit<ComponentProps<'textarea'>, 'id'> & Omit<FieldProps, 'children'>

export function TextArea({ label, hint, error, optional, className, rows = 4, ...input }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} className={className}>
      {(props) => <textarea {...props} {...input} rows={rows} className="field h-auto resize-y py-2" />}
    </Field>
  )
}

type SelectProps = Omit<ComponentProps<'select'>, 'id'> & Omit<FieldProps, 'children'> & { options: { value: string; label: string }[] }

/** The system's own list: it is the most usable one on every phone and with every screen reader. */
export function SelectField({ label, hint, error, optional, className, options, ...select }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} className={className}>
      {(props) => (
        <select {...props} {...select} className="field pr-7">
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function CheckField({ label, hint, ...input }: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: string }) {
  return (
    <label className="flex items-start gap-2 py-1">
      <input type="checkbox" {...input} className="mt-[1px] size-4 shrink-0 accent-accent" />
      <span>
        {label}
        {hint ? <span className="block text-xs text-fg-3">{hint}</span> : null}
      </span>
    </label>
  )
}
