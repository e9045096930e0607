import { decodeText } from './charset.ts'

export interface RtfText {
  type: 'text/html' | 'text/plain'
  text: string
}

interface Group {
  /** Of fonts, colours, pictures and everything else that is not for the reader. */
  hidden: boolean
  /** Inside `{\*\htmltag …}`: pieces of the HTML this RTF was made from. */
  isTag: boolean
  /** Between `\htmlrtf` and `\htmlrtf0`: what stands there only for programs that read RTF. */
  rtfOnly: boolean
  /** Characters that follow `\u` for programs that do not know it. */
  fallback: number
  font: number
}

const maxDepth = 1_000
const hiddenDestinations = new Set(
  'fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr footnote listtable listoverridetable rsidtbl themedata generator xmlnstbl fldinst datastore latentstyles'.split(
    ' ',
  ),
)
const textOf = new Map([
  ['par', '\n'],
  ['line', '\n'],
  ['row', '\n'],
  ['sect', '\n'],
  ['page', '\n'],
  ['tab', '\t'],
  ['cell', '\t'],
  ['emdash', '—'],
  ['endash', '–'],
  ['bullet', '•'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
])
const charsetOfFont = new Map([
  [128, 'shift_jis'],
  [129, 'cp949'],
  [134, 'gb18030'],
  [136, 'big5'],
  [161, 'windows-1253'],
  [162, 'windows-1254'],
  [163, 'windows-1258'],
  [177, 'windows-1255'],
  [178, 'windows-1256'],
  [186, 'windows-1257'],
  [204, 'windows-1251'],
  [222, 'windows-874'],
  [238, 'windows-1250'],
])
const charsetOfPage = new Map([
  [932, 'shift_jis'],
  [936, 'gb18030'],
  [949, 'cp949'],
  [950, 'big5'],
  [65001, 'utf-8'],
])

/**
 * The words of an RTF text, or, where it only wraps HTML (MS-OXRTFEX, as Outlook's do), that HTML. One pass, no recursion;
 * what the reader does not know is left out.
 */
export function readRtf(rtf: Buffer): RtfText | null {
  if (!rtf.subarray(0, 20).toString('latin1').trimStart().startsWith('{\\rtf')) return null
  const isHtml = rtf.subarray(0, 1_000).includes('\\fromhtml')
  const fonts = new Map<number, string>()
  const stack: Group[] = []
  let group: Group = { hidden: false, isTag: false, rtfOnly: false, fallback: 1, font: -1 }
  let page = 'windows-1252'
  let definedFont = -1
  let skip = 0
  let isOptional = false
  let out = ''
  let bytes: number[] = []

  const flush = () => {
    if (bytes.length > 0) out += decodeText(Buffer.from(bytes), fonts.get(group.font) ?? page).text
    bytes = []
  }
  const isShown = () => !group.hidden && (!isHtml || group.isTag || !group.rtfOnly)
  const addByte = (byte: number) => {
    if (skip > 0) skip -= 1
    else if (isShown()) bytes.push(byte)
  }
  const addText = (text: string) => {
    if (!isShown()) return
    flush()
    out += text
  }

  const control = (word: string, number: number | null) => {
    const destination = isOptional
    isOptional = false
    if (word === 'htmltag') {
      group.isTag = true
      group.hidden = false
    } else if (destination || hiddenDestinations.has(word)) {
      if (!group.isTag) group.hidden = true
      if (word === 'fonttbl') definedFont = -1
    } else if (word === 'htmlrtf') {
      flush()
      group.rtfOnly = number !== 0
    } else if (word === 'f') {
      if (group.hidden) definedFont = number ?? 0
      else if (group.font !== number) {
        flush()
        group.font = number ?? -1
      }
    } else if (word === 'fcharset') {
      const charset = charsetOfFont.get(number ?? 0)
      if (charset && definedFont >= 0) fonts.set(definedFont, charset)
    } else if (word === 'ansicpg') page = charsetOfPage.get(number ?? 0) ?? `windows-${number}`
    else if (word === 'uc') group.fallback = Math.min(Math.max(number ?? 1, 0), 10)
    else if (word === 'u' && number !== null) {
      addText(String.fromCharCode(number & 0xffff))
      skip = group.fallback
    } else {
      const text = textOf.get(word)
      if (text !== undefined) addText(text)
    }
  }

  for (let at = 0; at < rtf.length; at += 1) {
    const byte = rtf[at] as number
    if (byte === 0x7b) {
      flush()
      if (stack.length < maxDepth) stack.push({ ...group })
      skip = 0
    } else if (byte === 0x7d) {
      flush()
      group = stack.pop() ?? group
      skip = 0
      isOptional = false
    } else if (byte === 0x5c) {
      const next = rtf[at + 1] ?? 0
      if (isLetter(next)) {
        let end = at + 1
        while (end - at < 34 && isLetter(rtf[end] ?? 0)) end += 1
        const word = rtf.toString('latin1', at + 1, end)
        const from = end
        if (rtf[end] === 0x2d) end += 1
        while (end - from < 12 && isDigit(rtf[end] ?? 0)) end += 1
        const number = end > from ? Number.parseInt(rtf.toString('latin1', from, end), 10) : null
        if (word === 'bin' && number !== null && number > 0) end += number
        control(word, Number.isNaN(number) ? null : number)
        at = rtf[end] === 0x20 ? end : end - 1
      } else if (next === 0x27) {
        const value = Number.parseInt(rtf.toString('latin1', at + 2, at + 4), 16)
        if (!Number.isNaN(value)) addByte(value)
        at += 3
      } else {
        if (next === 0x2a) isOptional = true
        else if (next === 0x7e) addText('\u00a0')
        else if (next === 0x5f) addText('-')
        else if (next === 0x0a || next === 0x0d) addText('\n')
        else if (next === 0x5c || next === 0x7b || next === 0x7d) addByte(next)
        at += 1
      }
    } else if (byte !== 0x0a && byte !== 0x0d && byte !== 0) addByte(byte)
  }
  flush()
  return { type: isHtml ? 'text/html' : 'text/plain', text: out }
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a)
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}
