import { classOf, digit, ideograph, ignorable, joiner, kana, letter, plain, syllable } from './characters.ts'

const longestToken = 60
const mostTokens = 4_000
const mostQueryWords = 16
/** Of a text beyond this nothing is indexed; a body of this length has long used up its tokens. */
const longestText = 400_000

/** One of the words asked for: a document has it if it holds all tokens of one of the alternatives. */
export type QueryWord = readonly (readonly string[])[]

/**
 * The tokens a document is found by, each once. Words in small letters without accents; pairs of neighbours in scripts
 * without spaces; mail addresses, references and numbers with marks inside both whole and in parts.
 */
export function tokensOf(text: string): string[] {
  const tokens = new Set<string>()
  for (const unit of unitsOf(text)) {
    for (const token of tokensOfUnit(unit)) tokens.add(token)
    if (tokens.size >= mostTokens) break
  }
  return [...tokens].slice(0, mostTokens)
}

/** The words of a query, in order, cut by the same rules as documents. */
export function queryWords(text: string): QueryWord[] {
  const words: QueryWord[] = []
  for (const unit of unitsOf(text.slice(0, 1_000))) {
    if (words.length === mostQueryWords) break
    words.push(alternativesOf(unit))
  }
  return words
}

/** What a query looks for, word by word, as it is looked for in a text that was found. */
export type Sought =
  /** A word, with its other spellings; `typed` letters at the beginning of those that complete it. */
  | { readonly kind: 'word'; readonly spellings: readonly string[]; readonly typed: string }
  /** Words that joiners hold together: a mail address, a reference. */
  | { readonly kind: 'joined'; readonly whole: string }
  /** A run of a script without spaces. */
  | { readonly kind: 'unspaced'; readonly characters: readonly string[] }

/** The words of a query as they are looked for in a text, with the spellings that a search took for each. */
export function soughtIn(query: string, spellings: (token: string) => readonly string[]): Sought[] {
  const sought: Sought[] = []
  for (const unit of unitsOf(query.slice(0, 1_000))) {
    if (sought.length >= mostQueryWords) break
    if (unit.kind === 'unspaced') sought.push(unit)
    else if (unit.parts.length > 1 && (isAddress(unit.whole) || isReference(unit.whole))) sought.push({ kind: 'joined', whole: unit.whole })
    else for (const part of unit.parts.map(cut)) sought.push({ kind: 'word', spellings: spellings(part), typed: part })
  }
  return sought
}

/** Whether a token is kept in the list of words: letters, with three digits at most, of a length that people type. */
export function isListedWord(token: string): boolean {
  if (token.length < 2 || token.length > 24 || !/^[\p{L}\p{M}\p{N}]+$/u.test(token)) return false
  return classOf(token.codePointAt(0) as number) === letter && (token.match(/\p{N}/gu)?.length ?? 0) <= 3
}

/** Whether a token may stand for all that begin with it: long enough that few do. */
export function mayBeCompleted(token: string): boolean {
  const kind = classOf(token.codePointAt(0) as number)
  return token.length >= 5 && (kind === letter || kind === digit)
}

/** What stands together: words that joiners hold together, or a run of a script without spaces. */
type Unit =
  | { readonly kind: 'joined'; readonly whole: string; readonly parts: readonly string[] }
  | { readonly kind: 'unspaced'; readonly characters: readonly string[] }

function* unitsOf(text: string): Generator<Unit> {
  let parts: string[] = []
  let whole = ''
  let part = ''
  let waitingJoiner = ''
  let run: string[] = []

  function joined(): Unit | null {
    if (part !== '') parts.push(part)
    const unit: Unit | null = parts.length > 0 ? { kind: 'joined', whole, parts } : null
    parts = []
    whole = part = waitingJoiner = ''
    return unit
  }
  function unspaced(): Unit | null {
    const unit: Unit | null = run.length > 0 ? { kind: 'unspaced', characters: run } : null
    run = []
    return unit
  }

  for (const character of plain(text.slice(0, longestText))) {
    const kind = classOf(character.codePointAt(0) as number)
    if (kind === ignorable) continue
    if (kind === letter || kind === digit) {
      const before = unspaced()
      if (before) yield before
      if (waitingJoiner !== '') {
        parts.push(part)
        part = ''
        whole += waitingJoiner
        waitingJoiner = ''
      }
      part += character
      whole += character
    } else if (kind === ideograph || kind === syllable || kind === kana) {
      const before = joined()
      if (before) yield before
      run.push(character)
    } else if (kind === joiner && part !== '' && waitingJoiner === '' && whole.length < 1_000) {
      waitingJoiner = character
    } else {
      const before = joined() ?? unspaced()
      if (before) yield before
    }
  }
  const last = joined() ?? unspaced()
  if (last) yield last
}

function* tokensOfUnit(unit: Unit): Generator<string> {
  if (unit.kind === 'unspaced') {
    const { characters } = unit
    for (let i = 0; i + 1 < characters.length; i++) yield `${characters[i]}${characters[i + 1]}`
    // A single ideograph or syllable is a word that people look for; a single kana is one only if it stands alone.
    for (const character of characters) {
      if (characters.length === 1 || classOf(character.codePointAt(0) as number) !== kana) yield character
    }
    return
  }
  for (const part of unit.parts) yield cut(part)
  if (unit.parts.length === 1) return
  if (isAddress(unit.whole) || isReference(unit.whole)) yield cut(unit.whole)
  if (isNumber(unit)) yield cut(unit.parts.join(''))
}

function alternativesOf(unit: Unit): string[][] {
  if (unit.kind === 'unspaced') {
    const { characters } = unit
    if (characters.length === 1) return [[characters[0] as string]]
    return [characters.slice(1).map((character, i) => `${characters[i]}${character}`)]
  }
  if (unit.parts.length === 1) return [[cut(unit.whole)]]
  if (isAddress(unit.whole) || isReference(unit.whole)) return [[cut(unit.whole)]]
  const parts = unit.parts.map(cut)
  return isNumber(unit) ? [parts, [cut(unit.parts.join(''))]] : [parts]
}

function isAddress(whole: string): boolean {
  return /^[^@]+@[^@]+$/.test(whole)
}

function isReference(whole: string): boolean {
  return /^[a-z][a-z0-9]{0,9}-\d+$/.test(whole)
}

function isNumber(unit: { readonly parts: readonly string[] }): boolean {
  return unit.parts.every((part) => /^\p{Nd}+$/u.test(part))
}

/** At most so long, and never through the middle of a character. */
function cut(token: string): string {
  return token.length <= longestToken
    ? token
    : token
        .slice(0, longestToken)
        .toWellFormed()
        .replace(/\uFFFD$/, '')
}
