import { decompressRtf } from './compressed-rtf.ts'
import { decodeText } from './charset.ts'
import { readRtf } from './rtf.ts'

/** What a `winmail.dat` holds: the text of a mail and its files, as Outlook sends them to what it takes for Outlook. */
export interface TnefContent {
  body: { type: 'text/html' | 'text/plain'; content: Buffer } | null
  files: TnefFile[]
}

export interface TnefFile {
  name: string
  contentType: string
  contentId: string | null
  content: Buffer
}

const signature = 0x223e9f78
const maxAttributes = 5_000
const maxProperties = 2_000
const maxFiles = 200
const maxText = 4 * 1024 * 1024
const maxDepth = 3

// MS-OXTNEF §2.1.3.2
const attribute = {
  text: 0x0002800c,
  messageProperties: 0x00069003,
  codepage: 0x00069007,
  newFile: 0x00069002,
  fileTitle: 0x00018010,
  fileData: 0x0006800f,
  fileProperties: 0x00069005,
}
// MS-OXPROPS
const property = {
  text: 0x1000,
  compressedRtf: 0x1009,
  html: 0x1013,
  displayName: 0x3001,
  fileData: 0x3701,
  fileName: 0x3704,
  longFileName: 0x3707,
  fileType: 0x370e,
  contentId: 0x3712,
}

/** Reads a TNEF stream (MS-OXTNEF) in one pass; null when it is none. Where it is damaged it ends. */
export function readTnef(bytes: Buffer, depth = 0): TnefContent | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return null
  const files: TnefFile[] = []
  let codepage = 'windows-1252'
  let message: Properties = new Map()
  let plainText: Buffer | null = null
  let file: TnefFile | null = null
  let at = 6
  for (let n = 0; n < maxAttributes && at + 9 <= bytes.length; n += 1) {
    const id = bytes.readUInt32LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const data = bytes.subarray(at + 9, Math.min(at + 9 + length, bytes.length))
    at += 9 + length + 2
    if (id === attribute.codepage && data.length >= 4) codepage = charsetOf(data.readUInt32LE(0))
    else if (id === attribute.messageProperties) message = readProperties(data)
    else if (id === attribute.text) plainText = data
    else if (id === attribute.newFile) {
      if (files.length >= maxFiles) break
      file = { name: '', contentType: 'application/octet-stream', contentId: null, content: Buffer.alloc(0) }
      files.push(file)
    } else if (file && id === attribute.fileTitle) file.name ||= stringOf(data, codepage)
    else if (file && id === attribute.fileData) file.content = data
    else if (file && id === attribute.fileProperties) describe(file, readProperties(data), codepage, depth)
  }
  return { body: bodyOf(message, plainText, codepage), files: files.filter((one) => one.content.length > 0) }
}

function bodyOf(message: Properties, plainText: Buffer | null, codepage: string): TnefContent['body'] {
  const html = message.get(property.html)
  if (html && html.data.length > 0)
    return { type: 'text/html', content: html.isUnicode ? Buffer.from(html.data.toString('utf16le')) : inUtf8(html.data, null) }
  const rtf = message.get(property.compressedRtf)
  const read = rtf ? readRtf(decompressRtf(rtf.data, maxText) ?? Buffer.alloc(0)) : null
  if (read && read.text.trim() !== '') return { type: read.type, content: Buffer.from(read.text) }
  const text = message.get(property.text)
  if (text) return { type: 'text/plain', content: Buffer.from(propertyText(text, codepage)) }
  return plainText ? { type: 'text/plain', content: Buffer.from(stringOf(plainText, codepage)) } : null
}

