import { durationUnits, type Field, me, type Operator, type Scalar, type Value } from './types.ts'

type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

const mostValues = 200
const longestText = 500
const mostAmount = 100_000

/** The value of one test, as its operator wants it; undefined where it wants none. */
export function parseValue(field: Field, op: Operator, input: unknown): Parsed<Value | undefined> {
  switch (op) {
    case 'empty':
    case 'present':
      return input === undefined ? { ok: true, value: undefined } : wrong('is not wanted here')
    case 'one_of':
    case 'none_of':
    case 'has_any':
    case 'has_all':
    case 'has_none':
      return list(field, input)
    case 'in_last':
    case 'older_than':
    case 'in_next':
      return duration(input)
    case 'between':
      return stretch(input)
    default:
      return scalar(field, input)
  }
}

function list(field: Field, input: unknown): Parsed<readonly Scalar[]> {
  if (!Array.isArray(input) || input.length === 0 || input.length > mostValues) return wrong(`must be a list of 1 to ${mostValues} values`)
  const values: Scalar[] = []
  for (const one of input) {
    const read = scalar(field, one)
    if (!read.ok) return wrong(`holds a value that ${read.message}`)
    if (!values.includes(read.value)) values.push(read.value)
  }
  return { ok: true, value: values }
}

function scalar(field: Field, input: unknown): Parsed<Scalar> {
  switch (field.kind) {
    case 'person':
      return input === me ? { ok: true, value: me } : id(input)
    case 'id':
      return id(input)
    case 'set':
      return field.of === 'keys' ? choice(field, input) : id(input)
    case 'choice':
      return choice(field, input)
    case 'text':
      return text(input)
    case 'number':
      return typeof input === 'number' && Number.isFinite(input) && Math.abs(input) <= Number.MAX_SAFE_INTEGER
        ? { ok: true, value: input }
        : wrong('must be a number')
    case 'date':
      return moment(input)
    case 'boolean':
      return typeof input === 'boolean' ? { ok: true, value: input } : wrong('must be true or false')
  }
}

function id(input: unknown): Parsed<string> {
  return typeof input === 'string' && /^[1-9]\d{0,14}$/.test(input) ? { ok: true, value: input } : wrong('must be an id')
}

function choice({ choices }: Field, input: unknown): Parsed<string> {
  if (typeof input !== 'string') return wrong('must be a text')
  if (choices) return choices.includes(input) ? { ok: true, value: input } : wrong(`must be one of ${choices.join(', ')}`)
  return /^[a-z0-9_-]{1,60}$/i.test(input) ? { ok: true, value: input } : wrong('must be a key')
}

function text(input: unknown): Parsed<string> {
  if (typeof input !== 'string' || input === '') return wrong('must be a text')
  if (input.length > longestText) return wrong(`must be at most ${longestText} characters`)
  // PostgreSQL can keep neither.
  return input.includes('\0') || !input.isWellFormed() ? wrong('contains a character that is none') : { ok: true, value: input }
}

/** RFC 3339 with an offset; kept in UTC. */
function moment(input: unknown): Parsed<string> {
  if (typeof input !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(input))
    return wrong('must be a time with its offset, as 2026-01-31T09:00:00Z')
  const at = new Date(input)
  return Number.isNaN(at.getTime()) ? wrong('is no time of any calendar') : { ok: true, value: at.toISOString() }
}

/** From a moment on, until another, which is no longer part of it. */
function stretch(input: unknown): Parsed<readonly string[]> {
  if (!Array.isArray(input) || input.length !== 2) return wrong('must be two times, the first and the one it ends before')
  const [from, until] = [moment(input[0]), moment(input[1])]
  if (!from.ok || !until.ok) return wrong(`holds a value that ${from.ok ? (until as { message: string }).message : from.message}`)
  return from.value < until.value ? { ok: true, value: [from.value, until.value] } : wrong('must begin before it ends')
}

function duration(input: unknown): Parsed<Value> {
  const { amount, unit, ...rest } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>
  const known = durationUnits.find((one) => one === unit)
  if (
    !known ||
    typeof amount !== 'number' ||
    !Number.isInteger(amount) ||
    amount < 1 ||
    amount > mostAmount ||
    Object.keys(rest).length > 0
  )
    return wrong(`must be an amount from 1 to ${mostAmount} and a unit: ${durationUnits.join(', ')}`)
  return { ok: true, value: { amount, unit: known } }
}

function wrong(message: string): { ok: false; message: string } {
  return { ok: false, message }
}
