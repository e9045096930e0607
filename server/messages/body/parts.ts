import { type Block, type BlockId, type Body, eachBlock, type Inline, inlinesOf, type Picture } from './blocks.ts'
import { type Run, sameAddress, textOfInlines } from './to-text.ts'

/**
 * A run of words in a body, in document order within its block: what can be masked. An address is the target of a link or
 * where a picture is loaded from; it is masked whole or not at all.
 */
export interface Part {
  readonly block: BlockId
  readonly n: number
  readonly kind: 'words' | 'address'
  /** Stands in the text form as a run of this node; null where no text shows it. */
  readonly node: Run['node'] | null
  /** Of words in a link: the number of the part that is its address. */
  readonly address: number | null
  get(): string
  set(words: string): void
}

export function partsOf(body: Body): Part[] {
  const parts: Part[] = []
  for (const block of eachBlock(body.blocks)) for (const part of partsOfBlock(block)) parts.push(part)
  return parts
}

type Draft = Pick<Part, 'kind' | 'node' | 'get' | 'set'> & { link?: object }

function partsOfBlock(block: Block): Part[] {
  const drafts: Draft[] =
    block.type === 'code'
      ? [{ kind: 'words', node: block, get: () => block.text, set: (words) => void (block.text = words) }]
      : block.type === 'image'
        ? draftsOfPicture(block.image)
        : inlinesOf(block).flatMap((inline) => draftsOfInline(inline))
  const addresses = new Map(drafts.flatMap((draft, n) => (draft.kind === 'address' && draft.link ? [[draft.link, n] as const] : [])))
  return drafts.map(({ link, ...draft }, n) => ({
    ...draft,
    block: block.id,
    n,
    address: link && draft.kind === 'words' ? (addresses.get(link) ?? null) : null,
  }))
}

function draftsOfInline(inline: Inline): Draft[] {
  switch (inline.type) {
    case 'break':
      return []
    case 'text':
      return [{ kind: 'words', node: inline, get: () => inline.text, set: (words) => void (inline.text = words) }]
    case 'image':
      return draftsOfPicture(inline.image)
    case 'link': {
      const words = inline.content.flatMap((inner) => draftsOfInline(inner)).map((draft) => ({ ...draft, link: inline }))
      const address: Draft = {
        kind: 'address',
        node: inline,
        link: inline,
        get: () => inline.href,
        set(href) {
          if (isStars(href)) inline.masked ??= sameAddress(textOfInlines(inline.content), inline.href) ? 'hidden' : 'shown'
          else delete inline.masked
          inline.href = href
        },
      }
      return [...words, address]
    }
  }
}

function draftsOfPicture(picture: Picture): Draft[] {
  const drafts: Draft[] = [{ kind: 'words', node: picture, get: () => picture.alt, set: (words) => void (picture.alt = words) }]
  const { source } = picture
  if (source.kind === 'remote') drafts.push({ kind: 'address', node: null, get: () => source.src, set: (src) => void (source.src = src) })
  return drafts
}

function isStars(href: string): boolean {
  return href !== '' && /^\*+$/.test(href)
}
