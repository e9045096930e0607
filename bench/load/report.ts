import { cpus } from 'node:os'
import type { Row } from './rows.ts'
import { markdownTable, short } from './table.ts'

/** More than this of a core used by something else makes a row void. */
export const mostElsewhere = 0.3

export function isVoid(row: Row): boolean {
  return row.elsewhere > mostElsewhere
}

export function verdictOf(row: Row, noisy: boolean): string {
  if (isVoid(row) && !noisy) return 'void'
  const words = row.met === null ? '–' : row.met ? 'met' : '**missed**'
  return isVoid(row) ? `${words} (noisy: ${row.elsewhere.toFixed(1)} cores elsewhere)` : words
}

/** Where and how it was measured. */
export function machine(seconds: number): string {
  const all = cpus()
  return `${new Date().toISOString().slice(0, 10)}, ${all.length} cores (${all[0]?.model.trim()}), Node ${process.versions.node}, ${seconds} s a row.`
}

export function reportOf(rows: readonly Row[], { noisy }: { noisy: boolean }): string {
  return markdownTable<Row>(
    [
      { title: '', cell: (row) => row.id.toUpperCase() },
      { title: 'work', cell: (row) => row.what },
      { title: 'tickets', cell: (row) => row.size },
      { title: 'clients', cell: (row) => String(row.clients) },
      { title: 'a second', cell: ({ product }) => (product ? short(product.perSecond) : '') },
      {
        title: 'p50 / p95 / p99 ms',
        cell: ({ product }) => (product ? `${short(product.p50)} / ${short(product.p95)} / ${short(product.p99)}` : ''),
      },
      {
        title: 'CPU ms: server + PostgreSQL',
        cell: ({ product }) => (product ? `${short(product.serverCpu)} + ${short(product.postgresCpu)}` : ''),
      },
      { title: 'MB', cell: ({ product }) => (product ? short(product.megabytes) : '') },
      {
        title: 'thin: a second, p99, CPU',
        cell: ({ thin }) =>
          thin ? `${short(thin.perSecond)}, ${short(thin.p99)}, ${short(thin.serverCpu)} + ${short(thin.postgresCpu)}` : '',
      },
      { title: 'raw: a second', cell: ({ raw }) => (raw ? short(raw) : '') },
      { title: 'budget', cell: (row) => row.budget },
      { title: 'found', cell: (row) => row.found },
      { title: '', cell: (row) => verdictOf(row, noisy) },
    ],
    rows,
  )
}
