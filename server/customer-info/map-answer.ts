import { readPath, valueAt } from './answer-path.ts'

export const fieldKinds = ['text', 'link', 'date', 'number'] as const
export type FieldKind = (typeof fieldKinds)[number]

export interface MappedField {
  readonly label: string
  readonly path: string
  readonly kind: FieldKind
}

export interface InfoField {
  readonly label: string
  /** What the value turned out to be: something that is no link, date or number is shown as the text it is. */
  readonly kind: FieldKind
  /** Null: nothing stands there. */
  readonly value: string | null
}

const longestValue = 2_000
const mostOfList = 50

/** Takes the values out of an answer, in the order of the fields. */
export function mapAnswer(answer: unknown, fields: readonly MappedField[]): InfoField[] {
  return fields.map(({ label, path, kind }) => {
    const steps = readPath(path)
    const text = steps ? textOf(valueAt(answer, steps)) : null
    if (text === null) return { label, kind, value: null }
    const value = readings[kind](text)
    return value === null ? { label, kind: 'text', value: cut(text) } : { label, kind, value }
  })
}

/** What a person can read: words, numbers, yes and no, and lists of these. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return null
  const parts = value.slice(0, mostOfList).flatMap((one) => (Array.isArray(one) ? [] : (textOf(one) ?? [])))
  return parts.join(', ') || null
}

/** Null where it is nothing of the kind. */
const readings: Record<FieldKind, (text: string) => string | null> = {
  text: cut,
  link(text) {
    if (text.length > longestValue || !URL.canParse(text)) return null
    const url = new URL(text)
    const isSafe = (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
    return isSafe ? url.href : null
  },
  date(text) {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return Number.isNaN(Date.parse(text)) ? null : text
    // Seconds or milliseconds since 1970, told apart by their size.
    const instant = /^\d{9,13}$/.test(text) ? Number(text) * (text.length > 11 ? 1 : 1_000) : isoInstant(text)
    return Number.isNaN(instant) ? null : new Date(instant).toISOString()
  },
  number: (text) => (/^-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,3})?$/i.test(text) ? text : null),
}

function isoInstant(text: string): number {
  const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d:?\d\d)?$/i.exec(text)
  if (!iso) return Number.NaN
  const [, day, clock, zone = 'Z'] = iso
  return Date.parse(`${day}T${clock}${zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2').toUpperCase()}`)
}

function cut(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue - 1).toWellFormed()}…` : text
}
