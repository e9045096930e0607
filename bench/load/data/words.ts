import { dice, type Dice } from './random.ts'

export const vocabularySize = 20_000
const asianWords = 4_000
/** Ranks are drawn from a table, whose size is what the rarest word's share can be told apart by. */
const drawTable = 1 << 20

/** Words as people use them: the n-th most frequent about 1/n as often as the first (Zipf). */
export interface Words {
  readonly latin: readonly string[]
  readonly japanese: readonly string[]
  readonly korean: readonly string[]
  /** The rank of a word: 0 is the most frequent. */
  draw(dice: Dice): number
}

const onsets = [
  'b',
  'c',
  'd',
  'f',
  'g',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'v',
  'w',
  'z',
  'br',
  'cl',
  'dr',
  'gr',
  'pl',
  'st',
  'tr',
]
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou']
const codas = ['', '', '', 'n', 'r', 's', 't', 'l', 'm', 'nd', 'st']

const kanji =
  '日本人大年国会社長時間出入上下前後手目力金山川田口車電話店品物食事業員使用者新古高安多少早急返送受取確認注文番号住所名変更契約料支払請求書配達在庫商顧客問題解決対応連絡相談予定完了開始終期限数量単価税込無有効果画面設置機能動作不良故障修理交換保証'
const syllables =
  '가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추기니디리미비시이지치김환불주문배송결제계정번호확인문의답변처리요청상품구매취소변경주소전화연락고객상담예약'

export const japaneseEndings = [
  'を確認しました',
  'についてお願いします',
  'が届きません',
  'はできますか',
  'に問い合わせました',
  'のようです',
]
export const japaneseParticles = ['の', 'を', 'に', 'は', 'が', 'で', 'と', 'も']
export const koreanParticles = ['은', '는', '이', '가', '을', '를', '에', '의', '도', '로']

export function words(seed: number): Words {
  const random = dice(seed ^ 0x5eed)
  const table = drawTableOf()
  return {
    latin: latinWords(random),
    japanese: pairs([...new Set(kanji)], random),
    korean: pairs([...new Set(syllables)], random),
    draw: (given) => table[given.next() >>> 12] as number,
  }
}

/** Words of two characters, as most Japanese and Korean nouns are. */
function pairs(characters: readonly string[], random: Dice): string[] {
  const found = new Set<string>()
  while (found.size < asianWords) found.add(`${characters[random.below(characters.length)]}${characters[random.below(characters.length)]}`)
  return [...found]
}

function latinWords(random: Dice): string[] {
  const found = new Set<string>()
  // Frequent words are short.
  const lengthAt = (rank: number) => (rank < 60 ? 1 : rank < 3_000 ? 2 : 3)
  while (found.size < vocabularySize) {
    let word = ''
    for (let i = 0; i < lengthAt(found.size); i++) word += pick(onsets, random) + pick(vowels, random) + pick(codas, random)
    found.add(word)
  }
  return [...found]
}

function pick(from: readonly string[], random: Dice): string {
  return from[random.below(from.length)] as string
}

function drawTableOf(): Uint16Array {
  const shares = Array.from({ length: vocabularySize }, (_, rank) => 1 / (rank + 1))
  const total = shares.reduce((sum, share) => sum + share, 0)
  const table = new Uint16Array(drawTable)
  let at = 0
  let reached = 0
  for (let rank = 0; rank < vocabularySize; rank++) {
    reached += ((shares[rank] as number) / total) * drawTable
    for (; at < Math.round(reached) && at < drawTable; at++) table[at] = rank
  }
  table.fill(vocabularySize - 1, at)
  return table
}

/** The rank of the `n`-th Japanese or Korean word that a drawn rank stands for. */
export function asianRank(rank: number): number {
  return rank % asianWords
}
