import type { Link, Mark, Text } from './blocks.ts'
import { safeHref } from './safe-href.ts'

const maxUrl = 2_000
const maxLocalPart = 64
const maxDomain = 255

/**
 * Finds web and mail addresses in plain text. One pass from left to right: every search starts behind the last hit and looks at
 * a bounded number of characters, so that 100 KB of `http://http://…` or `@@@@` stays linear. An address ends at white space, a
 * quote, an angle bracket or a control character; what follows is text and nothing else.
 */
export function linkify(text: string, marks?: Mark[]): Array<Text | Link> {
  const pieces: Array<Text | Link> = []
  const plain = (from: number, to: number): Text => ({ type: 'text', text: text.slice(from, to), ...(marks?.length ? { marks } : {}) })
  let done = 0
  for (const hit of addresses(text)) {
    const words = text.slice(hit.start, hit.end)
    const href = safeHref(hit.kind === 'mail' ? `mailto:${words}` : hit.kind === 'www' ? `https://${words}` : words)
    if (href === null) continue
    if (hit.start > done) pieces.push(plain(done, hit.start))
    pieces.push({ type: 'link', href, content: [plain(hit.start, hit.end)] })
    done = hit.end
  }
  if (done < text.length) pieces.push(plain(done, text.length))
  return pieces
}

interface Hit {
  start: number
  end: number
  kind: 'web' | 'www' | 'mail'
}

const candidate = /https?:\/\/|\bwww\.(?=[a-z0-9])|@(?=[\p{L}\p{N}])/giu

function* addresses(text: string): Generator<Hit> {
  let from = 0
  candidate.lastIndex = 0
  const matcher = new RegExp(candidate)
  for (let match = matcher.exec(text); match; match = matcher.exec(text)) {
    const hit = match[0] === '@' ? mailAround(text, match.index, from) : webFrom(text, match.index, match[0].length)
    if (typeof hit === 'number') matcher.lastIndex = hit
    if (hit === null || typeof hit === 'number') continue
    yield hit
    from = hit.end
    matcher.lastIndex = Math.max(hit.end, matcher.lastIndex)
  }
}

/** The address, null if it is none, or where to go on after a run of characters too long to be one. */
function webFrom(text: string, start: number, prefix: number): Hit | number | null {
  const kind = text[start] === 'w' || text[start] === 'W' ? 'www' : 'web'
  if (start > 0 && /[\p{L}\p{N}_@]/u.test(text[start - 1] as string) && isAscii(text.charCodeAt(start - 1))) return null
  let end = start + prefix
  while (end < text.length && !endsUrl(text.charCodeAt(end))) end += 1
  if (end - start > maxUrl) return end
  end = trimTail(text, start + prefix, end)
  return end > start + prefix && (kind === 'web' || text.slice(start + 4, end).includes('.')) ? { start, end, kind } : null
}

function mailAround(text: string, at: number, from: number): Hit | null {
  let start = at
  while (start > from && at - start <= maxLocalPart && /[a-z0-9._%+-]/i.test(text[start - 1] as string)) start -= 1
  while (start < at && text[start] === '.') start += 1
  let end = at + 1
  while (end < text.length && end - at <= maxDomain && /[a-z0-9.-]/i.test(text[end] as string)) end += 1
  while (end > at + 1 && /[.-]/.test(text[end - 1] as string)) end -= 1
  if (start === at || at - start > maxLocalPart || end - at > maxDomain || !text.slice(at, end).includes('.')) return null
  return { start, end, kind: 'mail' }
}

const isAscii = (code: number) => code < 0x80

function endsUrl(code: number): boolean {
  if (code <= 0x20 || (code >= 0x7f && code <= 0xa0)) return true
  if (code === 0x22 || code === 0x27 || code === 0x3c || code === 0x3e || code === 0x5c || code === 0x60) return true
  if (code === 0x7b || code === 0x7c || code === 0x7d || code === 0x5e) return true
  if (code >= 0x2000 && code <= 0x206f) return true
  if (code === 0xfeff || code === 0xfffc || code === 0xfffd) return true
  return (
    (code >= 0x3000 && code <= 0x303f) ||
    (code >= 0xff00 && code <= 0xff20) ||
    (code >= 0xff3b && code <= 0xff40) ||
    (code >= 0xff5b && code <= 0xff65)
  )
}

// `(see https://a.example/x_(y).)` links `https://a.example/x_(y)`.
function trimTail(text: string, start: number, end: number): number {
  let opened = 0
  let closed = 0
  for (let i = start; i < end; i += 1) {
    if (text[i] === '(' || text[i] === '[') opened += 1
    if (text[i] === ')' || text[i] === ']') closed += 1
  }
  let last = end
  while (last > start) {
    const char = text[last - 1] as string
    if (/[.,;:!?*_~]/.test(char)) last -= 1
    else if ((char === ')' || char === ']') && closed > opened) {
      last -= 1
      closed -= 1
    } else break
  }
  return last
}
