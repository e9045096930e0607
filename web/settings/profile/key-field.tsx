import { RotateCcw } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Kbd } from '../../../ui/kbd.tsx'
import type { Shortcut } from '../../keyboard/keymap.ts'
import { choosableKey, conflictOf, type KeyChoices, keysOf } from '../../keyboard/remap.ts'
import { shortcuts } from '../../keyboard/shortcuts.ts'
import { t } from '../../words/index.ts'

/** How long a second key may take to make a pair. */
const pairMs = 900

type Props = { shortcut: Shortcut; choices: KeyChoices; onChange: (choices: Record<string, string>) => void }

/** A shortcut and its keys: press the button, then the new keys. */
export function KeyField({ shortcut, choices, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const [conflict, setConflict] = useState<{ keys: string; other: Shortcut } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const keys = keysOf(shortcut, choices)
  const listening = typed !== null
  useEffect(() => () => clearTimeout(timer.current), [])

  /** A first key that waited for a second is forgotten. */
  function stop() {
    clearTimeout(timer.current)
    setTyped(null)
  }

  function choose(next: string) {
    stop()
    const other = next === '' ? undefined : conflictOf(shortcut.id, next, shortcuts, choices)
    setConflict(other ? { keys: next, other } : null)
    if (other) return
    const { [shortcut.id]: _, ...rest } = choices
    onChange(next === shortcut.keys ? rest : { ...rest, [shortcut.id]: next })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (typed === null || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return stop()
    if (event.key === 'Backspace' || event.key === 'Delete') return choose('')
    const key = choosableKey(event)
    if (!key) return
    if (typed) return choose(`${typed} ${key}`)
    setTyped(key)
    timer.current = setTimeout(() => choose(key), pairMs)
  }

  return (
    <li className="border-b border-line/60 py-0.5">
      <div className="flex min-h-7 items-center gap-2">
        <span className="min-w-0 flex-1">{shortcut.words}</span>
        {!shortcut.fixed && keys !== shortcut.keys && !listening ? (
          <IconButton label={t.profile.resetKey(shortcut.words)} onClick={() => choose(shortcut.keys)}>
            <RotateCcw size={13} />
          </IconButton>
        ) : null}
        {shortcut.fixed ? (
          <span className="px-1.5">
            <Kbd keys={shortcut.keys} asIs />
          </span>
        ) : (
          <button
            type="button"
            className={classes(
              'inline-flex h-7 min-w-8 items-center justify-center rounded-[6px] border px-1.5 text-xs transition-colors',
              listening ? 'border-focus bg-accent-fill text-accent-text' : 'border-transparent hover:border-line-strong hover:bg-hover',
            )}
            onClick={() => {
              setConflict(null)
              stop()
              if (!listening) setTyped('')
            }}
            onKeyDown={onKeyDown}
            onBlur={stop}
          >
            <span className="sr-only">{t.profile.changeKey(shortcut.words)} </span>
            {listening ? (
              typed ? (
                <Kbd keys={typed} asIs />
              ) : (
                t.profile.pressKeys
              )
            ) : keys ? (
              <Kbd keys={keys} asIs />
            ) : (
              <span className="text-fg-3">{t.profile.noKeys}</span>
            )}
          </button>
        )}
      </div>
      <p role="status" className="text-xs text-fg-3 empty:hidden">
        {listening ? t.profile.pressHint : ''}
        {conflict ? <span className="text-red-text">{t.profile.keyTaken(conflict.keys.toUpperCase(), conflict.other.words)}</span> : null}
      </p>
    </li>
  )
}
