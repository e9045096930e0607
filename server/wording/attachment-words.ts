import type { VisibleText } from '../messages/body/index.ts'

const words = /\b(?:attached|attachments?|enclosed)\b|添付|첨부/iu

/** Where a text speaks of a file that comes with it. What is quoted was said by somebody else. */
export function mentionsAttachment(texts: readonly VisibleText[]): { block: string; start: number; end: number } | null {
  for (const { block, prose, quoted } of texts) {
    const found = quoted ? null : words.exec(prose)
    if (found) return { block, start: found.index, end: found.index + found[0].length }
  }
  return null
}
