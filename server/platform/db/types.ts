import pg from 'pg'

/** One table of how PostgreSQL's values arrive: int8 as a number that is checked, dates as strings. */
const parsers = new Map<number, (value: string) => unknown>([
  [pg.types.builtins.INT8, safeInteger],
  [pg.types.builtins.DATE, (value) => value],
])

const arrayOfInt8 = 1016

export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const own = parsers.get(oid)
    if (own && format !== 'binary') return own
    if (oid === arrayOfInt8 && format !== 'binary')
      return (value: string) => (value === '{}' ? [] : value.slice(1, -1).split(',').map(safeInteger))
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

function safeInteger(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} does not fit a number`)
  return number
}
