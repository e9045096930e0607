import type { Words as Localised } from '../../client/types.ts'
import { en } from './en.ts'

/** Every word of the screens. Another language is a module of this same shape. */
export type Words = typeof en

/** The words in use: `t.list.empty`, `t.list.newRows(3)`. A missing one is a type error. */
export const t: Words = en

export const language = 'en'

/** A name the server keeps in several languages. */
export function localised(words: Localised | string): string {
  if (typeof words === 'string') return words
  const byLanguage: Record<string, string | undefined> = words
  return byLanguage[language] ?? words.en
}
