import { contentOf, eachPart, type Part, type PartTree, readParts, unpackedPart } from './parts.ts'
import { contentOfSignedData, isEncryptedData } from './signed-data.ts'
import { readTnef } from './tnef.ts'
import type { Limits } from './types.ts'
import { takeUuFiles } from './uuencoded.ts'

const maxUnpacked = 20
const maxDepth = 5

/**
 * Opens what programs wrap parts of a mail in: `winmail.dat`, files uuencoded in the text, S/MIME that is only signed, the two
 * halves of a Macintosh file. What cannot be opened stays the attachment it is.
 */
export function unpack(tree: PartTree, limits: Limits): void {
  let unpacked = 0
  let waiting = [...eachPart(tree.root)]
  for (let depth = 0; depth < maxDepth && waiting.length > 0; depth += 1) {
    const opened: Part[] = []
    for (const part of waiting) {
      if (part.type === 'multipart/appledouble') dropResourceFork(part)
      if (part.type === 'multipart/encrypted') tree.isEncrypted = true
      if (part.isMultipart || unpacked >= maxUnpacked) continue
      const inner = innerParts(part, tree, limits)
      if (inner.length === 0) continue
      unpacked += 1
      part.isMultipart = true
      part.type = 'multipart/mixed'
      part.children = inner
      for (const child of inner) opened.push(...eachPart(child))
    }
    waiting = opened
  }
}

function innerParts(part: Part, tree: PartTree, limits: Limits): Part[] {
  if (isTnef(part)) return fromTnef(part, limits)
  if (/^application\/(?:x-)?pkcs7-mime$/.test(part.type)) return fromSignedData(part, tree, limits)
  if (part.type === 'text/plain' && part.disposition !== 'attachment') return fromUuencoded(part, limits)
  return []
}

function isTnef(part: Part): boolean {
  const name = part.dispositionParameters.get('filename') ?? part.parameters.get('name') ?? ''
  return /^application\/(?:vnd\.)?ms-tnef$/.test(part.type) || /^winmail\.dat$/i.test(name)
}

function fromTnef(part: Part, limits: Limits): Part[] {
  const content = readTnef(contentOf(part))
  if (!content) return []
  const files = content.files.map((file) => {
    const id = file.contentId ? `Content-ID: <${oneLine(file.contentId)}>\r\n` : ''
    return unpackedPart(`${id}${attachmentHeader(file.contentType, file.name)}`, file.content, part, limits)
  })
  // Beside it the mail mostly has its text already.
  const hasText = part.parent?.children.some((other) => other !== part && isText(other)) ?? false
  if (!content.body || hasText) return files
  return [unpackedPart(`Content-Type: ${content.body.type}; charset=utf-8\r\n`, content.body.content, part, limits), ...files]
}

function isText(part: Part): boolean {
  if (part.isMultipart) return part.children.some(isText)
  return /^text\/(?:plain|html)$/.test(part.type) && contentOf(part).toString('latin1').trim() !== ''
}

function fromSignedData(part: Part, tree: PartTree, limits: Limits): Part[] {
  const bytes = contentOf(part)
  const content = contentOfSignedData(bytes)
  if (!content) {
    const declared = (part.parameters.get('smime-type') ?? '').toLowerCase()
    if (declared === 'enveloped-data' || declared === 'authenveloped-data' || isEncryptedData(bytes)) tree.isEncrypted = true
    return []
  }
  const inner = readParts(content, { ...limits, parts: Math.min(limits.parts, 200), depth: Math.min(limits.depth, 20) })
  inner.root.parent = part
  return [inner.root]
}

function fromUuencoded(part: Part, limits: Limits): Part[] {
  const found = takeUuFiles(contentOf(part))
  if (!found) return []
  const charset = part.parameters.get('charset')
  const type = charset ? `text/plain; charset="${oneLine(charset).replaceAll('"', '')}"` : 'text/plain'
  return [
    unpackedPart(`Content-Type: ${type}\r\n`, found.text, part, limits),
    ...found.files.map((file) => unpackedPart(attachmentHeader('application/octet-stream', file.name), file.content, part, limits)),
  ]
}

// The resource fork of a Macintosh file says nothing to anybody else; the data is its other half.
function dropResourceFork(part: Part): void {
  const data = part.children.filter((child) => child.type !== 'application/applefile')
  if (data.length > 0) part.children = data
}

function attachmentHeader(type: string, name: string): string {
  return `Content-Type: ${type}\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name.toWellFormed())}\r\n`
}

function oneLine(text: string): string {
  // Control characters are named to be taken out: what is left stands in one line.
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f<>]+/g, '').slice(0, 500)
}
