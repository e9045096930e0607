import { type Block, type Body, eachBlock, inlinesOf } from './blocks.ts'
import { clip } from './clean-text.ts'
import { textOfInlines } from './to-text.ts'

/** The first words of what is new in a message, on one line; of everything when nothing is new. */
export function excerpt(body: Body, max: number): string {
  return firstWords(body.blocks, max, false) || firstWords(body.blocks, max, true)
}

function firstWords(blocks: Block[], max: number, withFolded: boolean): string {
  let words = ''
  for (const block of visible(blocks, withFolded)) {
    const own =
      block.type === 'code' ? block.text.slice(0, max * 4) : textOfInlines(inlinesOf(block), { withLinks: false }).slice(0, max * 4)
    const line = own.replace(/\s+/g, ' ').trim()
    if (line) words += words ? ` ${line}` : line
    if (words.length > max) return `${clip(words, Math.max(0, max - 1)).trimEnd()}…`
  }
  return words
}

function* visible(blocks: Block[], withFolded: boolean): Generator<Block> {
  const folded = new Set<Block>()
  for (const block of eachBlock(blocks)) {
    if (folded.has(block)) {
      for (const inner of childrenOf(block)) folded.add(inner)
      continue
    }
    if (block.type === 'quote' && block.folded && !withFolded) {
      for (const inner of block.blocks) folded.add(inner)
      continue
    }
    yield block
  }
}

function childrenOf(block: Block): Block[] {
  if (block.type === 'quote') return block.blocks
  return block.type === 'list' ? block.items.flatMap((item) => item.blocks) : []
}
