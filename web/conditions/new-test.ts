import type { DurationUnit, Operator, Test } from '../../conditions/index.ts'
import type { ConditionField } from '../../client/types.ts'

export type Kind = ConditionField['kind']

/** How people are offered the comparisons of each kind; those with a list of values take one value as well. */
export const comparisons = {
  choice: ['one_of', 'none_of', 'present', 'empty'],
  id: ['one_of', 'none_of', 'present', 'empty'],
  person: ['one_of', 'none_of', 'present', 'empty'],
  set: ['has_any', 'has_all', 'has_none', 'present', 'empty'],
  text: ['contains', 'contains_not', 'is', 'is_not', 'starts_with', 'present', 'empty'],
  number: ['is', 'is_not', 'less_than', 'more_than', 'present', 'empty'],
  date: ['in_last', 'older_than', 'in_next', 'between', 'before', 'after', 'present', 'empty'],
  boolean: ['is'],
} as const satisfies Record<Kind, readonly Operator[]>

export const hasList = (kind: Kind) => kind === 'choice' || kind === 'id' || kind === 'person' || kind === 'set'
export const needsNothing = (op: Operator) => op === 'present' || op === 'empty'
export const isDuration = (op: Operator) => op === 'in_last' || op === 'older_than' || op === 'in_next'

/** The ids or keys a test holds, however it was said. */
export function listOf({ value }: Pick<Test, 'value'>): string[] {
  if (Array.isArray(value)) return value.map(String)
  return value === undefined || typeof value === 'object' ? [] : [String(value)]
}

/** A test of one value, as another address or API client may say it, in the form in which people are offered it. */
export function offeredOp(kind: Kind, op: Operator): Operator {
  if (kind !== 'choice' && kind !== 'id' && kind !== 'person') return op
  return op === 'is' ? 'one_of' : op === 'is_not' ? 'none_of' : op
}

/** Something that holds of a value is asked with it; null while it is not complete. */
export function testOf(field: string, op: Operator, value: Test['value']): Test | null {
  if (needsNothing(op)) return { field, op }
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return null
  return { field, op, value }
}

export const units: readonly DurationUnit[] = ['minutes', 'hours', 'days', 'weeks']
