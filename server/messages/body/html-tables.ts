import { type HtmlElement, isElement } from './html-tree.ts'

const maxCells = 2_000

/** Two rows and two columns of plain cells are a table; everything else is somebody's page layout and is read in order. */
export function isDataTable(table: HtmlElement): boolean {
  const role = table.attributes.get('role')
  if (role === 'presentation' || role === 'none') return false
  const rows = rowsOf(table)
  const cells = rows.flat()
  if (rows.length < 2 || cells.length > maxCells || !rows.some((row) => row.length > 1)) return false
  if (cells.some((cell) => cell.hasStructure)) return false
  return cells.filter(hasWords).length > cells.length / 3
}

export function rowsOf(table: HtmlElement): HtmlElement[][] {
  const rows: HtmlElement[][] = []
  const sections = [table, ...table.children.filter(isElement).filter((child) => /^(thead|tbody|tfoot)$/.test(child.name))]
  for (const section of sections) {
    for (const row of section.children) {
      if (isElement(row) && row.name === 'tr')
        rows.push(row.children.filter(isElement).filter((cell) => cell.name === 'td' || cell.name === 'th'))
    }
  }
  return rows
}

function hasWords(cell: HtmlElement): boolean {
  return cell.children.some((child) => (isElement(child) ? hasWords(child) : child.text.trim() !== ''))
}
