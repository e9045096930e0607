import type { Body, CodeBlock, Text } from './blocks.ts'
import { bodyToHtml, escapeHtml, type ToHtmlOptions } from './to-html.ts'
import { type Run, tracedText } from './to-text.ts'

/**
 * HTML for the message frame in which every run of words says where it stands in the text form (`data-at`), so that what is
 * selected there can be named by positions, and in which asterisks for masked words are bars of their own.
 * @param masks where asterisks of which mask stand in the text form
 */
export function bodyToFrameHtml(
  body: Body,
  masks: readonly (readonly [mask: number, from: number, to: number])[],
  options: Pick<ToHtmlOptions, 'resolveImage' | 'labels'> & { maskLabel: string },
): string {
  const runs = new Map<object, Run[]>()
  for (const run of tracedText(body).runs) runs.set(run.node, [...(runs.get(run.node) ?? []), run])
  return bodyToHtml(body, {
    ...options,
    words: (node, html) => wordsOf(node, runs.get(node) ?? [], masks, { html, label: options.maskLabel }),
  })
}

function wordsOf(
  node: Text | CodeBlock,
  runs: readonly Run[],
  masks: readonly (readonly [number, number, number])[],
  { html, label }: { html: (from: number, to: number) => string; label: string },
): string {
  let written = ''
  let read = 0
  for (const { at, length, from } of runs) {
    written += html(read, from)
    const end = at + length
    let next = at
    const upTo = (to: number) => {
      if (to > next) written += `<span data-at="${next}">${html(from + next - at, from + to - at)}</span>`
      next = Math.max(next, to)
    }
    for (const [id, start, stop] of masks) {
      if (stop <= next || start >= end) continue
      upTo(start)
      const last = Math.min(stop, end)
      const stars = html(from + next - at, from + last - at)
      written += `<span class="masked" role="button" tabindex="0" aria-label="${escapeHtml(label)}" data-at="${next}" data-mask="${escapeHtml(String(id))}">${stars}</span>`
      next = last
    }
    upTo(end)
    read = from + length
  }
  return written + html(read, node.text.length)
}
