import type { Picture, PictureSource } from './blocks.ts'
import { cleanLine } from './clean-text.ts'
import type { HtmlElement } from './html-tree.ts'
import { safeHref } from './safe-href.ts'

type SaveDataImage = (contentType: string, content: Buffer) => PictureSource | null

const dataImage = /^data:(image\/(?:png|jpe?g|gif|webp));base64,/i

/** The picture, the words that stand for it, or null when there is nothing to show. */
export function pictureOf(element: HtmlElement, saveDataImage: SaveDataImage | undefined): Picture | string | null {
  const alt = cleanLine(element.attributes.get('alt') ?? '', 300)
  // Web mailers send emoji as pictures of their own server with the character as the description.
  if (alt.length <= 12 && /^[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u.test(alt) && /\p{Extended_Pictographic}/u.test(alt))
    return alt
  const width = size(element.attributes.get('width'))
  const height = size(element.attributes.get('height'))
  const source = sourceOf(element.attributes.get('src') ?? '', saveDataImage)
  if (source === null) return alt || null
  if (source.kind === 'remote' && ((width !== undefined && width <= 1) || (height !== undefined && height <= 1))) return null
  return { source, alt, ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) }
}

function sourceOf(raw: string, saveDataImage: SaveDataImage | undefined): PictureSource | null {
  const src = raw.trim()
  if (/^cid:/i.test(src)) {
    const cid = contentIdOf(src.slice(4))
    return cid === null ? null : { kind: 'cid', cid }
  }
  const data = dataImage.exec(src)
  if (data) return saveDataImage?.((data[1] as string).toLowerCase(), Buffer.from(src.slice(data[0].length), 'base64')) ?? null
  const address = safeHref(src.startsWith('//') ? `https:${src}` : src)
  return address && /^https?:/.test(address) ? { kind: 'remote', src: address } : null
}

// A reference is only ever compared with the Content-IDs of the same mail; one that looks like a path is somebody's trick.
function contentIdOf(raw: string): string | null {
  let cid = raw
  try {
    cid = decodeURIComponent(raw)
  } catch {
    // A lone percent sign is part of the id.
  }
  cid = cid.replace(/^<|>$/g, '')
  return /^[^\s<>"'`\\]{1,300}$/.test(cid) && !cid.includes('../') && !cid.startsWith('/') ? cid : null
}

function size(value: string | undefined): number | undefined {
  const pixels = Number.parseInt(value ?? '', 10)
  return pixels >= 0 && pixels <= 5_000 && !value?.includes('%') ? pixels : undefined
}
