import { classOf, digit, ideograph, ignorable, kana, letter, plain, syllable } from './characters.ts'
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
  readonly isUnspaced: boolean
  readonly start: number
  readonly end: number
}

/** A base with what is written onto it: accents, voicing marks of half-width kana, vowels of taken apart Korean. */
const clusters = /[\s\S][\p{M}\u{ff9e}\u{ff9f}\u{1160}-\u{11ff}]*/gu

function lettersOf(text: string): Letter[] {
  const letters: Letter[] = []
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    for (const character of plain(cluster)) {
      const kind = classOf(character.codePointAt(0) as number)
      if (kind === ignorable) continue
      const isUnspaced = kind === ideograph || kind === syllable || kind === kana
      letters.push({
        character: character === 'ς' ? 'σ' : character,
        isWord: kind === letter || kind === digit,
        isUnspaced,
        start: index,
        end: index + cluster.length,
      })
    }
  }
  return letters
}

/** As places among the letters. */
function placesOf(sought: Sought, letters: readonly Letter[]): Range[] {
  switch (sought.kind) {
    case 'word':
      return words(letters).flatMap(([from, to]) => wordPlace(sought, letters, from, to))
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
function wordPlace({ spellings, typed }: Extract<Sought, { kind: 'word' }>, letters: readonly Letter[], from: number, to: number): Range[] {
  const word = letters
    .slice(from, to)
    .map(({ character }) => character)
    .join('')
  const isMeant = spellings.some((spelling) => {
    const wanted = spelling.replaceAll('ς', 'σ')
    return wanted.endsWith(':*') ? word.startsWith(wanted.slice(0, -2)) : word === wanted
  })
  if (!isMeant) return []
  const beginning = typed.replaceAll('ς', 'σ')
  return word.startsWith(beginning) ? [[from, from + [...beginning].length]] : [[from, to]]
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
