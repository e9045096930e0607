import type { Operator } from '../../conditions/index.ts'
import { t } from '../words/index.ts'
import type { Kind } from './new-test.ts'

/** What a comparison is called where one is chosen. */
export function opName(kind: Kind, op: Operator): string {
  const words = t.finding
  const names: Record<Operator, string> = {
    is: kind === 'number' || kind === 'text' ? words.is : words.anyOf,
    is_not: kind === 'number' || kind === 'text' ? words.isNot : words.noneOf,
    one_of: words.anyOf,
    none_of: words.noneOf,
    empty: words.isEmpty,
    present: words.isPresent,
    has_any: words.hasAny,
    has_all: words.allOf,
    has_none: words.hasNone,
    contains: words.contains,
    contains_not: words.containsNot,
    starts_with: words.startsWith,
    less_than: words.lessThan,
    more_than: words.moreThan,
    before: words.before,
    after: words.after,
    between: words.between,
    in_last: words.inLast,
    older_than: words.olderThan,
    in_next: words.inNext,
  }
  return names[op]
}
