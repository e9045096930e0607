import type { FormField } from './form.ts'

/** What a ticket holds of a field: the text, the number, `2026-01-31`, an option's key or several, yes. */
export type FieldValue = string | number | boolean | readonly string[]
/** By the id of the field. What is empty is not there. */
export type FieldValues = Readonly<Record<string, FieldValue>>

export type ReadValue = { readonly ok: true; readonly value: FieldValue | null } | { readonly ok: false; readonly message: string }

export const longestText = 500
export const longestLongText = 10_000

/**
 * A value that came from outside, as the field wants it; null where it is empty. `held` is what the ticket has now: an
 * option that was retired since may stay.
 */
export function readValue(field: FormField, input: unknown, held: FieldValue | undefined): ReadValue {
  if (input === null || input === '' || (Array.isArray(input) && input.length === 0)) return { ok: true, value: null }
  switch (field.kind) {
    case 'number':
      return typeof input === 'number' && Math.abs(input) <= Number.MAX_SAFE_INTEGER
        ? { ok: true, value: input }
        : wrong('must be a number')
    case 'checkbox':
      return typeof input === 'boolean' ? { ok: true, value: input ? true : null } : wrong('must be true or false')
    case 'choices':
      return choices(field, input, held)
    default:
      return typeof input === 'string' ? text(field, input, held) : wrong('must be a text')
  }
}

function text(field: FormField, input: string, held: FieldValue | undefined): ReadValue {
  const value = input.trim()
  if (value === '') return { ok: true, value: null }
  const longest = field.kind === 'long_text' ? longestLongText : longestText
  if (value.length > longest) return wrong(`must be at most ${longest} characters`)
  if (field.kind !== 'long_text' && /[\p{Cc}\u2028\u2029]/u.test(value)) return wrong('may not contain line breaks or control characters')
  switch (field.kind) {
    case 'date':
      return isDate(value) ? { ok: true, value } : wrong('must be a day, as 2026-01-31')
    case 'mail':
      return isMail(value) ? { ok: true, value: value.toLowerCase() } : wrong('is not a mail address')
    case 'phone':
      return isPhone(value) ? { ok: true, value } : wrong('is not a phone number')
    case 'choice':
      return canChoose(field, value, held) ? { ok: true, value } : wrong('is not one of the choices')
    default:
      return { ok: true, value }
  }
}

function choices(field: FormField, input: unknown, held: FieldValue | undefined): ReadValue {
  if (!Array.isArray(input) || !input.every((one) => typeof one === 'string')) return wrong('must be a list of choices')
  if (input.length > field.options.length || !input.every((one) => canChoose(field, one, held)))
    return wrong('holds something that is not one of the choices')
  const chosen = new Set(input)
  // In the order of the form, so that the same choices are the same value.
  return { ok: true, value: field.options.flatMap(({ key }) => (chosen.has(key) ? key : [])) }
}

function canChoose(field: FormField, key: string, held: FieldValue | undefined): boolean {
  const option = field.options.find((one) => one.key === key)
  if (!option) return false
  return !option.retired || held === key || (Array.isArray(held) && held.includes(key))
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || value < '0001') return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

/** As the API's own mail addresses: what HTML's input takes, and no longer than mail can carry. */
function isMail(value: string): boolean {
  const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
  return value.length <= 254 && new RegExp(`^[a-zA-Z0-9.!#$%&'*+/=?^_\`{|}~-]+@${label}(?:\\.${label})*$`).test(value)
}

/** As people write them: `+82 2-1234-5678`, `03-1234-5678 #12`. */
function isPhone(value: string): boolean {
  return value.length <= 40 && /^[\d\s+().,/\-‐–#*x]+$/i.test(value) && value.replace(/\D/g, '').length >= 3
}

function wrong(message: string): ReadValue {
  return { ok: false, message }
}

/** A value as a person reads it in English, for the log. */
export function sayValue(field: FormField, value: FieldValue | undefined): string | null {
  if (value === undefined) return null
  const named = (key: string) => field.options.find((option) => option.key === key)?.name.en ?? key
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'object') return value.map(named).join(', ')
  return field.kind === 'choice' ? named(String(value)) : String(value)
}
