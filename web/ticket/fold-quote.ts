/**
 * Cuts what a mail program copied below the answer, for showing it folded.
 * The server has decided that there is a quote; this only finds where it starts in the plain text. Nothing found, nothing folded.
 */
export function foldQuote(text: string, hasQuote: boolean): { body: string; quote: string | null } {
  const whole = { body: text.trim(), quote: null }
  if (!hasQuote) return whole
  const lines = text.split('\n')
  let start = lines.findIndex(
    (line, index) => line.startsWith('>') && lines.slice(index).every((later) => later.startsWith('>') || later.trim() === ''),
  )
  if (start < 0) return whole
  // The line that introduces it ("On …, Ada wrote:", "…님이 작성:") may be broken in two by the mail program.
  let above = start - 1
  while (above >= 0 && lines[above]?.trim() === '') above -= 1
  const introduction = /[:：]\s*$/
  if (above >= 0 && introduction.test(lines[above] ?? '')) {
    start = above
    const before = lines[above - 1] ?? ''
    if (before.trim() !== '' && !/[.!?。]\s*$/.test(before) && /^(On|Am|Le|El)\b|\d{4}/.test(before)) start = above - 1
  }
  const body = lines.slice(0, start).join('\n').trim()
  // An answer written below or between the quoted lines would vanish: then everything stays in sight.
  return body ? { body, quote: lines.slice(start).join('\n').trim() } : whole
}
