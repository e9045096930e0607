import type { Draft } from '../../client/types.ts'
import { plain } from './draft-content.ts'

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

/** Whether nothing of the other would be lost. */
export function holds(one: Draft, other: Draft): boolean {
  const files = one.attachments ?? []
  return plain(one.html).includes(plain(other.html)) && (other.attachments ?? []).every(({ id }) => files.some((file) => file.id === id))
}
