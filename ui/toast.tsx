import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { IconButton } from './button.tsx'
import { Kbd } from './kbd.tsx'

type Toast = { id: number; text: string; tone: 'done' | 'problem'; action?: { label: string; run: () => void; keys?: string } }

let toasts: Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function change(next: Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

/**
 * Says in one sentence what happened, or why it did not. A problem stays longer, since it is there to be read; what can still be done
 * about it longer still, since it has to be read and reached.
 * @returns takes it away earlier
 */
export function toast(text: string, tone: Toast['tone'] = 'done', action?: Toast['action'], milliseconds?: number): () => void {
  const id = nextId++
  change([...toasts.filter((other) => other.text !== text).slice(-2), { id, text, tone, action }])
  const dismiss = () => change(toasts.filter((other) => other.id !== id))
  setTimeout(dismiss, milliseconds ?? (action ? 10_000 : tone === 'problem' ? 9000 : 4500))
  return dismiss
}

export function Toasts({ closeLabel }: { closeLabel: string }) {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4 sm:items-start lg:pl-60"
    >
      {shown.map((entry) => (
        <div
          key={entry.id}
          className="floating pointer-events-auto flex max-w-[440px] animate-[slide-in_150ms] items-start gap-2 py-2 pr-1.5 pl-3"
        >
          {entry.tone === 'problem' ? (
            <CircleAlert size={16} className="mt-[5px] shrink-0 text-red-line" />
          ) : (
            <CircleCheck size={16} className="mt-[5px] shrink-0 text-green-line" />
          )}
          <span className="min-w-0 py-1 break-words">{entry.text}</span>
          {entry.action ? (
            <button
              type="button"
              className="shrink-0 rounded-[6px] px-2 py-1 font-semibold text-accent-text hover:bg-hover"
              onClick={() => {
                entry.action?.run()
                change(toasts.filter((other) => other.id !== entry.id))
              }}
            >
              {entry.action.label}
              {entry.action.keys ? <Kbd keys={entry.action.keys} className="ml-1.5 max-sm:hidden" /> : null}
            </button>
          ) : null}
          <IconButton plain label={closeLabel} className="shrink-0" onClick={() => change(toasts.filter((other) => other.id !== entry.id))}>
            <X size={14} />
          </IconButton>
        </div>
      ))}
    </div>
  )
}
