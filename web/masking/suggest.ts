export type SuggestionKind = 'card' | 'iban' | 'mail' | 'phone' | 'myNumber' | 'residentNumber'

export type Suggestion = { kind: SuggestionKind; from: number; to: number }

/** In this order: what is a card number is no phone number as well. */
const patterns: [SuggestionKind, RegExp, (words: string) => boolean][] = [
  ['mail', /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, () => true],
  ['iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, isIban],
  ['residentNumber', /(?<!\d)\d{6}-?[1-8]\d{6}(?!\d)/g, isResidentNumber],
  ['card', /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g, isCardNumber],
  ['myNumber', /(?<!\d|\d[ -])\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d|[ -]\d)/g, isMyNumber],
  ['phone', /(?<![\dA-Za-z]|\d[ .-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){2,4}(?!\d)/g, isPhoneNumber],
]

/** Stretches that look like something about a person, in the order of the text; what is masked already is none. */
export function suggestMasks(text: string, masked: readonly { from: number; to: number }[] = []): Suggestion[] {
  const found: Suggestion[] = []
  const isFree = (from: number, to: number) => ![...found, ...masked].some((one) => from < one.to && one.from < to)
  for (const [kind, pattern, holds] of patterns)
    for (const { index, 0: words } of text.matchAll(pattern)) {
      const to = index + words.length
      if (holds(words) && isFree(index, to)) found.push({ kind, from: index, to })
    }
  return found.sort((a, b) => a.from - b.from)
}

const digitsOf = (words: string) => words.replace(/\D/g, '')

/** The check digit of ISO/IEC 7812 (Luhn). */
function isCardNumber(words: string): boolean {
  const digits = digitsOf(words)
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = digit * 2
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** ISO 13616: the remainder of 97. */
function isIban(words: string): boolean {
  const bare = words.replaceAll(' ', '')
  if (bare.length < 15 || bare.length > 34) return false
  const turned = (bare.slice(4) + bare.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  let rest = 0
  for (const digit of turned) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/** Twelve digits of which the last checks the others. */
function isMyNumber(words: string): boolean {
  const digits = digitsOf(words)
  let sum = 0
  for (let n = 1; n <= 11; n++) sum += Number(digits[11 - n]) * (n <= 6 ? n + 1 : n - 5)
  const rest = sum % 11
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest)
}

/** A date of birth; since 2020 the digits after the sex are random, so that nothing checks them. */
function isResidentNumber(words: string): boolean {
  const digits = digitsOf(words)
  const month = Number(digits.slice(2, 4))
  const day = Number(digits.slice(4, 6))
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** A plus, a zero in front, or groups: a plain number is an order or an amount. */
function isPhoneNumber(words: string): boolean {
  const digits = digitsOf(words)
  if (digits.length < 9 || digits.length > 15 || /^\d{4}[ .-]\d{2}[ .-]\d{2}/.test(words)) return false
  return /^[+(]/.test(words) || (words.startsWith('0') && digits.length <= 11)
}
