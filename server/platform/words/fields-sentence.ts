import type { Language } from './language.ts'

const marks = {
  en: { colon: ': ', between: '; ', end: '. Nothing was changed.' },
  ja: { colon: '：', between: '、', end: '。何も変更されていません。' },
  ko: { colon: ': ', between: '; ', end: '. 변경된 것은 없어요.' },
}

/** The first of the fields that are wrong, in one sentence. */
export function fieldsSentence(errors: readonly { path: string; message: string }[], language: Language): string {
  const { colon, between, end } = marks[language]
  const shown = errors.slice(0, 3).map(({ path, message }) => (path ? path + colon + message : message))
  return `${shown.join(between)}${errors.length > 3 ? `${between}…` : ''}${end}`
}
