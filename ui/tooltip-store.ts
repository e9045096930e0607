export type Side = 'top' | 'bottom' | 'left' | 'right'
export type Said = { text: string; keys?: string | undefined; side: Side; anchor: Element }

const patienceMs = 400
/** Long enough to reach the words with the pointer (WCAG 1.4.13), short enough not to linger. */
const lingerMs = 120

let shown: Said | null = null
let timer: ReturnType<typeof setTimeout> | undefined
let hiddenAt = Number.NEGATIVE_INFINITY
const listeners = new Set<() => void>()

export function subscribeToTooltip(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tooltipShown(): Said | null {
  return shown
}

/** Whoever goes from one to the next does not wait again. */
export function showTooltip(said: Said, by: 'pointer' | 'keyboard'): void {
  clearTimeout(timer)
  if (by === 'keyboard' || shown || performance.now() - hiddenAt < patienceMs) tell(said)
  else timer = setTimeout(() => tell(said), patienceMs)
}

export function hideTooltip(how: 'now' | 'slowly'): void {
  clearTimeout(timer)
  if (!shown) return
  if (how === 'now') tell(null)
  else timer = setTimeout(() => tell(null), lingerMs)
}

/** The pointer reached the words themselves. */
export function keepTooltip(): void {
  clearTimeout(timer)
}

function tell(said: Said | null): void {
  // What a button has opened says what it is; words about the button would stand over it.
  if (said && (!said.anchor.isConnected || said.anchor.hasAttribute('data-popup-open'))) return
  if (shown && !said) hiddenAt = performance.now()
  shown = said
  for (const listener of listeners) listener()
}
