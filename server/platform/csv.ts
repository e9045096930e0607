const formula = '=+\\-@\uff1d\uff0b\uff0d\uff20'
// Blanks and invisible characters before the sign do not stop every program from calculating.
const startsFormula = new RegExp(`^(?:[\\t\\r\\n]|[\\s\\p{Cf}]*[${formula}])`, 'u')
// Where a semicolon parts columns, what follows one begins a cell.
const beginsCell = new RegExp(`;(?=[\\s\\p{Cf}]*[${formula}])`, 'gu')
const breaks = /[\p{Cc}\u2028\u2029]+/gu

/** One line of RFC 4180 with its line end. Text that a spreadsheet would calculate is made text by an apostrophe; line breaks become blanks. */
export function csvLine(cells: readonly (string | number | Date | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: string | number | Date | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (value instanceof Date) return value.toISOString()
  const flat = value.replace(breaks, ' ').replace(beginsCell, ";'")
  return `"${startsFormula.test(value) ? "'" : ''}${flat.replaceAll('"', '""')}"`
}
