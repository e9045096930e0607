import type { z } from 'zod'
import { inLanguage } from './in-language.ts'
import type { Language } from './language.ts'

type Issue = z.core.$ZodIssue

/** What is wrong with one field, in a person's language. Our own words are looked up; the library's are made anew from what they say. */
export function fieldMessage(issue: Issue, language: Language): string {
  if (language === 'en') return issue.message
  const ours = inLanguage(issue.message, language)
  if (ours !== issue.message) return ours
  return sayings[language](issue) ?? issue.message
}

type Saying = (issue: Issue) => string | undefined

const kindsJa: Readonly<Record<string, string>> = {
  string: '文字列',
  number: '数値',
  int: '整数',
  boolean: 'true か false',
  array: '配列',
  object: 'オブジェクト',
  record: 'オブジェクト',
}
const kindsKo: Readonly<Record<string, string>> = {
  string: '문자열',
  number: '숫자',
  int: '정수',
  boolean: 'true 또는 false',
  array: '배열',
  object: '객체',
  record: '객체',
}

const sayings: Record<Exclude<Language, 'en'>, Saying> = {
  ja: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return isMissing(issue) ? '入力が必要です' : `${kindsJa[issue.expected] ?? issue.expected}で指定してください`
      case 'too_small':
        return `${countJa(issue.origin, issue.minimum)}${issue.inclusive === false ? 'より大きく' : '以上に'}してください`
      case 'too_big':
        return `${countJa(issue.origin, issue.maximum)}${issue.inclusive === false ? '未満に' : '以下に'}してください`
      case 'invalid_value':
        return `次のいずれかを指定してください：${issue.values.map(String).join('、')}`
      case 'invalid_format':
        return issue.format === 'datetime' ? '2026-01-31T09:00:00Z のような日時を指定してください' : '形式が正しくありません'
      case 'unrecognized_keys':
        return 'ここでは使えない項目です'
      case 'not_multiple_of':
        return `${issue.divisor}の倍数にしてください`
      case 'invalid_union':
      case 'invalid_key':
      case 'invalid_element':
        return '値が正しくありません'
      default:
        return undefined
    }
  },
  ko: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return isMissing(issue) ? '꼭 입력해야 해요' : `${kindsKo[issue.expected] ?? issue.expected} 값이어야 해요`
      case 'too_small':
        return `${countKo(issue.origin, issue.minimum)}${issue.inclusive === false ? '보다 커야' : ' 이상이어야'} 해요`
      case 'too_big':
        return `${countKo(issue.origin, issue.maximum)}${issue.inclusive === false ? '보다 작아야' : ' 이하여야'} 해요`
      case 'invalid_value':
        return `다음 중 하나여야 해요: ${issue.values.map(String).join(', ')}`
      case 'invalid_format':
        return issue.format === 'datetime' ? '2026-01-31T09:00:00Z 같은 시각이어야 해요' : '형식이 올바르지 않아요'
      case 'unrecognized_keys':
        return '여기서 쓸 수 없는 항목이에요'
      case 'not_multiple_of':
        return `${issue.divisor}의 배수여야 해요`
      case 'invalid_union':
      case 'invalid_key':
      case 'invalid_element':
        return '값이 올바르지 않아요'
      default:
        return undefined
    }
  },
}

/** What was given is not part of an issue, so that no problem repeats it; that nothing was given stands in its message. */
function isMissing(issue: Issue): boolean {
  return issue.message.endsWith('received undefined')
}

function countJa(origin: string, size: number | bigint): string {
  return origin === 'string' ? `${size}文字` : origin === 'array' || origin === 'set' || origin === 'map' ? `${size}個` : String(size)
}

function countKo(origin: string, size: number | bigint): string {
  return origin === 'string' ? `${size}자` : origin === 'array' || origin === 'set' || origin === 'map' ? `${size}개` : String(size)
}
