import { EyeOff } from 'lucide-react'
import { lazy, Suspense, useEffect } from 'react'
import type { Message } from '../../client/types.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { useActions } from '../actions/action-context.tsx'
import { useKeys } from '../keyboard/use-keys.ts'
import { t } from '../words/index.ts'
import { masking, type Place, selectIn, useMasking } from './mask-store.ts'
import { selectedWords } from './selected-words.ts'

const MaskDialog = lazy(() => import('./mask-dialog.tsx'))
const UnmaskDialog = lazy(() => import('./unmask-dialog.tsx'))

/** Masking in a conversation: the button beside what is selected, and the windows that ask what exactly is meant. */
export function Masking({ reference, messages }: { reference: string; messages: readonly Message[] }) {
  const state = useMasking()
  const mayMask = useActions().find('mask')?.allowed === true
  useSelection(messages, mayMask)
  useEffect(() => () => masking.set(null), [])
  const isSelected = state?.kind === 'selected' && mayMask
  const ask = () => state?.kind === 'selected' && masking.set({ kind: 'asked', message: state.message, from: state.from, to: state.to })
  useKeys({ b: isSelected ? () => void ask() : undefined })
  // As it is now: it may have been masked by somebody else while a window was open.
  const message = state && (messages.find(({ id }) => id === state.message.id) ?? state.message)
  if (!state || !message) return null
  if (state.kind === 'selected') return isSelected ? <MaskButton place={state.place} onPress={ask} /> : null
  return (
    <Suspense>
      {state.kind === 'unmask' ? (
        <UnmaskDialog reference={reference} message={message} mask={state.mask} />
      ) : (
        <MaskDialog
          key={`${state.kind} ${message.id}`}
          reference={reference}
          message={message}
          chosen={state.kind === 'asked' ? { from: state.from, to: state.to, revision: state.message.revision } : null}
        />
      )}
    </Suspense>
  )
}

function MaskButton({ place, onPress }: { place: Place; onPress: () => void }) {
  const above = place.top > 96
  return (
    <div
      className="fixed z-30 -translate-x-1/2"
      style={{
        left: Math.min(Math.max((place.left + place.right) / 2, 60), innerWidth - 60),
        top: above ? place.top - 40 : Math.min(place.bottom + 8, innerHeight - 48),
      }}
    >
      <button
        type="button"
        // A press would take the selection away before it is read.
        onPointerDown={(event) => event.preventDefault()}
        onClick={onPress}
        className="floating flex h-8 items-center gap-1.5 rounded-[6px] px-2.5 font-semibold hover:bg-hover"
      >
        <EyeOff size={14} />
        {t.masking.mask}
        <Kbd keys="b" />
      </button>
    </div>
  )
}

function useSelection(messages: readonly Message[], mayMask: boolean) {
  useEffect(() => {
    if (!mayMask) return
    let soon: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(soon)
      soon = setTimeout(() => {
        const selected = selectedWords(getSelection())
        const message = selected && messages.find(({ id }) => id === selected.message)
        if (selected && message) selectIn(message, selected.from, selected.to, selected.place)
        else if (!inFrame()) masking.unselect()
      }, 120)
    }
    const scrolled = () => masking.unselect()
    document.addEventListener('selectionchange', look)
    document.addEventListener('scroll', scrolled, true)
    return () => {
      clearTimeout(soon)
      document.removeEventListener('selectionchange', look)
      document.removeEventListener('scroll', scrolled, true)
    }
  }, [messages, mayMask])
}

/** What is selected inside a frame the frame tells by itself. */
function inFrame(): boolean {
  return document.activeElement?.tagName === 'IFRAME'
}
