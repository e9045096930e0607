import type { DurationUnit, Operator } from './types.ts'

/** How conditions are said in one language. */
export interface Words {
  readonly and: string
  readonly or: string
  readonly comma: string
  readonly yes: string
  readonly no: string
  /** A group of nothing: all of nothing holds, any of nothing does not. */
  readonly always: string
  readonly never: string
  not(phrase: string): string
  duration(amount: number, unit: DurationUnit): string
  /** Of `between` the value is both times, as `stretch` puts them. */
  stretch(from: string, until: string): string
  readonly tests: Readonly<Record<Operator, (field: string, value: string) => string>>
}

const units: Readonly<Record<DurationUnit, string>> = { minutes: 'minute', hours: 'hour', days: 'day', weeks: 'week' }

export const english: Words = {
  and: ' and ',
  or: ' or ',
  comma: ', ',
  yes: 'yes',
  no: 'no',
  always: 'everything',
  never: 'nothing',
  not: (phrase) => `not (${phrase})`,
  duration: (amount, unit) => (amount === 1 ? units[unit] : `${amount} ${unit}`),
  stretch: (from, until) => `${from} and ${until}`,
  tests: {
    is: (field, value) => `${field} is ${value}`,
    is_not: (field, value) => `${field} is not ${value}`,
    one_of: (field, value) => `${field} is one of ${value}`,
    none_of: (field, value) => `${field} is none of ${value}`,
    empty: (field) => `${field}: none`,
    present: (field) => `${field}: any`,
    has_any: (field, value) => `${field} include any of ${value}`,
    has_all: (field, value) => `${field} include all of ${value}`,
    has_none: (field, value) => `${field} include none of ${value}`,
    contains: (field, value) => `${field} contains “${value}”`,
    contains_not: (field, value) => `${field} does not contain “${value}”`,
    starts_with: (field, value) => `${field} starts with “${value}”`,
    less_than: (field, value) => `${field} is less than ${value}`,
    more_than: (field, value) => `${field} is more than ${value}`,
    before: (field, value) => `${field} before ${value}`,
    after: (field, value) => `${field} after ${value}`,
    between: (field, value) => `${field} between ${value}`,
    in_last: (field, value) => `${field} in the last ${value}`,
    older_than: (field, value) => `${field} longer ago than the last ${value}`,
    in_next: (field, value) => `${field} in the next ${value}`,
  },
}

const japaneseUnits: Readonly<Record<DurationUnit, string>> = { minutes: '分', hours: '時間', days: '日', weeks: '週間' }

export const japanese: Words = {
  and: '、かつ',
  or: '、または',
  comma: '、',
  yes: 'はい',
  no: 'いいえ',
  always: 'すべて',
  never: '該当なし',
  not: (phrase) => `「${phrase}」を除く`,
  duration: (amount, unit) => `${amount}${japaneseUnits[unit]}`,
  stretch: (from, until) => `${from}から${until}まで`,
  tests: {
    is: (field, value) => `${field}が${value}`,
    is_not: (field, value) => `${field}が${value}以外`,
    one_of: (field, value) => `${field}が次のいずれか：${value}`,
    none_of: (field, value) => `${field}が次のいずれでもない：${value}`,
    empty: (field) => `${field}なし`,
    present: (field) => `${field}あり`,
    has_any: (field, value) => `${field}に次のいずれかを含む：${value}`,
    has_all: (field, value) => `${field}に次のすべてを含む：${value}`,
    has_none: (field, value) => `${field}に次のいずれも含まない：${value}`,
    contains: (field, value) => `${field}に「${value}」を含む`,
    contains_not: (field, value) => `${field}に「${value}」を含まない`,
    starts_with: (field, value) => `${field}が「${value}」で始まる`,
    less_than: (field, value) => `${field}が${value}より小さい`,
    more_than: (field, value) => `${field}が${value}より大きい`,
    before: (field, value) => `${field}が${value}より前`,
    after: (field, value) => `${field}が${value}より後`,
    between: (field, value) => `${field}が${value}`,
    in_last: (field, value) => `${field}が過去${value}以内`,
    older_than: (field, value) => `${field}が${value}以上前`,
    in_next: (field, value) => `${field}が今後${value}以内`,
  },
}

const koreanUnits: Readonly<Record<DurationUnit, string>> = { minutes: '분', hours: '시간', days: '일', weeks: '주' }

export const korean: Words = {
  and: ' 그리고 ',
  or: ' 또는 ',
  comma: ', ',
  yes: '예',
  no: '아니요',
  always: '전체',
  never: '해당 없음',
  not: (phrase) => `(${phrase}) 제외`,
  duration: (amount, unit) => `${amount}${koreanUnits[unit]}`,
  stretch: (from, until) => `${from}부터 ${until}까지`,
  tests: {
    is: (field, value) => `${field}: ${value}`,
    is_not: (field, value) => `${field}: ${value} 아님`,
    one_of: (field, value) => `${field}: ${value} 중 하나`,
    none_of: (field, value) => `${field}: ${value} 모두 아님`,
    empty: (field) => `${field} 없음`,
    present: (field) => `${field} 있음`,
    has_any: (field, value) => `${field}: ${value} 중 하나 이상 포함`,
    has_all: (field, value) => `${field}: ${value} 모두 포함`,
    has_none: (field, value) => `${field}: ${value} 모두 미포함`,
    contains: (field, value) => `${field}에 ‘${value}’ 포함`,
    contains_not: (field, value) => `${field}에 ‘${value}’ 미포함`,
    starts_with: (field, value) => `${field}: ‘${value}’(으)로 시작`,
    less_than: (field, value) => `${field}: ${value} 미만`,
    more_than: (field, value) => `${field}: ${value} 초과`,
    before: (field, value) => `${field}: ${value} 이전`,
    after: (field, value) => `${field}: ${value} 이후`,
    between: (field, value) => `${field}: ${value}`,
    in_last: (field, value) => `${field}: 최근 ${value} 이내`,
    older_than: (field, value) => `${field}: ${value} 넘게 지남`,
    in_next: (field, value) => `${field}: 앞으로 ${value} 이내`,
  },
}

/** The words of each language that conditions can be said in. */
export const wordsOf = { en: english, ja: japanese, ko: korean } as const satisfies Readonly<Record<string, Words>>

export type WordsLanguage = keyof typeof wordsOf
