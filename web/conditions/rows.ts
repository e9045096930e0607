import type { Condition, Test } from '../../conditions/index.ts'

/** A condition as people put it together: rows of which all or any hold, and groups of rows one level deep. */
export interface Rows {
  readonly holds: 'all' | 'any'
  readonly rows: readonly Row[]
}
export type Row = TestRow | GroupRow

/** `test` is null until a value was chosen. */
export interface TestRow {
  readonly id: number
  readonly field: string
  readonly test: Test | null
}
export interface GroupRow {
  readonly id: number
  readonly holds: 'all' | 'any'
  readonly rows: readonly TestRow[]
}

let last = 0
export const nextId = () => ++last

export const isGroup = (row: Row): row is GroupRow => 'rows' in row

/** Null where a condition is more than rows and one level of groups can say. */
export function rowsOf(condition: Condition): Rows | null {
  const { holds, inner } = groupOf(condition) ?? { holds: 'all' as const, inner: [condition] }
  const rows: Row[] = []
  for (const one of inner) {
    const row = testRow(one) ?? groupRow(one)
    if (!row) return null
    rows.push(row)
  }
  return { holds, rows }
}

function groupOf(condition: Condition): { holds: 'all' | 'any'; inner: readonly Condition[] } | null {
  if ('all' in condition) return { holds: 'all', inner: condition.all }
  return 'any' in condition ? { holds: 'any', inner: condition.any } : null
}

function testRow(condition: Condition): TestRow | null {
  return 'field' in condition ? { id: nextId(), field: condition.field, test: condition } : null
}

function groupRow(condition: Condition): GroupRow | null {
  const group = groupOf(condition)
  if (!group) return null
  const rows = group.inner.map((one) => testRow(one))
  return rows.some((row) => row === null) ? null : { id: nextId(), holds: group.holds, rows: rows as TestRow[] }
}

/** What the rows say so far; rows without a value say nothing yet. */
export function conditionOf({ holds, rows }: Rows): Condition {
  const inner = rows.flatMap((row): Condition[] => {
    if (!isGroup(row)) return row.test ? [row.test] : []
    const tests = row.rows.flatMap(({ test }) => test ?? [])
    return tests.length === 0 ? [] : [row.holds === 'all' ? { all: tests } : { any: tests }]
  })
  return holds === 'all' ? { all: inner } : { any: inner }
}

export function isComplete({ rows }: Rows): boolean {
  return rows.every((row) => (isGroup(row) ? row.rows.length > 0 && row.rows.every(({ test }) => test !== null) : row.test !== null))
}
