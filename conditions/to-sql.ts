import { after, before } from './durations.ts'
import { kindOf, valuesMeant } from './meant.ts'
import type { Catalogue, Circumstances, Condition, Duration, FieldKind, Scalar, Test } from './types.ts'

/** Where the fields of a record are in a query. */
export interface Source {
  /** The column of a field, as an expression. */
  column(field: string): string
  /** For a set: whether it holds one of an array (an expression of type bigint[], or text[] for keys), as an expression that is never null. */
  holdsAny(field: string, wanted: string): string
  /** For a set: whether it holds nothing. */
  holdsNothing(field: string): string
  /** A field that is no column: the whole test of it, never null. Its values are given; for `empty` and `present` there are none. */
  own?(test: Test, values: readonly Scalar[]): string | undefined
  /** Adds a parameter and gives its place, as `$3`. */
  parameter(value: unknown): string
}

const types: Readonly<Record<Exclude<FieldKind, 'set'>, string>> = {
  choice: 'text',
  id: 'bigint',
  person: 'bigint',
  text: 'text',
  number: 'numeric',
  date: 'timestamptz',
  boolean: 'boolean',
}

/**
 * The condition as an expression of PostgreSQL that is true or false and never null, so that it means the same below NOT.
 * Values become parameters; nothing of the condition stands in the text but operators. Plain comparisons stay such that an
 * index can serve them. Agrees with `toPredicate` on every record.
 */
export function toSql(condition: Condition, catalogue: Catalogue, source: Source, circumstances: Circumstances): string {
  const inner = (one: Condition) => toSql(one, catalogue, source, circumstances)
  if ('all' in condition) return joined(condition.all.map(inner), ' AND ', 'true')
  if ('any' in condition) return joined(condition.any.map(inner), ' OR ', 'false')
  if ('not' in condition) return `(NOT ${inner(condition.not)})`
  return `(${testOf(catalogue, condition, source, circumstances)})`
}

function joined(parts: readonly string[], by: string, none: string): string {
  return parts.length === 0 ? none : `(${parts.join(by)})`
}

function testOf(catalogue: Catalogue, test: Test, source: Source, circumstances: Circumstances): string {
  const kind = kindOf(catalogue, test)
  const values = valuesMeant(kind, test, circumstances)
  const own = source.own?.(test, values)
  if (own !== undefined) return own
  if (kind === 'set') return ofSet(test, values, source, catalogue[test.field]?.of === 'keys' ? 'text' : 'bigint')
  const column = source.column(test.field)
  const parameter = (value: unknown, list = '') => `${source.parameter(value)}::${types[kind]}${list}`
  if (kind === 'text') return ofText(test, column, parameter)
  if (test.op === 'empty') return `${column} IS NULL`
  if (test.op === 'present') return `${column} IS NOT NULL`
  if (kind === 'date') return ofDate(test, column, parameter, circumstances.now)
  if (kind === 'number' || kind === 'boolean') return compared(test, column, parameter(values[0]))
  return ofOne(test, column, values, parameter)
}

type Parameter = (value: unknown, list?: string) => string

function ofOne({ op }: Test, column: string, values: readonly Scalar[], parameter: Parameter): string {
  const isAsked = op === 'is' || op === 'one_of'
  const [first, ...more] = values
  // Nobody looks, so nothing is theirs.
  if (first === undefined) return isAsked ? 'false' : 'true'
  if (more.length === 0) return equal(column, parameter(first), isAsked)
  return isAsked
    ? `${column} = ANY (${parameter(values, '[]')}) AND ${column} IS NOT NULL`
    : `${column} <> ALL (${parameter(values, '[]')}) OR ${column} IS NULL`
}

function equal(column: string, value: string, isAsked: boolean): string {
  return isAsked ? `${column} = ${value} AND ${column} IS NOT NULL` : `${column} <> ${value} OR ${column} IS NULL`
}

function compared({ op }: Test, column: string, value: string): string {
  if (op === 'less_than') return `${column} < ${value} AND ${column} IS NOT NULL`
  if (op === 'more_than') return `${column} > ${value} AND ${column} IS NOT NULL`
  return equal(column, value, op === 'is')
}

function ofDate({ op, value }: Test, column: string, parameter: Parameter, now: Date): string {
  const asked = (comparison: string) => `${comparison} AND ${column} IS NOT NULL`
  switch (op) {
    case 'in_last':
      return asked(`${column} > ${parameter(before(now, value as Duration))} AND ${column} <= ${parameter(now)}`)
    case 'in_next':
      return asked(`${column} > ${parameter(now)} AND ${column} <= ${parameter(after(now, value as Duration))}`)
    case 'older_than':
      return asked(`${column} <= ${parameter(before(now, value as Duration))}`)
    case 'between': {
      const [from, until] = value as readonly string[]
      return asked(`${column} >= ${parameter(from)} AND ${column} < ${parameter(until)}`)
    }
    case 'after':
      return asked(`${column} > ${parameter(value)}`)
    default:
      return asked(`${column} < ${parameter(value)}`)
  }
}

/** In full Unicode lower case on both sides, whatever the database's locale, as JavaScript does it. */
function lower(expression: string): string {
  return `lower(${expression} COLLATE "und-x-icu")`
}

function ofText({ op, value }: Test, column: string, parameter: Parameter): string {
  const held = `COALESCE(${column}, '')`
  if (op === 'empty') return `${held} = ''`
  if (op === 'present') return `${held} <> ''`
  const wanted = lower(parameter(value))
  switch (op) {
    case 'contains':
      return `strpos(${lower(held)}, ${wanted}) > 0`
    case 'contains_not':
      return `strpos(${lower(held)}, ${wanted}) = 0`
    case 'starts_with':
      return `starts_with(${lower(held)}, ${wanted})`
    case 'is_not':
      return `${lower(held)} <> ${wanted}`
    default:
      return `${lower(held)} = ${wanted}`
  }
}

function ofSet({ op, field }: Test, values: readonly Scalar[], source: Source, type: 'bigint' | 'text'): string {
  if (op === 'empty') return source.holdsNothing(field)
  if (op === 'present') return `NOT ${source.holdsNothing(field)}`
  const any = (wanted: readonly Scalar[]) => source.holdsAny(field, `${source.parameter(wanted)}::${type}[]`)
  if (op === 'has_all') return values.map((value) => any([value])).join(' AND ')
  return op === 'has_none' ? `NOT ${any(values)}` : any(values)
}
