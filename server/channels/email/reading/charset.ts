import iconv from 'iconv-lite'
import { guessCharset } from './charset-guess.ts'

/** What a byte string says, and whether the declared character set had to be corrected. */
export interface Decoded {
  text: string
  charset: string
  guessed: boolean
}

/** Never fails: what no character set explains becomes U+FFFD, and the bytes stay in the raw mail. */
export function decodeText(bytes: Buffer, declared: string | null, fallback: string | null = null): Decoded {
  const bom = byteOrderMark(bytes)
  if (bom) return { text: decodeAs(bytes.subarray(bom.length), bom.charset), charset: bom.charset, guessed: false }
  const charset = knownCharset(declared)
  if (charset && !isDisproved(bytes, charset)) return { text: decodeAs(bytes, charset), charset, guessed: false }
  if (isSevenBit(bytes) && !hasEscapes(bytes)) return { text: bytes.toString('latin1'), charset: 'us-ascii', guessed: false }
  const known = knownCharset(fallback)
  const guess = known && !isDisproved(bytes, known) && known !== 'windows-1252' && known !== 'us-ascii' ? known : guessCharset(bytes)
  return { text: decodeAs(bytes, guess), charset: guess, guessed: true }
}

const aliases = new Map([
  ['ascii', 'us-ascii'],
  ['ansi_x3.4-1968', 'us-ascii'],
  ['646', 'us-ascii'],
  ['iso-8859-1', 'windows-1252'],
  ['iso8859-1', 'windows-1252'],
  ['iso_8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['latin-1', 'windows-1252'],
  ['l1', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['ansi', 'windows-1252'],
  ['utf8', 'utf-8'],
  ['unicode-1-1-utf-8', 'utf-8'],
  ['utf-8-mac', 'utf-8'],
  ['utf7', 'utf-7'],
  ['unicode-1-1-utf-7', 'utf-7'],
  ['x-unicode-2-0-utf-7', 'utf-7'],
  ['gb2312', 'gb18030'],
  ['gb_2312-80', 'gb18030'],
  ['gbk', 'gb18030'],
  ['x-gbk', 'gb18030'],
  ['cp936', 'gb18030'],
  ['ks_c_5601-1987', 'cp949'],
  ['ks_c_5601', 'cp949'],
  ['ksc5601', 'cp949'],
  ['euc-kr', 'cp949'],
  ['euckr', 'cp949'],
  ['uhc', 'cp949'],
  ['windows-949', 'cp949'],
  ['x-windows-949', 'cp949'],
  ['sjis', 'shift_jis'],
  ['shift-jis', 'shift_jis'],
  ['x-sjis', 'shift_jis'],
  ['windows-31j', 'shift_jis'],
  ['cp932', 'shift_jis'],
  ['ms_kanji', 'shift_jis'],
  ['eucjp', 'euc-jp'],
  ['x-euc-jp', 'euc-jp'],
  ['cp950', 'big5'],
  ['big5-hkscs', 'big5'],
  ['cp51932', 'euc-jp'],
  ['eucjp-ms', 'euc-jp'],
  ['windows-932', 'shift_jis'],
  ['windows-936', 'gb18030'],
  ['euc-cn', 'gb18030'],
  ['ansi-1251', 'windows-1251'],
  ['x-mac-cyrillic', 'maccyrillic'],
  ['x-mac-ukrainian', 'macukraine'],
  ['x-mac-ce', 'maccenteuro'],
  ['x-mac-greek', 'macgreek'],
  ['x-mac-turkish', 'macturkish'],
  ['cp50220', 'iso-2022-jp'],
  ['cp50221', 'iso-2022-jp'],
  ['cp50222', 'iso-2022-jp'],
  ['hz', 'hz-gb-2312'],
  ['iso-8859-8-i', 'iso-8859-8'],
  ['iso-8859-8-e', 'iso-8859-8'],
  ['iso-8859-6-i', 'iso-8859-6'],
  ['iso-8859-6-e', 'iso-8859-6'],
  ['iso-8859-9', 'windows-1254'],
  ['tis-620', 'windows-874'],
  ['iso-8859-11', 'windows-874'],
])

// Read by the platform's decoder, which knows more of these than iconv-lite does.
const platform = new Set(['utf-8', 'iso-2022-jp', 'euc-jp', 'shift_jis', 'gb18030', 'big5'])
const own = new Set(['us-ascii', 'iso-2022-kr', 'hz-gb-2312'])

/** The name used here for a declared character set, or null when nobody knows it. */
export function knownCharset(declared: string | null): string | null {
  const name = (declared ?? '')
    .slice(0, 60)
    .trim()
    .toLowerCase()
    .replace(/^["']+|["';,]+$/g, '')
  if (!name) return null
  if (name.startsWith('iso-2022-jp')) return 'iso-2022-jp'
  const charset = aliases.get(name) ?? name
  if (platform.has(charset) || own.has(charset)) return charset
  const standard = /^(?:utf-?16|ucs-?2)$/.test(charset) ? null : standardName(charset)
  if (standard) return standard
  // iconv-lite also knows transfer encodings; none of them is a character set.
  return /^(base64|hex|binary|internal|ucs2)$/.test(charset) || !iconv.encodingExists(charset) ? null : charset
}

/** The name behind a label of the Encoding Standard, such as `csisolatin2` or `x-cp1251`. */
function standardName(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label)
    const name = aliases.get(encoding) ?? encoding
    return platform.has(name) || iconv.encodingExists(name) ? name : null
  } catch {
    return null
  }
}

function decodeAs(bytes: Buffer, charset: string): string {
  if (charset === 'us-ascii') return iconv.decode(bytes, 'windows-1252')
  if (charset === 'iso-2022-kr') return iconv.decode(shiftedToEightBit(bytes), 'cp949')
  if (charset === 'hz-gb-2312') return new TextDecoder('gb18030').decode(tildesToEightBit(bytes))
  if (platform.has(charset)) return new TextDecoder(charset, { ignoreBOM: false }).decode(bytes)
  return iconv.decode(bytes, charset)
}

// A declaration is believed unless the bytes contradict it.
function isDisproved(bytes: Buffer, charset: string): boolean {
  if (charset === 'utf-8') return !isUtf8(bytes) && looksForeignToUtf8(bytes)
  if (charset === 'iso-2022-jp' || charset === 'iso-2022-kr' || charset === 'hz-gb-2312') return !isSevenBit(bytes) && !hasEscapes(bytes)
  if (charset === 'us-ascii') return !isSevenBit(bytes) || hasJapaneseEscapes(bytes)
  if (charset === 'windows-1252') return (!isSevenBit(bytes) && isUtf8(bytes)) || hasJapaneseEscapes(bytes)
  return /^(utf-?16|utf-?32)/.test(charset) && !bytes.includes(0)
}

export function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

export function isSevenBit(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i += 1) if ((bytes[i] as number) >= 0x80) return false
  return true
}

/** One broken character in a long UTF-8 text is damage; many of them are another character set. */
export function looksForeignToUtf8(bytes: Buffer): boolean {
  let broken = 0
  for (const char of new TextDecoder('utf-8').decode(bytes)) if (char === '\ufffd') broken += 1
  let high = 0
  for (let i = 0; i < bytes.length; i += 1) if ((bytes[i] as number) >= 0x80) high += 1
  return broken * 4 > high
}

function hasEscapes(bytes: Buffer): boolean {
  return bytes.includes(0x1b) || bytes.includes('~{')
}

export function hasJapaneseEscapes(bytes: Buffer): boolean {
  return bytes.includes('\u001b$B') || bytes.includes('\u001b$@')
}

function byteOrderMark(bytes: Buffer): { charset: string; length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { charset: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { charset: 'utf-16le', length: 2 }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? { charset: 'utf-16be', length: 2 } : null
}

/** ISO-2022-KR (RFC 1557): the bytes between shift-out and shift-in are EUC-KR without the high bit. */
function shiftedToEightBit(bytes: Buffer): Buffer {
  const out = Buffer.alloc(bytes.length)
  let length = 0
  let shifted = false
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] as number
    if (byte === 0x1b && bytes[i + 1] === 0x24 && bytes[i + 2] === 0x29 && bytes[i + 3] === 0x43) i += 3
    else if (byte === 0x0e) shifted = true
    else if (byte === 0x0f) shifted = false
    else {
      if (byte === 0x0a) shifted = false
      out[length] = shifted && byte > 0x20 ? byte | 0x80 : byte
      length += 1
    }
  }
  return out.subarray(0, length)
}

/** HZ (RFC 1843): the bytes between `~{` and `~}` are GB 2312 without the high bit. */
function tildesToEightBit(bytes: Buffer): Buffer {
  const out = Buffer.alloc(bytes.length)
  let length = 0
  let shifted = false
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] as number
    const next = bytes[i + 1]
    if (byte === 0x7e && (next === 0x7b || next === 0x7d)) {
      shifted = next === 0x7b
      i += 1
    } else if (byte === 0x7e && !shifted && (next === 0x7e || next === 0x0a)) {
      if (next === 0x7e) out[length++] = 0x7e
      i += 1
    } else {
      if (byte === 0x0a) shifted = false
      out[length++] = shifted && byte > 0x20 ? byte | 0x80 : byte
    }
  }
  return out.subarray(0, length)
}
