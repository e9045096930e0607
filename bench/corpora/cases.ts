import { readdirSync } from 'node:fs'
import { join } from 'node:path'

export interface Case {
  set: string
  id: string
  /** Null when the sample was read as expected, else what is wrong. */
  run: () => Promise<string | null>
}

export interface Result {
  set: string
  id: string
  outcome: 'read' | 'wrong' | 'crashed'
  why: string
  ms: number
}

export async function runCase(one: Case): Promise<Result> {
  const start = performance.now()
  try {
    const wrong = await one.run()
    return { set: one.set, id: one.id, outcome: wrong === null ? 'read' : 'wrong', why: wrong ?? '', ms: performance.now() - start }
  } catch (error) {
    return {
      set: one.set,
      id: one.id,
      outcome: 'crashed',
      why: error instanceof Error ? (error.stack ?? error.message) : String(error),
      ms: performance.now() - start,
    }
  }
}

export function tableOf(results: Result[]): string {
  const names = [...new Set(results.map((result) => result.set))]
  const rows = [
    ...names.map((name) =>
      rowOf(
        name,
        results.filter((result) => result.set === name),
      ),
    ),
    rowOf('all', results),
  ]
  const lines = [['set', 'samples', 'read', 'wrong', 'crashed', 'slowest'], ...rows]
  const widths = (lines[0] as string[]).map((_, column) => Math.max(...lines.map((line) => (line[column] as string).length)))
  return lines
    .map((line) =>
      line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number))).join('  '),
    )
    .join('\n')
}

function rowOf(name: string, results: Result[]): string[] {
  const count = (outcome: Result['outcome']) => String(results.filter((result) => result.outcome === outcome).length)
  const slowest = results.toSorted((a, b) => b.ms - a.ms)[0]
  return [
    name,
    String(results.length),
    count('read'),
    count('wrong'),
    count('crashed'),
    slowest ? `${Math.round(slowest.ms)} ms ${slowest.id.slice(-40)}` : '',
  ]
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** Letters and digits only, so that layout, quote marks and punctuation do not count. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** The share of the words of `expected` that `actual` does not hold. */
export function missingShare(expected: string, actual: string): { share: number; sample: string } {
  const words = wordsOf(expected)
  const have = new Set(wordsOf(actual))
  const missing = words.filter((word) => !have.has(word))
  return { share: words.length === 0 ? 0 : missing.length / words.length, sample: missing.slice(0, 5).join(' ') }
}
