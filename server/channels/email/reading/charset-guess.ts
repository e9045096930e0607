import iconv from 'iconv-lite'
import { hasJapaneseEscapes, isUtf8, looksForeignToUtf8 } from './charset.ts'

const sampleBytes = 20_000

/**
 * The likeliest character set of bytes that declare none, or a wrong one: UTF-8 if it is valid, then by which decoder yields
 * the letters people use most in that script. Western European when nothing speaks for another.
 */
export function guessCharset(bytes: Buffer): string {
  const sample = bytes.subarray(0, sampleBytes)
  if (hasJapaneseEscapes(sample)) return 'iso-2022-jp'
  if (sample.includes('\u001b$)C')) return 'iso-2022-kr'
  if (isUtf8(bytes) || !looksForeignToUtf8(sample)) return 'utf-8'
  const wide = wideCharset(sample)
  if (wide) return wide
  let best = { charset: 'windows-1252', score: 0.5 }
  for (const [charset, judge] of candidates) {
    const score = judge(decodeSample(sample, charset))
    if (score > best.score) best = { charset, score }
  }
  return best.charset
}

function decodeSample(sample: Buffer, charset: string): string {
  return charset === 'cp949' || charset.startsWith('koi8') || charset.startsWith('windows')
    ? iconv.decode(sample, charset)
    : new TextDecoder(charset).decode(sample)
}

// Text of one byte a letter in two bytes each has a NUL at every other place.
function wideCharset(sample: Buffer): string | null {
  let even = 0
  let odd = 0
  for (let i = 0; i < sample.length; i += 1) {
    if (sample[i] !== 0) continue
    if (i % 2 === 0) even += 1
    else odd += 1
  }
  if (even > sample.length / 5 && odd === 0) return 'utf-16be'
  return odd > sample.length / 5 && even === 0 ? 'utf-16le' : null
}

type Judge = (text: string) => number

/** The share of the characters outside ASCII that are usual in the script; a broken one weighs five times against it. */
function shareOf(usual: RegExp, text: string): number {
  let good = 0
  let all = 0
  for (const char of text) {
    if (char < '\u0080') continue
    all += 1
    if (char === '\ufffd') good -= 5
    else if (usual.test(char)) good += 1
  }
  return all === 0 ? 0 : good / all
}

const kana = /[\u3041-\u3096\u30a1-\u30fc]/
const japanese = /[\u3041-\u3096\u30a1-\u30fc\u3001\u3002\u300c\u300d\u4e00-\u9fff\uff01-\uff5e]/
const hangul = /[\uac00-\ud7a3]/
const chinese = /[\u4e00-\u9fff\u3001\u3002\uff0c\uff1a\uff01\uff1f\u201c\u201d\uff08\uff09\u300a\u300b]/
const cyrillicLower = /[\u0430-\u044f\u0451]/

const judgeJapanese: Judge = (text) => (shareOf(kana, text) > 0.2 ? shareOf(japanese, text) : 0)
const judgeCyrillic: Judge = (text) => (/[\u0430-\u044f]{3}/.test(text) ? shareOf(cyrillicLower, text) * 0.98 : 0)

const candidates: Array<[string, Judge]> = [
  ['euc-jp', judgeJapanese],
  ['shift_jis', judgeJapanese],
  ['cp949', (text) => shareOf(hangul, text)],
  // GB 2312 and Big5 both put the characters people use into a narrow range of first bytes; the wrong one yields rare signs.
  [
    'gb18030',
    (text) =>
      /[\u4e00-\u9fff]{2}/.test(text)
        ? shareOf(chinese, text) * 0.9 + shareOf(/[的一是不了在人有我他这中大来上国们个到说时要就出会你好请谢单件发]/, text)
        : 0,
  ],
  [
    'big5',
    (text) =>
      /[\u4e00-\u9fff]{2}/.test(text)
        ? shareOf(chinese, text) * 0.9 + shareOf(/[的一是不了在人有我他這中大來上國們個到說時要就出會你好請謝單件發]/, text)
        : 0,
  ],
  ['windows-1251', judgeCyrillic],
  ['koi8-r', judgeCyrillic],
]
