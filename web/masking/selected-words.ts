import type { Place } from './mask-store.ts'

/** What is selected in a message shown as plain text: whose words, and where in them. */
export function selectedWords(selection: Selection | null): { message: string; from: number; to: number; place: Place } | null {
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const touched = [...document.querySelectorAll<HTMLElement>('[data-words]')].filter((words) => range.intersectsNode(words))
  const [first] = touched
  const last = touched.at(-1)
  // A selection over two messages is somebody copying.
  if (!first || !last || first.dataset.words !== last.dataset.words) return null
  const from = first.contains(range.startContainer) ? placeIn(first, range.startContainer, range.startOffset) : Number(first.dataset.from)
  const to = last.contains(range.endContainer)
    ? placeIn(last, range.endContainer, range.endOffset)
    : Number(last.dataset.from) + (last.textContent?.length ?? 0)
  if (to <= from) return null
  const { left, right, top, bottom } = range.getBoundingClientRect()
  return { message: first.dataset.words ?? '', from, to, place: { left, right, top, bottom } }
}

function placeIn(words: HTMLElement, node: Node, offset: number): number {
  const before = document.createRange()
  before.selectNodeContents(words)
  before.setEnd(node, offset)
  return Number(words.dataset.from) + before.toString().length
}
