import { plain } from './draft-content.ts'

const tags = /<(\/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>/gi
const alone = new Set(['img', 'br', 'hr'])

/** The paragraphs, lists and quotes some HTML consists of, each with its markup; empty ones are none. */
export function blocksOf(html: string): string[] {
  const blocks: string[] = []
  let depth = 0
  let start = 0
  for (const tag of html.matchAll(tags)) {
    if (!alone.has((tag[2] ?? '').toLowerCase())) depth += tag[1] ? -1 : 1
    if (depth > 0) continue
    depth = 0
    const end = tag.index + tag[0].length
    blocks.push(html.slice(start, end))
    start = end
  }
  blocks.push(html.slice(start))
  return blocks.map((block) => block.trim()).filter((block) => plain(block) !== '' || block.includes('<img'))
}
