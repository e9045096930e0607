import type { Language } from './language.ts'
import { japanese } from './ja/index.ts'
import { korean } from './ko/index.ts'

interface Pattern {
  readonly expression: RegExp
  readonly sentence: string
}

interface Table {
  readonly whole: ReadonlyMap<string, string>
  readonly patterns: readonly Pattern[]
}

/** No sentence of ours is longer; what somebody put into one is not searched for ever. */
const longest = 2_000

const tables: Partial<Record<Language, Table>> = {}
const sources = { ja: japanese, ko: korean }

/**
 * A sentence of the server in a person's language. Sentences are written in English where they are said; here they are
 * looked up, and what was put into them (`{1}`, `{2}`) is put into the other one. What is not known stays English.
 */
export function inLanguage(text: string, language: Language): string {
  return language === 'en' || text.length > longest ? text : lookUp(text, table(language), 2)
}

/** @param depth how far the parts of a sentence are sentences themselves */
function lookUp(text: string, { whole, patterns }: Table, depth: number): string {
  const known = whole.get(text)
  if (known !== undefined || depth === 0) return known ?? text
  for (const { expression, sentence } of patterns) {
    const found = expression.exec(text)
    if (found) return sentence.replace(/\{(\d)\}/g, (_, n) => lookUp(found[Number(n)] ?? '', { whole, patterns }, depth - 1))
  }
  return text
}

function table(language: 'ja' | 'ko'): Table {
  const known = tables[language]
  if (known) return known
  const entries = Object.entries(sources[language])
  const made = {
    whole: new Map(entries),
    patterns: entries
      .filter(([english]) => /\{\d\}/.test(english))
      .map(([english, sentence]) => ({ expression: expressionOf(english), sentence })),
  }
  tables[language] = made
  return made
}

/** `There is a label “{1}” already.` as an expression that finds what stands for `{1}`; the values stand in order. */
function expressionOf(english: string): RegExp {
  const parts = english.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('([\\s\\S]*?)')}$`, 'u')
}
