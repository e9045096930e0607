import pg from 'pg'

const arrayOfInt8 = 1016

/** One table of how PostgreSQL's values arrive: int8 as a number that is checked, dates as strings. */
const parsers = new Map<number, (value: string) => unknown>([
  [pg.types.builtins.INT8, safeInteger],
  [arrayOfInt8, (value) => (value === '{}' ? [] : value.slice(1, -1).split(',').map(safeInteger))],
  [pg.types.builtins.DATE, (value) => value],
  [pg.types.builtins.TIMESTAMPTZ, moment],
])

export const typeParsers: pg.CustomTypesConfig = {
  // Asked for every column of every answer.
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary')
    const known = parsers.get(oid)
    if (known) return known
    const parser = pg.types.getTypeParser(oid, 'text')
    parsers.set(oid, parser)
    return parser
  },
} as pg.CustomTypesConfig

const otherTimestamp = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text')

/** `2026-01-31 12:00:00.123456+00`, as every session of ours writes it; whatever else there is (infinity) as the driver reads it. */
function moment(value: string): unknown {
  if (value[10] !== ' ' || !value.endsWith('+00')) return otherTimestamp(value)
  return new Date(`${value.slice(0, 10)}T${value.slice(11, -3)}Z`)
}

function safeInteger(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} does not fit a number`)
  return number
}
