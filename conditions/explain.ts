import { type WordsLanguage, wordsOf, type Words } from './words.ts'
import { kindOf } from './meant.ts'
import type { Catalogue, Condition, Duration, Scalar, Test } from './types.ts'

/** What the fields and values of a condition are called. */
export interface Names {
  field(field: string): string
  /** A choice's label, the name behind an id, `me`, a time as people here write it. */
  value(field: string, value: Scalar): string
}

/** A condition as one phrase: “Priority is High and (Labels have any of billing, refund or Created in the last 7 days)”. */
export function explain(condition: Condition, catalogue: Catalogue, names: Names, language: WordsLanguage): string {
  return phrase(condition, catalogue, names, wordsOf[language], true)
}

function phrase(condition: Condition, catalogue: Catalogue, names: Names, words: Words, isOutside: boolean): string {
  const group = (parts: readonly Condition[], by: string, none: string) => {
    const [first, ...more] = parts
    if (!first) return none
    if (more.length === 0) return phrase(first, catalogue, names, words, isOutside)
    const text = parts.map((one) => phrase(one, catalogue, names, words, false)).join(by)
    return isOutside ? text : `(${text})`
  }
  if ('all' in condition) return group(condition.all, words.and, words.always)
  if ('any' in condition) return group(condition.any, words.or, words.never)
  if ('not' in condition) return words.not(phrase(condition.not, catalogue, names, words, true))
  return words.tests[condition.op](names.field(condition.field), valueOf(condition, catalogue, names, words))
}

function valueOf(test: Test, catalogue: Catalogue, names: Names, words: Words): string {
  const { field, value } = test
  if (value === undefined) return ''
  if (typeof value === 'object' && 'amount' in value) return duration(value, words)
  const called = (one: Scalar) => {
    if (kindOf(catalogue, test) === 'boolean') return one ? words.yes : words.no
    return names.value(field, one)
  }
  if (test.op === 'between') {
    const [from, until] = value as readonly Scalar[]
    return words.stretch(called(from as Scalar), called(until as Scalar))
  }
  return Array.isArray(value) ? value.map((one: Scalar) => called(one)).join(words.comma) : called(value as Scalar)
}

function duration({ amount, unit }: Duration, words: Words): string {
  return words.duration(amount, unit)
}
