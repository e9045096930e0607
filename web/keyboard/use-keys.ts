import { useEffect, useRef } from 'react'
import { type KeyState, press } from './keymap.ts'
import { actualKeys } from './shortcuts.ts'

type Bindings = Record<string, ((event: KeyboardEvent) => void) | undefined>

/** One that is fading out no longer counts: the next key already belongs to the page. */
const windows = ':is([role="dialog"],[role="alertdialog"],[role="menu"])[data-open]'

/** The newest part of the page is asked first: a ticket's keys win over the list's. */
const stack: { current: Bindings }[] = []
let state: KeyState = { prefix: null, prefixAt: 0 }

/** Listens to keys while the component is on screen. They are written as the product came with them: "j", "g a", "Mod+k"; a person's own stand for them. */
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
  // What is pressed now, and the keys that the bindings know it by.
  const known = new Map<string, string>()
  for (const { current } of stack) {
    for (const keys of Object.keys(current)) {
      const actual = current[keys] ? actualKeys(keys) : null
      if (actual !== null && !known.has(actual)) known.set(actual, keys)
    }
  }
  const result = press(
    state,
    {
      key: event.key,
      mod: event.metaKey || event.ctrlKey,
      shift: event.shiftKey,
      alt: event.altKey,
      inText: isText(event.target),
    },
    new Set(known.keys()),
    event.timeStamp,
  )
  state = result.state
  const keys = result.keys === null ? undefined : known.get(result.keys)
  const owner = keys === undefined ? undefined : stack.find((bindings) => bindings.current[keys])
  if (keys === undefined || !owner) return
  event.preventDefault()
  owner.current[keys]?.(event)
}

function isText(target: EventTarget | null): boolean {
  // Whoever ticked a box goes on with the keyboard.
  if (target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio')) return false
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}

if (typeof window !== 'undefined') window.addEventListener('keydown', onKeyDown)
