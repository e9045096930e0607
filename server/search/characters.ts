/** What a character is to the tokenizer. */
export const separator = 0
export const letter = 1
export const digit = 2
/** Scripts written without spaces between words: they are searched by pairs of characters. */
export const ideograph = 3
export const syllable = 4
export const kana = 5
/** Holds words together: `@ . - _ + '`. */
export const joiner = 6
/** Not there for a reader: soft hyphens, zero-width characters, accents that were taken apart. */
export const ignorable = 7

export type CharacterClass = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

const unknown = 255
const known = new Uint8Array(0x10000).fill(unknown)

export function classOf(codePoint: number): CharacterClass {
  if (codePoint > 0xffff) return classify(codePoint)
  const before = known[codePoint] as number
  if (before !== unknown) return before as CharacterClass
  const found = classify(codePoint)
  known[codePoint] = found
  return found
}

function classify(c: number): CharacterClass {
  if (
    (c >= 0x300 && c <= 0x36f) ||
    c === 0xad ||
    (c >= 0x200b && c <= 0x200f) ||
    (c >= 0x202a && c <= 0x202e) ||
    (c >= 0x2060 && c <= 0x2064) ||
    c === 0xfeff
  )
    return ignorable
  if (isIdeograph(c)) return ideograph
  if ((c >= 0xac00 && c <= 0xd7af) || (c >= 0x1100 && c <= 0x11ff)) return syllable
  if ((c >= 0x3041 && c <= 0x30ff && c !== 0x30fb && c !== 0x30a0) || (c >= 0x31f0 && c <= 0x31ff)) return kana
  // Thai, Lao, Myanmar and Khmer stand without spaces as well.
  if (
    (c >= 0xe01 && c <= 0xe3a) ||
    (c >= 0xe40 && c <= 0xe4e) ||
    (c >= 0xe81 && c <= 0xece) ||
    (c >= 0x1000 && c <= 0x103f) ||
    (c >= 0x1780 && c <= 0x17d3)
  )
    return kana
  const character = String.fromCodePoint(c)
  if (/\p{Nd}/u.test(character)) return digit
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return letter
  if (/[@.\-_+'’]/.test(character)) return joiner
  return separator
}

function isIdeograph(c: number): boolean {
  return (
    (c >= 0x4e00 && c <= 0x9fff) ||
    (c >= 0x3400 && c <= 0x4dbf) ||
    (c >= 0xf900 && c <= 0xfaff) ||
    (c >= 0x20000 && c <= 0x3ffff) ||
    (c >= 0x3005 && c <= 0x3007)
  )
}

const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ħ: 'h',
}
const latinBeyondAscii = /[\u00c0-\u024f\u1e00-\u1eff]/g

/** The text as it is compared: one form of each character, small letters, Latin ones without accents. */
export function plain(text: string): string {
  // Most mails are ASCII, where the rest has nothing to do.
  if (!/\P{ASCII}/u.test(text)) return text.toLowerCase()
  return text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(latinBeyondAscii, (c) => plainLetters[c] ?? c.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))
}
