import { AppError } from '../platform/errors/index.ts'
import { foreignVariables } from './read-variables.ts'
import { isVariable, type Language } from './variables.ts'

/**
 * For words that are kept to be sent later.
 * @param path of the field, for the form that shows it
 * @throws unknown_variable, naming each that may not stand there
 */
export function requireKnown(text: string, allowed: ReadonlySet<string>, path: string): void {
  const names = foreignVariables(text, allowed)
  if (names.length === 0) return
  const said = (language: Language) => names.map((name) => sentence(name, language)).join('; ')
  throw new AppError('unknown_variable', (language) => `${said(language)}${ends[language]}`, {
    variables: names,
    errors: [{ path, message: said('en') }],
  })
}

const ends: Record<Language, string> = {
  en: '. Choose one of the list.',
  ja: '。一覧から選んでください。',
  ko: '. 목록에서 골라 주세요.',
}

function sentence(name: string, language: Language): string {
  const written = `{{${name}}}`
  const known = isVariable(name)
  return {
    en: known ? `${written} has not always a value here` : `${written} is not a variable`,
    ja: known ? `${written} には常に値があるとは限りません` : `${written} という変数はありません`,
    ko: known ? `${written} 변수에는 항상 값이 있지는 않아요` : `${written} 변수는 없어요`,
  }[language]
}
