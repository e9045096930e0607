import { toast } from '../../ui/toast.tsx'
import { t } from '../words/index.ts'

let waiting: { run: () => void; until: number } | null = null

/** Offers to take the reply back for as long as it waits, by the button and by Ctrl/Cmd-Z. */
export function offerUndo(text: string, seconds: number, run: () => void): void {
  const once = () => {
    if (waiting?.run !== once) return
    waiting = null
    dismiss()
    run()
  }
  waiting = { run: once, until: performance.now() + seconds * 1000 }
  const dismiss = toast(text, 'done', { label: t.undo, run: once, keys: 'Mod+z' }, seconds * 1000)
}

/** In a text box the same keys take back what was typed there. */
function onKeyDown(event: KeyboardEvent) {
  if (event.key.toLowerCase() !== 'z' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return
  const { target } = event
  if (target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))) return
  if (!waiting || performance.now() > waiting.until) return
  event.preventDefault()
  waiting.run()
}

if (typeof window !== 'undefined') window.addEventListener('keydown', onKeyDown)
