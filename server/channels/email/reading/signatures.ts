import { sentFromLine } from './quote-words.ts'

const maxLines = 20
const maxChars = 900

/**
 * Where the signature of a stretch of text begins: behind `-- `, or the line a telephone adds. Null stands for a block that is no
 * text. Kept narrow on purpose: a name under a greeting stays, and so does anything long enough to be meant. `mayBeAll`: other text
 * stands before, so that this stretch may be nothing but a signature.
 */
export function signatureStart(lines: ReadonlyArray<string | null>, mayBeAll: boolean): number | null {
  const first = mayBeAll ? 0 : 1
  const marked = markedStart(lines, first)
  const end = marked ?? lines.length
  const added = sentFromStart(lines, end, first)
  return added ?? marked
}

function markedStart(lines: ReadonlyArray<string | null>, first: number): number | null {
  let chars = 0
  let found: number | null = null
  for (let i = lines.length - 1; i >= 0 && lines.length - i <= maxLines + 1; i -= 1) {
    const line = lines[i] ?? ''
    if (isMarker(line) && (i < lines.length - 1 || line.startsWith('-'))) found = i
    chars += line.length
    if (chars > maxChars) break
  }
  return found === null || found < first ? null : found
}

// `--` and `__`, a row of underscores (mailing lists) or long dashes; rows of hyphens and equals signs separate text.
function isMarker(line: string): boolean {
  return /^\s*(?:--|—|––|__|_{5,}|[—―]{2,})\s*$/.test(line.slice(0, 300)) && line.length < 300
}

function sentFromStart(lines: ReadonlyArray<string | null>, end: number, first: number): number | null {
  let at = end - 1
  while (at > 0 && (lines[at] ?? '').trim() === '' && lines[at] !== null) at -= 1
  const line = (lines[at] ?? '').trim().replace(/^[*_]+|[*_]+$/g, '')
  return at >= first && isSentFrom(line) ? at : null
}

// `Sent from my desk, is much easier than …` is a sentence.
function isSentFrom(line: string): boolean {
  if (line.length === 0 || line.length > 160 || !sentFromLine.test(line)) return false
  const words = line.replace(/<[^>]*>|\(?https?:\/\/\S*/g, '').trim()
  return words.split(/\s+/).length <= 9 && !/[,;!?]|\.\s/.test(words)
}
