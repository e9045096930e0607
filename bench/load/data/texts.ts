import { tokensOf } from '../../../server/search/tokens.ts'
import type { Language } from './plan.ts'
import type { Dice } from './random.ts'
import { asianRank, japaneseEndings, japaneseParticles, koreanParticles, vocabularySize, type Words } from './words.ts'

export interface Title {
  readonly text: string
  /** Of Latin titles the ranks of the words, of others the tokens. */
  readonly ranks: readonly number[]
  readonly tokens: readonly string[]
}

export interface Body {
  readonly paragraphs: readonly string[]
  /** The tokens the product's search would cut title and body into, parted by blanks. */
  readonly document: string
}

/** Writes texts. The tokens of Latin ones are known while they are made, which spares cutting millions of them. */
export interface Scribe {
  title(language: Language, dice: Dice): Title
  /** One to three paragraphs, 45 words or so. `used` is marked at the rank of each word that stands in title or body. */
  body(title: Title, language: Language, dice: Dice, used: Uint8Array): Body
}

export function scribe(words: Words): Scribe {
  const seen = new Uint32Array(vocabularySize)
  let mark = 0

  function latinTitle(dice: Dice): Title {
    const ranks: number[] = []
    let text = ''
    for (let length = 4 + dice.below(5); length > 0; length--) {
      const rank = words.draw(dice)
      ranks.push(rank)
      text += text === '' ? capital(words.latin[rank] as string) : ` ${words.latin[rank]}`
    }
    return { text, ranks, tokens: [] }
  }

  function latinBody(title: Title, dice: Dice, count: number, length: number, used: Uint8Array): Body {
    const paragraphs: string[] = []
    let document = ''
    mark += 1
    const note = (rank: number) => {
      if (seen[rank] === mark) return
      seen[rank] = mark
      used[rank] = 1
      document += ` ${words.latin[rank]}`
    }
    for (const rank of title.ranks) note(rank)
    const perParagraph = Math.ceil(length / count)
    let line = ''
    for (let i = 1; i <= length; i++) {
      const rank = words.draw(dice)
      const word = words.latin[rank] as string
      note(rank)
      if (line === '') line = capital(word)
      else line += i % 9 === 0 ? `, ${word}` : ` ${word}`
      if (i % perParagraph !== 0 && i !== length) continue
      paragraphs.push(`${line}.`)
      line = ''
    }
    return { paragraphs, document }
  }

  function asian(language: 'japanese' | 'korean', dice: Dice, length: number, count: number): string[] {
    const paragraphs: string[] = []
    const list = words[language]
    const perParagraph = Math.ceil(length / count)
    let line = ''
    for (let i = 1; i <= length; i++) {
      const ends = i % perParagraph === 0 || i === length
      const noun = list[asianRank(words.draw(dice))] as string
      if (language === 'korean') line += `${line === '' ? '' : ' '}${noun}${pick(koreanParticles, dice)}${ends ? ' 확인해 주세요.' : ''}`
      else line += i % 4 === 0 || ends ? `${noun}${pick(japaneseEndings, dice)}。` : `${noun}${pick(japaneseParticles, dice)}`
      if (!ends) continue
      paragraphs.push(line)
      line = ''
    }
    return paragraphs
  }

  return {
    title(language, dice) {
      if (language === 'latin') return latinTitle(dice)
      const [text = ''] = asian(language, dice, 3 + dice.below(3), 1)
      return { text, ranks: [], tokens: tokensOf(text) }
    },
    body(title, language, dice, used) {
      const count = 1 + dice.below(3)
      if (language === 'latin') return latinBody(title, dice, count, 14 + dice.below(62), used)
      const paragraphs = asian(language, dice, 9 + dice.below(18), count)
      return { paragraphs, document: [...new Set([...title.tokens, ...tokensOf(paragraphs.join('\n\n'))])].join(' ') }
    },
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function pick(from: readonly string[], dice: Dice): string {
  return from[dice.below(from.length)] as string
}
