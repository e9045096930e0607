import type { DurationUnit, Operator } from './types.ts'

/** How conditions are said in one language. */
export interface Words {
  readonly and: string
  readonly or: string
  readonly comma: string
  readonly yes: string
  readonly no: string
  /** A group of nothing: all of nothing holds, any of nothing does not. */
  readonly always: string
  readonly never: string
  not(phrase: string): string
  duration(amount: number, unit: DurationUnit): string
  readonly tests: Readonly<Record<Operator, (field: string, value: string) => string>>
}

const units: Readonly<Record<DurationUnit, string>> = { minutes: 'minute', hours: 'hour', days: 'day', weeks: 'week' }

export const english: Words = {
  and: ' and ',
  or: ' or ',
  comma: ', ',
  yes: 'yes',
  no: 'no',
  always: 'every ticket',
  never: 'no ticket',
  not: (phrase) => `not (${phrase})`,
  duration: (amount, unit) => (amount === 1 ? units[unit] : `${amount} ${unit}`),
  tests: {
    is: (field, value) => `${field} is ${value}`,
    is_not: (field, value) => `${field} is not ${value}`,
    one_of: (field, value) => `${field} is one of ${value}`,
    none_of: (field, value) => `${field} is none of ${value}`,
    empty: (field) => `${field}: none`,
    present: (field) => `${field}: any`,
    has_any: (field, value) => `${field} include any of ${value}`,
    has_all: (field, value) => `${field} include all of ${value}`,
    has_none: (field, value) => `${field} include none of ${value}`,
    contains: (field, value) => `${field} contains “${value}”`,
    contains_not: (field, value) => `${field} does not contain “${value}”`,
    starts_with: (field, value) => `${field} starts with “${value}”`,
    less_than: (field, value) => `${field} is less than ${value}`,
    more_than: (field, value) => `${field} is more than ${value}`,
    before: (field, value) => `${field} before ${value}`,
    after: (field, value) => `${field} after ${value}`,
    in_last: (field, value) => `${field} in the last ${value}`,
    older_than: (field, value) => `${field} longer ago than the last ${value}`,
    in_next: (field, value) => `${field} in the next ${value}`,
  },
}
