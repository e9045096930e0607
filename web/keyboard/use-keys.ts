import { useEffect, useRef } from 'react'
import { preferences } from '../session/preferences.ts'
import { type KeyState, press } from './keymap.ts'

type Bindings = Record<string, ((event: KeyboardEvent) => void) | undefined>

/** One that is fading out no longer counts: the next key already belongs to the page. */
const windows = ':is([role="dialog"],[role="alertdialog"],[role="menu"])[data-open]'

/** The newest part of the page is asked first: a ticket's keys win over the list's. */
const stack: { current: Bindings }[] = []
let state: KeyState = { prefix: null, prefixAt: 0 }

/** Listens to keys while the component is on screen. `keys` are written as in the key map: "j", "g a", "Mod+k". */
export function useKeys(bindings: Bindings): void {
  const latest = useRef(bindings)
  latest.current = bindings
  useEffect(() => {
    stack.unshift(latest)
    return () => void stack.splice(stack.indexOf(latest), 1)
  }, [])
}

function onKeyDown(event: KeyboardEvent) {
  // A dialog or an open menu has the keyboard to itself; so has the input method while it composes.
  if (event.defaultPrevented || event.isComposing || document.querySelector(windows)) return
  // Enter on a button or link is that button's or link's.
  if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a,button,summary,[role="option"]')) return
  const known = new Set(stack.flatMap((bindings) => Object.keys(bindings.current).filter((keys) => bindings.current[keys])))
  const result = press(
    state,
    {
      key: event.key,
      mod: event.metaKey || event.ctrlKey,
      shift: event.shiftKey,
      alt: event.altKey,
      inText: isText(event.target),
    },
    known,
    event.timeStamp,
  )
  state = result.state
  const { keys } = result
  if (!keys || (!keys.startsWith('Mod+') && !preferences().shortcuts)) return
  const owner = stack.find((bindings) => bindings.current[keys])
  if (!owner) return
  event.preventDefault()
  owner.current[keys]?.(event)
}

function isText(target: EventTarget | null): boolean {
  // Whoever ticked a box goes on with the keyboard.
  if (target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio')) return false
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}

if (typeof window !== 'undefined') window.addEventListener('keydown', onKeyDown)
