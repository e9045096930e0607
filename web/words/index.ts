import type { Words as Localised } from '../../client/types.ts'
import { formatList } from '../../ui/formats.ts'
import { chosenLanguage, type Language } from './language.ts'
import type { words as english } from './en/index.ts'

/** Every word of the screens. Another language is a module of this same shape. */
export type Words = typeof english

const languages: Record<Language, () => Promise<{ words: Words }>> = {
  en: () => import('./en/index.ts'),
  ja: () => import('./ja/index.ts'),
  ko: () => import('./ko/index.ts'),
}

export const language: Language = chosenLanguage()

/** The words in use: `t.list.empty`, `t.list.newRows(3)`. A missing one is a type error. Whatever imports them waits until they are read. */
export const t: Words = (await languages[language]()).words

/** A name the server keeps in several languages. */
export function localised(words: Localised | string): string {
  if (typeof words === 'string') return words
  const byLanguage: Record<string, string | undefined> = words
  return byLanguage[language] ?? words.en
}

/** People in a sentence: "Mina, Joon and Ada". */
export function namesOf(people: readonly { name?: string; address?: string }[]): string {
  return formatList(
    people.map((person) => person.name || person.address || ''),
    language,
  )
}

/** Short things one after the other: "Billing, Logistics", 「請求、配送」. */
export function listed(items: readonly string[]): string {
  return items.join(language === 'ja' ? '、' : ', ')
}

/** A word and which one is meant: "Name (Japanese)", 「名前（日本語）」. */
export function noted(word: string, note: string): string {
  return language === 'ja' ? `${word}（${note}）` : `${word} (${note})`
}

/** A name and what it is: "Status: Open", 「ステータス：未対応」. */
export function labelled(name: string, value: string): string {
  return name + (language === 'ja' ? '：' : ': ') + value
}