function inUtf8(bytes: Buffer, charset: string | null): Buffer {
  const declared = /charset\s?=\s?["']?([a-z0-9_:-]{2,40})/i.exec(bytes.toString('latin1', 0, 4_000))?.[1] ?? charset
  return Buffer.from(decodeText(bytes.subarray(0, maxText), declared).text)
}

function describe(file: TnefFile, properties: Properties, codepage: string, depth: number): void {
  const text = (id: number) => {
    const value = properties.get(id)
    return value ? propertyText(value, codepage) : ''
  }
  file.name = text(property.longFileName) || text(property.fileName) || file.name || text(property.displayName)
  file.contentType = /^[\w.+-]+\/[\w.+-]+$/.exec(text(property.fileType))?.[0]?.toLowerCase() ?? file.contentType
  file.contentId = text(property.contentId) || null
  const data = properties.get(property.fileData)
  if (!data) return
  // A mail or object inside begins with the 16 bytes of the interface it is to be read by (MS-OXTNEF §2.1.3.4.4).
  const isObject = data.type === 0x000d
  const content = isObject ? data.data.subarray(16) : data.data
  const inner = isObject && depth < maxDepth ? readTnef(content, depth + 1) : null
  if (inner) {
    file.content = inner.body?.content ?? content
    file.contentType = inner.body?.type ?? file.contentType
    file.name = `${file.name || 'message'}${inner.body?.type === 'text/html' ? '.html' : '.txt'}`
  } else if (content.length > 0) file.content = content
}

interface Property {
  type: number
  isUnicode: boolean
  data: Buffer
}

type Properties = Map<number, Property>

/** MS-OXTNEF §2.1.3.4: values in a row, each padded to four bytes. Ends where a length leads out of the bytes. */
function readProperties(bytes: Buffer): Properties {
  const found: Properties = new Map()
  if (bytes.length < 4) return found
  const count = Math.min(bytes.readUInt32LE(0), maxProperties)
  let at = 4
  const has = (length: number) => at + length <= bytes.length
  for (let n = 0; n < count && has(4); n += 1) {
    const type = bytes.readUInt16LE(at)
    const id = bytes.readUInt16LE(at + 2)
    at += 4
    if (id >= 0x8000) {
      if (!has(20)) break
      const isNamed = bytes.readUInt32LE(at + 16) === 1
      at += 20
      if (!has(4)) break
      at += isNamed ? 4 + padded(bytes.readUInt32LE(at)) : 4
    }
    const single = type & 0x0fff
    const size = fixedSizes.get(single)
    const isVariable = single === 0x001e || single === 0x001f || single === 0x000d || single === 0x0102
    if (size === undefined && !isVariable) break
    if (size !== undefined && type === single) {
      at += size
      continue
    }
    if (!has(4)) break
    const values = bytes.readUInt32LE(at)
    at += 4
    if (size !== undefined) {
      at += values * size
      continue
    }
    for (let v = 0; v < values && has(4); v += 1) {
      const length = bytes.readUInt32LE(at)
      at += 4
      if (!has(length)) return found
      if (v === 0) found.set(id, { type: single, isUnicode: single === 0x001f, data: bytes.subarray(at, at + length) })
      at += padded(length)
    }
  }
  return found
}

const fixedSizes = new Map([
  [0x0002, 4],
  [0x0003, 4],
  [0x0004, 4],
  [0x0005, 8],
  [0x0006, 8],
  [0x0007, 8],
  [0x000a, 4],
  [0x000b, 4],
  [0x0014, 8],
  [0x0040, 8],
  [0x0048, 16],
])

function padded(length: number): number {
  return Math.ceil(length / 4) * 4
}

function propertyText(value: Property, codepage: string): string {
  return value.isUnicode ? value.data.toString('utf16le').replace(/\0+$/, '') : stringOf(value.data, codepage)
}

function stringOf(bytes: Buffer, codepage: string): string {
  const end = bytes.indexOf(0)
  return decodeText(bytes.subarray(0, Math.min(end === -1 ? bytes.length : end, maxText)), codepage).text
}

function charsetOf(page: number): string {
  if (page === 932) return 'shift_jis'
  if (page === 936) return 'gb18030'
  if (page === 949 || page === 950) return page === 949 ? 'cp949' : 'big5'
  return page === 65001 ? 'utf-8' : `windows-${page}`
}
