import type { Language } from './variables.ts'

/** Priorities as customers may be told them. */
export const priorityWords: Record<'low' | 'normal' | 'high' | 'urgent', Record<Language, string>> = {
  low: { en: 'Low', ja: '低', ko: '낮음' },
  normal: { en: 'Normal', ja: '通常', ko: '보통' },
  high: { en: 'High', ja: '高', ko: '높음' },
  urgent: { en: 'Urgent', ja: '緊急', ko: '긴급' },
}

const locales: Record<Language, string> = { en: 'en-GB', ja: 'ja-JP', ko: 'ko-KR' }

/** A day as people write it in a letter. */
export function dayWords(at: Date, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: zone }).format(at)
}

/** How to address somebody. Where the family name comes first, half a name would be rude: it stays whole. */
export function firstNameOf(name: string): string {
  const whole = name.trim()
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(whole)) return whole
  return whole.split(/\s+/)[0] ?? ''
}

/** In which of our languages somebody wrote, by their letters; English where these do not say. */
export function languageOf(text: string): Language {
  return saysLanguage(text) ?? 'en'
}

// The letters of a link, an address or a variable are nobody's words. ASCII only: Japanese goes on right behind a link.
const noWords = /\{\{[^{}]{1,80}\}\}|https?:\/\/[!-~]+|[\w.+-]{1,64}@[\w.-]+/g

/** The same; null where the letters do not say. */
export function saysLanguage(text: string): Language | null {
  const words = text.replace(noWords, ' ')
  const count = (script: RegExp) => words.match(script)?.length ?? 0
  const letters = count(/\p{L}/gu)
  if (letters === 0) return null
  const hangul = count(/\p{Script=Hangul}/gu)
  const japanese = count(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu)
  // Product names stand in Latin letters in every language, so a fifth is enough.
  if (Math.max(hangul, japanese) * 5 < letters) return 'en'
  return hangul >= japanese ? 'ko' : 'ja'
}
