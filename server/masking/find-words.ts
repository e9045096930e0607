import { tracedText } from '../messages/body/index.ts'
import { type Maskable, maskableParts, type Stretch } from './masked-message.ts'
import { starsFor } from './stars.ts'

/** Finds the same words again: in small or capital letters, broken over lines or not. */
export interface Wanted {
  /** Every occurrence, from and to, in order. */
  in(text: string): { from: number; to: number }[]
}

export function wantedWords(words: string): Wanted {
  const pieces = words
    .trim()
    .split(/\s+/u)
    .map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const pattern = new RegExp(pieces.join('\\s+'), 'giu')
  return { in: (text) => [...text.matchAll(pattern)].map(({ index, 0: hit }) => ({ from: index, to: index + hit.length })) }
}

/** Every place of a message in which the words stand, one list of stretches for each occurrence. */
export function findWords(message: Maskable, wanted: Wanted): Stretch[][] {
  const parts = maskableParts(message)
  const ofNode = new Map(parts.flatMap((part) => (part.node ? [[part.node, part] as const] : [])))
  const { text, runs } = tracedText(message.body)
  // Only what was said: without the marks that the text form adds, but with its line feeds.
  let said = ''
  const pieces: { at: number; length: number; part: (typeof parts)[number]; from: number }[] = []
  let read = 0
  for (const run of runs) {
    const between = text.slice(read, run.at)
    // Words that only stand beside each other, such as those of two cells, are not one.
    if (between !== '') said += between.includes('\n') ? '\n' : '\u0001'
    const part = ofNode.get(run.node)
    if (part) pieces.push({ at: said.length, length: run.length, part, from: run.from })
    said += text.slice(run.at, run.at + run.length)
    read = run.at + run.length
  }
  const hits = wanted.in(said).map((hit) =>
    pieces
      .filter((piece) => piece.at < hit.to && hit.from < piece.at + piece.length)
      .map(({ at, length, part, from }) => ({
        block: part.block,
        part: part.n,
        from: from + Math.max(0, hit.from - at),
        to: from + Math.min(length, hit.to - at),
      })),
  )
  // What no text shows: the subject, and addresses behind words and pictures.
  const hidden = parts
    .filter(({ node, kind }) => node === null || kind === 'address')
    .flatMap((part) => {
      const words = part.get()
      if (part.kind === 'address')
        return wanted.in(decoded(words)).length > 0 ? [[{ block: part.block, part: part.n, from: 0, to: words.length }]] : []
      return wanted.in(words).map((hit) => [{ block: part.block, part: part.n, ...hit }])
    })
  return [...hits, ...hidden]
}

/** The text with asterisks in the place of the words. */
export function coveredText(text: string, wanted: Wanted): string {
  let covered = ''
  let read = 0
  for (const { from, to } of wanted.in(text)) {
    covered += text.slice(read, from) + starsFor(text.slice(from, to))
    read = to
  }
  return covered + text.slice(read)
}

/** Every text in a value of JSON, covered. */
export function coveredJson<T>(value: T, wanted: Wanted): T {
  if (typeof value === 'string') return coveredText(value, wanted) as T
  if (Array.isArray(value)) return value.map((item) => coveredJson<unknown>(item, wanted)) as T
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, coveredJson<unknown>(item, wanted)])) as T
  return value
}

/** HTML of a draft, covered: words may be broken by tags and written with entities, and stand in the address of a link. */
export function coveredHtml(html: string, wanted: Wanted): string {
  const tokens = html.match(/<[^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);|[^<&]|[<&]/giu) ?? []
  let said = ''
  const at: number[] = []
  for (const [n, token] of tokens.entries()) {
    const words =
      token.length > 1 && token.startsWith('<')
        ? /^<\/?(p|div|br|li|tr|td|th|h\d|blockquote|pre)\b/i.test(token)
          ? '\n'
          : ''
        : character(token)
    for (let i = 0; i < words.length; i++) at.push(n)
    said += words
  }
  const covered = [...tokens]
  for (const { from, to } of wanted.in(said))
    for (let i = from; i < to; i++) {
      const n = at[i] as number
      if (tokens[n]?.startsWith('<') !== true || tokens[n] === '<') covered[n] = /\s/u.test(said[i] as string) ? (tokens[n] as string) : '*'
    }
  return covered.map((token) => (token.startsWith('<') && token.length > 1 ? coveredTag(token, wanted) : token)).join('')
}

function coveredTag(tag: string, wanted: Wanted): string {
  return tag.replace(/(=\s*)("[^"]*"|'[^']*')/g, (whole, equals: string, quoted: string) => {
    const words = quoted.slice(1, -1).replace(/&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);/giu, character)
    return wanted.in(decoded(words)).length > 0 ? `${equals}${quoted[0]}${'*'.repeat(words.length)}${quoted[0]}` : whole
  })
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

function character(token: string): string {
  if (!token.startsWith('&') || token.length === 1) return token
  const name = token.slice(1, -1)
  if (!name.startsWith('#')) return named[name.toLowerCase()] ?? token
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : token
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    // A lone percent sign: as it stands.
    return address
  }
}
