import { after, before } from './durations.ts'
import { kindOf, valuesMeant } from './meant.ts'
import type { Catalogue, Circumstances, Condition, Duration, FieldKind, Test } from './types.ts'

/** A record by field: ids as strings or numbers, sets as lists of them, dates as `Date`; null or undefined where nothing is held. */
export type Facts = Readonly<Record<string, unknown>>

/** The condition as a function of one record in memory. Agrees with `toSql` on every record. */
export function toPredicate(condition: Condition, catalogue: Catalogue, circumstances: Circumstances): (facts: Facts) => boolean {
  if ('all' in condition) {
    const parts = condition.all.map((one) => toPredicate(one, catalogue, circumstances))
    return (facts) => parts.every((holds) => holds(facts))
  }
  if ('any' in condition) {
    const parts = condition.any.map((one) => toPredicate(one, catalogue, circumstances))
    return (facts) => parts.some((holds) => holds(facts))
  }
  if ('not' in condition) {
    const holds = toPredicate(condition.not, catalogue, circumstances)
    return (facts) => !holds(facts)
  }
  const kind = kindOf(catalogue, condition)
  const holds = testOf(kind, condition, circumstances)
  return (facts) => holds(facts[condition.field])
}

type Holds = (held: unknown) => boolean

function testOf(kind: FieldKind, test: Test, circumstances: Circumstances): Holds {
  if (test.op === 'empty') return isEmpty
  if (test.op === 'present') return (held) => !isEmpty(held)
  const values = valuesMeant(kind, test, circumstances)
  switch (kind) {
    case 'set':
      return ofSet(test, values.map(String))
    case 'text':
      return ofText(test, String(values[0]))
    case 'number':
      return ofNumber(test, Number(values[0]))
    case 'date':
      return ofDate(test, circumstances.now)
    default:
      return ofOne(test, values.map(String))
  }
}

function isEmpty(held: unknown): boolean {
  return held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0)
}

function ofOne({ op }: Test, values: readonly string[]): Holds {
  const isAmong: Holds = (held) => !isEmpty(held) && values.includes(String(held))
  return op === 'is' || op === 'one_of' ? isAmong : (held) => !isAmong(held)
}

function ofSet({ op }: Test, values: readonly string[]): Holds {
  const heldIn = (held: unknown) => new Set(Array.isArray(held) ? held.map(String) : [])
  const any: Holds = (held) => values.some((value) => heldIn(held).has(value))
  if (op === 'has_any') return any
  return op === 'has_none' ? (held) => !any(held) : (held) => values.every((value) => heldIn(held).has(value))
}

function ofText({ op }: Test, wanted: string): Holds {
  const value = wanted.toLowerCase()
  const lower = (held: unknown) => (isEmpty(held) ? '' : String(held).toLowerCase())
  switch (op) {
    case 'contains':
      return (held) => lower(held).includes(value)
    case 'contains_not':
      return (held) => !lower(held).includes(value)
    case 'starts_with':
      return (held) => lower(held).startsWith(value)
    case 'is_not':
      return (held) => lower(held) !== value
    default:
      return (held) => lower(held) === value
  }
}

function ofNumber({ op }: Test, value: number): Holds {
  switch (op) {
    case 'less_than':
      return (held) => !isEmpty(held) && Number(held) < value
    case 'more_than':
      return (held) => !isEmpty(held) && Number(held) > value
    case 'is_not':
      return (held) => isEmpty(held) || Number(held) !== value
    default:
      return (held) => !isEmpty(held) && Number(held) === value
  }
}

function ofDate({ op, value }: Test, now: Date): Holds {
  const within = (from: Date | null, to: Date | null): Holds => {
    return (held) => held instanceof Date && (from === null || held > from) && (to === null || held <= to)
  }
  switch (op) {
    case 'in_last':
      return within(before(now, value as Duration), now)
    case 'in_next':
      return within(now, after(now, value as Duration))
    case 'older_than':
      return within(null, before(now, value as Duration))
    case 'between': {
      const [from, until] = (value as readonly string[]).map((one) => new Date(one)) as [Date, Date]
      return (held) => held instanceof Date && held >= from && held < until
    }
    case 'after':
      return within(new Date(value as string), null)
    default:
      return (held) => held instanceof Date && held < new Date(value as string)
  }
}
