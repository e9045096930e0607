import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../server/testing/database.ts'
import {
  type Catalogue,
  type Circumstances,
  type Condition,
  type Facts,
  type Field,
  operatorsOf,
  parseCondition,
  toPredicate,
  toSql,
} from './index.ts'

const catalogue = {
  status: { kind: 'choice', choices: ['open', 'waiting', 'closed'] },
  desk: { kind: 'id' },
  assignee: { kind: 'person' },
  labels: { kind: 'set' },
  plans: { kind: 'set', of: 'keys' },
  title: { kind: 'text' },
  messages: { kind: 'number' },
  createdAt: { kind: 'date' },
  internal: { kind: 'boolean' },
} as const satisfies Catalogue

const now = new Date('2026-03-29T01:30:00.000Z')
const keys = ['basic', 'pro', '2']
const ids = ['1', '2', '3', '9007199254740']
// Letters whose cases differ in number, by context or by locale, and characters that mean something to LIKE.
const letters = fc.constantFrom('a', 'A', 'İ', 'ı', 'ß', 'ẞ', 'Σ', 'ς', 'σ', 'ﬁ', '%', '_', '\\', '日', '한', '👍🏽', ' ', "'", '́')
const words = fc.array(letters, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
const moments = fc.integer({ min: -20, max: 20 }).map((half) => new Date(now.getTime() + half * 12 * 3_600_000))
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null, freq: 4 })

const records = fc.record({
  status: orNull(fc.constantFrom(...catalogue.status.choices)),
  desk: orNull(fc.constantFrom(...ids)),
  assignee: orNull(fc.constantFrom(...ids)),
  labels: fc.uniqueArray(fc.constantFrom(...ids)),
  plans: fc.uniqueArray(fc.constantFrom(...keys)),
  title: orNull(fc.oneof(words, fc.constant(''))),
  messages: orNull(fc.integer({ min: -3, max: 3 })),
  createdAt: orNull(moments),
  internal: orNull(fc.boolean()),
})

const scalars = {
  choice: fc.constantFrom(...catalogue.status.choices),
  id: fc.constantFrom(...ids),
  person: fc.constantFrom('me', ...ids),
  set: fc.constantFrom(...ids),
  text: words,
  number: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(0.5)),
  date: moments.map((at) => at.toISOString()),
  boolean: fc.boolean(),
}
const durations = fc.record({ amount: fc.integer({ min: 1, max: 10 }), unit: fc.constantFrom('minutes', 'hours', 'days', 'weeks') })

function valuesOf({ kind, of }: Field, op: string): fc.Arbitrary<unknown> {
  if (op === 'empty' || op === 'present') return fc.constant(undefined)
  if (op.startsWith('in_') || op === 'older_than') return durations
  if (op === 'between') return fc.uniqueArray(scalars.date, { minLength: 2, maxLength: 2 }).map((moments) => moments.sort())
  const one = of === 'keys' ? fc.constantFrom(...keys) : scalars[kind]
  return /^(one_of|none_of|has_)/.test(op) ? fc.array(one, { minLength: 1, maxLength: 3 }) : one
}

const tests = fc
  .constantFrom(...Object.entries<Field>(catalogue))
  .chain(([field, known]) =>
    fc
      .constantFrom<string>(...operatorsOf[known.kind])
      .chain((op) => valuesOf(known, op).map((value) => (value === undefined ? { field, op } : { field, op, value }))),
  )

const { condition } = fc.letrec<{ condition: unknown }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
    tests,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}))

let made: TestDatabase
let client: pg.Client

beforeAll(async () => {
  made = await testDatabase()
  client = new pg.Client(made.owner)
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await made.drop()
})

/** Which of the records PostgreSQL says it holds of; it must say yes or no of each. */
async function bySql(condition: Condition, rows: readonly Facts[], circumstances: Circumstances): Promise<unknown[]> {
  const parameters: unknown[] = [JSON.stringify(rows.map((row, n) => ({ n, ...row })))]
  const holds = toSql(
    condition,
    catalogue,
    {
      column: (field) => `c."${field}"`,
      holdsAny: (field, wanted) => `(c."${field}" && ${wanted})`,
      holdsNothing: (field) => `(c."${field}" = '{}')`,
      parameter: (value) => `$${parameters.push(value)}`,
    },
    circumstances,
  )
  const found = await client.query<{ holds: unknown }>(
    `SELECT ${holds} AS holds FROM jsonb_to_recordset($1::jsonb) AS c(n int, status text, desk bigint, assignee bigint, labels bigint[], plans text[], title text,
       messages numeric, "createdAt" timestamptz, internal boolean) ORDER BY n`,
    parameters,
  )
  return found.rows.map((row) => row.holds)
}

function read(input: unknown): Condition {
  const parsed = parseCondition(input, catalogue)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.condition
}

test('SQL and memory agree on every condition and every record, whoever looks', async () => {
  await fc.assert(
    fc.asyncProperty(
      condition,
      fc.array(records, { minLength: 1, maxLength: 20 }),
      fc.constantFrom('1', '3', null),
      async (input, rows, me) => {
        const asked = read(input)
        const holds = toPredicate(asked, catalogue, { me, now })
        expect(await bySql(asked, rows, { me, now })).toEqual(rows.map((row) => holds(row)))
      },
    ),
    { numRuns: 600 },
  )
})

test('a condition and its negation divide the records, whatever is not set', async () => {
  const nothing = {
    status: null,
    desk: null,
    assignee: null,
    labels: [],
    plans: [],
    title: null,
    messages: null,
    createdAt: null,
    internal: null,
  }
  await fc.assert(
    fc.asyncProperty(tests, async (input) => {
      const [asked, negated] = [read(input), read({ not: input })]
      const [yes, no] = [await bySql(asked, [nothing], { me: null, now }), await bySql(negated, [nothing], { me: null, now })]
      expect([yes[0], no[0]]).toContain(true)
      expect(yes[0]).toBe(!no[0])
    }),
    { numRuns: 200 },
  )
})
