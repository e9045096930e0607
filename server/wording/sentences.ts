import type { Sentence } from '../platform/errors/index.ts'
import type { Finding } from './findings.ts'

export function blockedSentence(words: readonly Finding[]): Sentence {
  const hints = words.flatMap(({ hint }) => (hint ? [/[.!?。]$/.test(hint) ? hint : `${hint}.`] : []))
  const named = (open: string, close: string, comma: string) => words.map(({ phrase }) => open + phrase + close).join(comma)
  const sentences = {
    en: () => [`${named('“', '”', ', ')} may not be sent from this desk.`, 'Change the text; nothing was sent.'],
    ja: () => [`${named('「', '」', '')}はこのデスクから送信できません。`, '本文を修正してください。送信されていません。'],
    ko: () => [`${named('‘', '’', ', ')} 단어는 이 데스크에서 보낼 수 없어요.`, '내용을 고쳐 주세요. 보내지 않았어요.'],
  }
  return (language) => {
    const [said, otherwise] = sentences[language]()
    return `${said} ${hints.length > 0 ? hints.join(' ') : otherwise}`
  }
}

export function variableSentence(kind: 'unknown_variable' | 'unfilled_variable', names: readonly string[]): Sentence {
  const list = names.map((name) => `{{${name}}}`).join(', ')
  const sentences = {
    unknown_variable: {
      en: `${list} is not a variable. Write the words, or mark them as code if they are meant so.`,
      ja: `${list} という変数はありません。直接入力するか、そのままの文字であればコードとして書式を付けてください。`,
      ko: `${list} 변수는 없어요. 직접 입력하거나, 글자 그대로라면 코드로 표시해 주세요.`,
    },
    unfilled_variable: {
      en: `${list} has no value here. Write the words yourself.`,
      ja: `${list} には値がありません。直接入力してください。`,
      ko: `${list} 변수에 값이 없어요. 직접 입력해 주세요.`,
    },
  }
  return (language) => sentences[kind][language]
}
