import type { Condition, Test } from '../../conditions/index.ts'

/**
 * The conditions that narrow a list, all of which hold: what stands as `where` in the address. Written by people's clicks;
 * by hand it may be anything, and what is not understood is left out.
 */
export function readWhere(text: string | undefined): Condition[] {
  if (!text) return []
  try {
    const read: unknown = JSON.parse(text)
    const all = isObject(read) && Array.isArray(read.all) ? read.all : [read]
    return all.filter((one): one is Condition => isCondition(one))
  } catch {
    return []
  }
}

export function writeWhere(conditions: readonly Condition[]): string | undefined {
  return conditions.length === 0 ? undefined : JSON.stringify({ all: conditions })
}

export function isTest(condition: Condition): condition is Test {
  return 'field' in condition
}

/** Puts a test in the place of what was asked of its field, or takes that away. */
export function withTest(conditions: readonly Condition[], field: string, test: Test | null): Condition[] {
  const at = conditions.findIndex((one) => isTest(one) && one.field === field)
  const others = conditions.filter((_, index) => index !== at)
  if (test === null) return others
  return at < 0 ? [...conditions, test] : conditions.map((one, index) => (index === at ? test : one))
}

/** A view's own condition and what narrows it further, as the API wants it. */
export function bothHold(view: Condition | undefined, filters: readonly Condition[]): string | undefined {
  const own = view === undefined ? [] : 'all' in view ? view.all : [view]
  return writeWhere([...own, ...filters])
}

function isCondition(input: unknown): boolean {
  if (!isObject(input)) return false
  if (typeof input.field === 'string' && typeof input.op === 'string') return true
  const inner = input.all ?? input.any
  return Array.isArray(inner) ? inner.every((one) => isCondition(one)) : isCondition(input.not)
}

function isObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}
