import { classOf, digit, ignorable, letter, plain } from './characters.ts'
import type { Sought } from './tokens.ts'

/** A piece of a text, from one place up to another, in UTF-16 units. */
export type Range = [start: number, end: number]

/**
 * Where in a text the sought words stand, in order and without overlaps. The text is compared as the index compares it
 * (one form of each character, small letters, no accents), but the places are those of the text itself.
 */
export function marksIn(text: string, sought: readonly Sought[]): Range[] {
  if (sought.length === 0 || text === '') return []
  const letters = lettersOf(text)
  return merged(sought.flatMap((one) => placesOf(one, letters)).map(([from, to]) => reach(letters, from, to)))
}

/** One compared character, and the piece of the text it stands for. */
interface Letter {
  readonly character: string
  readonly isWord: boolean
  readonly start: number
  readonly end: number
}

/** A base with what is written onto it: accents, voicing marks of half-width kana, vowels of taken apart Korean. */
const clusters = /[\s\S][\p{M}\u{ff9e}\u{ff9f}\u{1160}-\u{11ff}]*/gu

function lettersOf(text: string): Letter[] {
  const letters: Letter[] = []
  const add = (character: string, start: number, end: number) => {
    const kind = classOf(character.codePointAt(0) as number)
    if (kind === ignorable) return
    letters.push({ character: character === 'ς' ? 'σ' : character, isWord: kind === letter || kind === digit, start, end })
  }
  // Most mails are ASCII, where each character stands for itself: a fifth of the time.
  if (!/\P{ASCII}/u.test(text)) {
    const small = text.toLowerCase()
    for (let at = 0; at < small.length; at++) add(small.charAt(at), at, at + 1)
    return letters
  }
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    for (const character of plain(cluster)) add(character, index, index + cluster.length)
  }
  return letters
}

/** As places among the letters. */
function placesOf(sought: Sought, letters: readonly Letter[]): Range[] {
  switch (sought.kind) {
    case 'word':
      return wordPlaces(sought, letters)
    case 'joined':
      return occurrences(letters, [...sought.whole.replaceAll('ς', 'σ')]).filter(
        ([from, to]) => !letters[from - 1]?.isWord && !letters[to]?.isWord,
      )
    case 'unspaced':
      return unspacedPlaces(sought.characters, letters)
  }
}

function words(letters: readonly Letter[]): Range[] {
  const found: Range[] = []
  for (let from = 0; from < letters.length; from++) {
    if (!letters[from]?.isWord) continue
    let to = from + 1
    while (letters[to]?.isWord) to++
    found.push([from, to])
    from = to
  }
  return found
}

/** Of a word that completes what was typed, only what was typed is marked; of one spelled otherwise, the whole. */
function wordPlaces({ spellings, typed }: Extract<Sought, { kind: 'word' }>, letters: readonly Letter[]): Range[] {
  const wanted = spellings.map((spelling) => spelling.replaceAll('ς', 'σ'))
  const whole = new Set(wanted.filter((spelling) => !spelling.endsWith(':*')))
  const begun = wanted.filter((spelling) => spelling.endsWith(':*')).map((spelling) => spelling.slice(0, -2))
  const beginning = typed.replaceAll('ς', 'σ')
  const { length } = [...beginning]
  return words(letters).flatMap(([from, to]): Range[] => {
    let word = ''
    for (let at = from; at < to; at++) word += letters[at]?.character
    if (!whole.has(word) && !begun.some((start) => word.startsWith(start))) return []
    return word.startsWith(beginning) ? [[from, from + length]] : [[from, to]]
  })
}

/** The whole run where it stands; a text that holds all its pairs, but apart from each other, was found by them, so they are marked. */
function unspacedPlaces(characters: readonly string[], letters: readonly Letter[]): Range[] {
  const whole = occurrences(letters, characters)
  if (whole.length > 0 || characters.length < 3) return whole
  const pairs = characters.slice(1).map((character, i) => occurrences(letters, [characters[i] as string, character]))
  return pairs.every((places) => places.length > 0) ? pairs.flat() : []
}

function occurrences(letters: readonly Letter[], wanted: readonly string[]): Range[] {
  const found: Range[] = []
  for (let from = 0; from + wanted.length <= letters.length; from++) {
    if (wanted.every((character, i) => letters[from + i]?.character === character)) found.push([from, from + wanted.length])
  }
  return found
}

function reach(letters: readonly Letter[], from: number, to: number): Range {
  return [letters[from]?.start ?? 0, letters[to - 1]?.end ?? 0]
}

function merged(ranges: readonly Range[]): Range[] {
  const found: Range[] = []
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = found.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else found.push([start, end])
  }
  return found
}
