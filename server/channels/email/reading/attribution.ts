import { forwardedMessageWords, headerKindOf, onWords, originalMessageWords, wroteWords } from './quote-words.ts'

const maxLength = 700
const maxLines = 4
const datePattern =
  /\d{1,4}\s?[./\-年년]\s?\d{1,2}\s?[./\-月월]\s?\d{1,4}|\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b|\b\d{1,2}\.?\s(?:de\s)?\p{L}{3,}|\p{L}{3,}\.?\s\d{1,2}\b|(?:上午|下午|午前|午後|오전|오후)\s?\d/u
const addressPattern = /[^\s<>@()[\]]{1,64}@[^\s<>@()[\]]{1,255}/
const weekdayOrDigit =
  /^[\s\-–—*>"“'(]*(?:\d|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|seg|ter|qua|qui|sex|gio|ma|wo|za|zo|ons|tors|tor|fre|lör|lør|søn|sön|man|tir|ti|ke|to|pe|la|su|pn|wt|śr|czw|pt|sob|niedz|пн|вт|ср|чт|пт|сб|вс|нд|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|po|út|st|čt|pá|so|ne|jan|feb|apr|jun|jul|aug|sep|oct|nov|dec)[\p{L}]{0,12}\.?,?\s)/iu

/** The line, or up to four lines, that introduces a quotation: `On Tue, Ada <ada@example.org> wrote:`. */
export function attributionEndingAt(lines: readonly string[], last: number, first: number, beforeQuote: boolean): number | null {
  const end = (lines[last] ?? '').trimEnd()
  if (!endsLikeAttribution(end, beforeQuote)) return null
  let text = ''
  for (let from = last; from >= first && last - from < maxLines; from -= 1) {
    text = `${(lines[from] ?? '').trim()} ${text}`
    if (text.length > maxLength) return null
    if (isAttribution(text.trim())) return from
  }
  return beforeQuote && isLooseAttribution(end) ? last : null
}

function endsLikeAttribution(line: string, beforeQuote: boolean): boolean {
  if (/[:：]\*?$/.test(line)) return true
  if (/(?:wrote|a écrit|schrieb|escribió|napisał)(?:\s?-{2,4})?$/i.test(line)) return true
  return beforeQuote && /[>)]$/.test(line)
}

function isAttribution(text: string): boolean {
  if (!datePattern.test(text)) return false
  const lower = text.toLowerCase()
  const opens = weekdayOrDigit.test(text) || onWords.some((word) => lower.replace(/^[\s\-–—*>]+/, '').startsWith(word))
  const hasAddress = addressPattern.test(text)
  if (wroteWords.some((word) => lower.includes(word))) return opens || (hasAddress && startsUpper(text))
  // `30.09.2017, 18.30, "Ada" <ada@example.org>:`, without a verb: date, name, address and nothing else.
  return opens && /[<(]\s?[^\s<>@()]{1,64}@[^\s<>@()]{1,255}\s?[>)]\s?[:：]?\*?$/.test(text)
}

// Directly above a quotation less is enough: `Ada wrote:`, `Ada <ada@example.org>:`.
function isLooseAttribution(line: string): boolean {
  const text = line.trim()
  if (text.length > 300) return false
  const lower = text.toLowerCase()
  return (
    wroteWords.some((word) => lower.includes(word)) || (addressPattern.test(text) && /[:：]$/.test(text) && text.split(/\s+/).length <= 12)
  )
}

function startsUpper(text: string): boolean {
  return /^[\s\-–—*>"“'(<]*[\p{Lu}\p{Lo}\d]/u.test(text)
}

export type Separator = 'original' | 'forwarded'

/** `-----Original Message-----` and its translations. */
export function separatorOf(line: string): Separator | null {
  const text = line.trim()
  if (text.length > 120) return null
  if (isInlineSeparator(text)) return 'original'
  const inner = text.replace(/^[-–—_=*>\s]+|[-–—_=*\s]+$/g, '')
  const word = inner
    .replace(/[:：]$/, '')
    .trim()
    .toLowerCase()
  const dashed = /^[-–—_=*>\s]*[-–—_=]{2}/.test(text)
  if (forwardedMessageWords.has(word) && (dashed || /[:：]$/.test(inner))) return 'forwarded'
  if (word.startsWith('original message processed by david')) return 'original'
  return originalMessageWords.has(word) && dashed ? 'original' : null
}

// Lotus Notes writes `-----Ada Berg <ada@example.org> wrote: -----` or `Ada Berg ---02.11.2026 10:00:00---Dear Carl`, GroupWise
// `>>> Ada Berg <ada@example.org> 11/2/2026 10:00 AM >>>`.
function isInlineSeparator(text: string): boolean {
  return (
    /^-{3,}\s?\S.{1,90}\s(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|napisał\S{0,3})\s?: ?-{3,}$/.test(text) ||
    /^\S.{1,60}\s---\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[ \d:apm]{0,15}---/i.test(text) ||
    /^>>> .{3,60}[<(]\S{3,80}[>)] .{0,3}\d.{5,25} >>>$/.test(text)
  )
}

// Yahoo on a telephone goes on in the line of the introduction: `On Mon, Nov 2, 2026 at 10:00, Ada<ada@example.org> wrote:   Hello`
export function introducesInLine(line: string): boolean {
  const head = /^\s{0,4}(.{20,300}?[:：])\s{2,10}\S/.exec(line.slice(0, 400))?.[1]
  return head !== undefined && /<\s?[^\s<>@]{1,64}@[^\s<>@]{1,255}>/.test(head) && isAttribution(head)
}

/** How many lines a quoted header (`From:` / `Sent:` / `To:` / `Subject:`) takes from here; 0 when this is none. */
export function headerBlockLength(lines: readonly string[], from: number, afterSeparator: boolean): number {
  const first = headerKindOf(lines[from] ?? '')
  if (first === null) return 0
  const kinds = new Set([first])
  let length = 1
  let strays = 0
  for (let at = from + 1; at < lines.length && at - from < 14; at += 1) {
    const kind = headerKindOf(lines[at] ?? '')
    if (kind) {
      kinds.add(kind)
      length = at - from + 1
      strays = 0
    } else {
      strays += 1
      // A long list of addressees goes on over lines of its own.
      if (strays > 2) break
    }
  }
  const isHeader = kinds.has('from') && (kinds.has('date') || kinds.has('subject')) && kinds.size >= (afterSeparator ? 2 : 3)
  return isHeader ? length : 0
}

/** `____` or `----` alone on a line. */
export function isDivider(line: string): boolean {
  return /^\s*(?:[-_=*–—]\s?){4,}\s*$/.test(line.slice(0, 200))
}
