/** A word or phrase that a desk does not let out, or only after a second look. */
export interface RestrictedWord {
  readonly phrase: string
  readonly effect: 'block' | 'warn'
  /** What to write instead, or why. */
  readonly hint: string
}

export interface Match {
  readonly word: RestrictedWord
  readonly start: number
  readonly end: number
}

/** Text as it is compared: one form of each character, no case, no invisible characters, one space for any white space. */
interface Folded {
  readonly text: string
  /** For each unit of the text, where it begins and ends in the original. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** What a character swallows when it is composed: marks, the Kana voicing marks of half width, the vowels and finals of Hangul. */
const cluster = /[\s\S][\p{M}\uff9e\uff9f\u1160-\u11ff]*/uy
const invisible = /^\p{Default_Ignorable_Code_Point}+$/u

export function fold(original: string): Folded {
  const pieces: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let afterSpace = false
  for (let at = 0; at < original.length; ) {
    const end = endOfCluster(original, at)
    const folded = foldCluster(original.slice(at, end))
    const isSpace = folded === ' '
    if (isSpace && afterSpace) ends[ends.length - 1] = end
    else if (folded !== '') {
      for (let n = 0; n < folded.length; n += 1) {
        starts.push(at)
        ends.push(end)
      }
      pieces.push(folded)
      afterSpace = isSpace
    }
    at = end
  }
  return { text: pieces.join(''), starts, ends }
}

function endOfCluster(text: string, at: number): number {
  // Nothing joins what comes before it until the combining marks begin.
  if (text.charCodeAt(at) < 0x80 && !(text.charCodeAt(at + 1) >= 0x300)) return at + 1
  cluster.lastIndex = at
  return cluster.test(text) ? cluster.lastIndex : at + 1
}

function foldCluster(written: string): string {
  if (written.length === 1 && written > ' ' && written < '\u007f') return written.toLowerCase()
  if (invisible.test(written)) return ''
  // Upper case first: it is what makes one of ß and ss, and of the two sigmas.
  return written.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replace(/\s+/g, ' ')
}

interface Ready {
  readonly word: RestrictedWord
  readonly folded: string
}

/** A list made ready to be looked for: its words by their first character. */
export type Matcher = ReadonlyMap<number, readonly Ready[]>

export function matcherOf(words: readonly RestrictedWord[]): Matcher {
  const matcher = new Map<number, Ready[]>()
  for (const word of words) {
    const folded = foldedPhrase(word.phrase)
    if (folded === '') continue
    const first = folded.charCodeAt(0)
    matcher.set(first, [...(matcher.get(first) ?? []), { word, folded }])
  }
  return matcher
}

/** How a phrase is compared; empty when there is nothing to see in it. */
export function foldedPhrase(phrase: string): string {
  return fold(phrase).text.trim()
}

/** Of each word: how often one stands there must not hide that another one does. */
const mostOfOne = 50

/**
 * The places of every word, in order. A word of a script that puts spaces between words is a word of its own (`free` is
 * not in `freedom`); Han, Kana, Hangul, Thai and their like are looked for anywhere.
 */
export function matchWords(text: string, matcher: Matcher): Match[] {
  if (matcher.size === 0) return []
  const folded = fold(text)
  const found: Match[] = []
  const times = new Map<RestrictedWord, number>()
  for (let at = 0; at < folded.text.length; at += 1) {
    for (const { word, folded: phrase } of matcher.get(folded.text.charCodeAt(at)) ?? []) {
      const end = at + phrase.length
      const before = times.get(word) ?? 0
      if (before >= mostOfOne || !folded.text.startsWith(phrase, at) || goesOn(folded.text, at) || goesOn(folded.text, end)) continue
      times.set(word, before + 1)
      found.push({ word, start: folded.starts[at] as number, end: folded.ends[end - 1] as number })
    }
  }
  return found
}

/** A letter or digit of a script with spaces between its words. */
const spaced = /[\p{L}\p{N}\p{M}]/u
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々〆]/u

/** Whether a word of such a script goes on over this place. */
function goesOn(text: string, at: number): boolean {
  return isSpaced(charBefore(text, at)) && isSpaced(charAfter(text, at))
}

function isSpaced(char: string): boolean {
  return char !== '' && spaced.test(char) && !unspaced.test(char)
}

function charAfter(text: string, at: number): string {
  return at < text.length ? String.fromCodePoint(text.codePointAt(at) as number) : ''
}

function charBefore(text: string, at: number): string {
  if (at <= 0) return ''
  const low = text.charCodeAt(at - 1)
  return low >= 0xdc00 && low <= 0xdfff && at > 1 ? text.slice(at - 2, at) : text.charAt(at - 1)
}
