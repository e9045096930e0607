import { marksIn, type Range } from './marks.ts'
import type { Sought } from './tokens.ts'

/** A piece of a message around what was looked for. Plain text; what is marked is said as ranges of it. */
export interface Snippet {
  readonly text: string
  readonly marks: Range[]
  /** There is more of the message before it, or after it. */
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

const longest = 180
/** A list shows little of it: what was looked for stands near its beginning. */
const before = 16

/** The piece that shows the most of what was looked for; null where the text has nothing of it. */
export function snippetOf(text: string, sought: readonly Sought[]): Snippet | null {
  const line = text
    .replace(/^[ \t]*(?:>[ \t]?)+/gmu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  const marks = marksIn(line, sought)
  if (marks.length === 0) return null
  const best = densest(marks)
  const from = best[0] <= before ? 0 : edge(line, best[0] - before, best[0])
  const to = edge(line, Math.min(line.length, Math.max(from + longest, best[1])), best[1])
  return {
    text: line.slice(from, to),
    marks: marks.filter(([start]) => start >= from && start < to).map(([start, end]) => [start - from, Math.min(end, to) - from]),
    cutBefore: from > 0,
    cutAfter: to < line.length,
  }
}

/** The mark from which on a piece shows most of them. Each is looked at twice, however many a text has. */
function densest(marks: readonly Range[]): Range {
  let [best, most] = [marks[0] as Range, 0]
  let to = 0
  for (const [from, mark] of marks.entries()) {
    while ((marks[to]?.[1] ?? Number.POSITIVE_INFINITY) <= mark[0] + longest - before) to++
    if (to - from > most) [best, most] = [mark, to - from]
  }
  return best
}

/** A place to cut near this one, towards the mark: between words where there are some, and never through a character. */
function edge(line: string, at: number, towards: number): number {
  if (at <= 0 || at >= line.length) return Math.max(0, Math.min(at, line.length))
  const [low, high] = at < towards ? [at, towards] : [towards, at]
  const space = at < towards ? line.indexOf(' ', low) : line.lastIndexOf(' ', high)
  if (space >= low && space <= high && Math.abs(space - at) < 12) return at < towards ? space + 1 : space
  const isInside = /[\udc00-\udfff\p{M}]/u.test(line.charAt(at)) || (line.charCodeAt(at) & 0xfc00) === 0xdc00
  return isInside ? at - 1 : at
}
