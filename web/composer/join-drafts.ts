import type { Draft } from '../../client/types.ts'
import { blocksOf } from './blocks.ts'

/**
 * What is kept on the server and what is typed here, of which neither knows the other: the first stands above.
 * @param base the words both began with, if they are known; they stand there once
 */
export function joinDrafts(stored: Draft, typed: Draft, base: string | null): Draft {
  const files = stored.attachments ?? []
  const added = (typed.attachments ?? []).filter(({ id }) => !files.some((one) => one.id === id))
  const rest = typed.forwardOf && !stored.forwardOf ? { ...stored, ...typed } : { ...typed, ...stored }
  return { ...rest, html: joinWords(stored, typed, base), attachments: [...files, ...added] }
}

function joinWords(stored: Draft, typed: Draft, base: string | null): string {
  if (holds(typed, stored)) return typed.html
  if (base && stored.html.endsWith(base)) return `${stored.html.slice(0, -base.length)}${typed.html}`
  if (base && stored.html.startsWith(base)) return `${typed.html}${stored.html.slice(base.length)}`
  return holds(stored, typed) ? stored.html : `${stored.html}${typed.html}`
}

/**
 * Whether nothing of the other would be lost: each of its paragraphs stands there as it is, in their order. One that only begins
 * like another is not that one.
 */
export function holds(one: Draft, other: Draft): boolean {
  const files = one.attachments ?? []
  return holdsWords(one.html, other.html) && (other.attachments ?? []).every(({ id }) => files.some((file) => file.id === id))
}

function holdsWords(one: string, other: string): boolean {
  const wanted = blocksOf(other)
  let next = 0
  for (const block of blocksOf(one)) if (block === wanted[next]) next++
  return next === wanted.length
}
