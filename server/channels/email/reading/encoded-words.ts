import { decodeText, knownCharset } from './charset.ts'
import { decodeBase64 } from './transfer.ts'

const encodedWord = /=\?([^?\s=]{1,80})\?([bq])\?([^?]*)\?=/gi
// A `?` inside the text of a quoted word is a mistake that many programs make.
const looseWord = /=\?([^?\s=]{1,80})\?(q)\?((?:[^?]|\?(?!=))*)\?=/gi

interface Word {
  charset: string
  bytes: Buffer
}

/**
 * RFC 2047: `=?utf-8?B?…?=`. The bytes of neighbouring words in one character set are joined before they are decoded, since
 * many programs cut a character in two at the limit of 75.
 */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text
  let out = ''
  let done = 0
  let run: Word[] = []
  const endRun = () => {
    out += run.map((word) => decodeText(word.bytes, word.charset).text).join('')
    run = []
  }
  for (const match of text.matchAll(hasLooseQuestionMark(text) ? looseWord : encodedWord)) {
    const between = text.slice(done, match.index)
    if (between.trim() !== '' || run.length === 0) {
      endRun()
      out += between
    }
    const word = wordOf(match)
    const last = run[run.length - 1]
    if (last && last.charset === word.charset && mayBeCut(last)) last.bytes = Buffer.concat([last.bytes, word.bytes])
    else run.push(word)
    done = match.index + match[0].length
  }
  endRun()
  return out + text.slice(done)
}

// The strict pattern reads almost everything and cannot swallow the text between two words.
function hasLooseQuestionMark(text: string): boolean {
  return /=\?/.test(text) && !new RegExp(encodedWord).test(text) && text.length < 2_000
}

function wordOf(match: RegExpMatchArray): Word {
  const [, label = '', encoding = '', content = ''] = match
  // RFC 2231 §5 adds a language behind a star.
  const name = (label.split('*')[0] ?? '').toLowerCase()
  const bytes = encoding.toLowerCase() === 'b' ? decodeBase64(content) : decodeQ(content)
  return { charset: knownCharset(name) ?? name, bytes }
}

// Each ISO-2022 word begins anew in ASCII; joined they would still be right, but a missing escape would spoil the rest. One that
// ends in the middle of Japanese goes on in the next.
function mayBeCut({ charset, bytes }: Word): boolean {
  return !charset.startsWith('iso-2022') || bytes.lastIndexOf('\u001b$') > bytes.lastIndexOf('\u001b(')
}

function decodeQ(text: string): Buffer {
  const out = Buffer.alloc(Buffer.byteLength(text))
  let length = 0
  for (let i = 0; i < text.length; i += 1) {
    const hex = text[i] === '=' ? Number.parseInt(text.slice(i + 1, i + 3), 16) : Number.NaN
    if (!Number.isNaN(hex) && /^[0-9a-f]{2}$/i.test(text.slice(i + 1, i + 3))) {
      out[length++] = hex
      i += 2
    } else if (text[i] === '_') out[length++] = 0x20
    else length += out.write(text[i] as string, length)
  }
  return out.subarray(0, length)
}
