import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import type { InsertedText, PreparedTextSummary } from '../../client/types.ts'
import { t } from '../words/index.ts'
import { shortcuts } from './shortcut-watch.ts'
import { textQueries } from './text-queries.ts'
import { TextOption, useInsert } from './text-picker.tsx'
import type { WritingOn } from './writing-on.ts'

type Props = { on: WritingOn; onInsert: (text: InsertedText) => void }

const mostShown = 6

/** The canned responses whose shortcut or words are being typed, above the cursor. The text keeps the focus. */
export function ShortcutList({ on, onInsert }: Props) {
  const typed = useSyncExternalStore(shortcuts.listen, shortcuts.get)
  const query = typed?.query ?? ''
  const found = useQuery({ ...textQueries.on(on, 'canned', query), enabled: query !== '' })
  const [at, setAt] = useState(0)
  const id = useId()
  const insert = useInsert(on, onInsert)
  // While the next letters are asked for, what is shown still fits the last ones.
  const items = query === '' ? [] : (found.data?.items ?? []).filter((item) => fits(item, query)).slice(0, mostShown)
  const current = Math.min(at, Math.max(0, items.length - 1))
  const chosen = items[current]

  useEffect(() => setAt(0), [query])

  function take(item: PreparedTextSummary) {
    typed?.remove()
    shortcuts.close()
    insert.run(item)
  }

  useEffect(() => {
    if (items.length === 0) return shortcuts.hearKeys(null)
    shortcuts.hearKeys((key) => {
      if (key === 'ArrowDown' || key === 'ArrowUp') setAt((current + (key === 'ArrowDown' ? 1 : -1) + items.length) % items.length)
      else if ((key === 'Enter' || key === 'Tab') && chosen) take(chosen)
      else return false
      return true
    })
    return () => shortcuts.hearKeys(null)
  })

  useEffect(() => {
    const box = typed?.box
    if (!box || items.length === 0) return
    box.setAttribute('aria-controls', `${id}-list`)
    box.setAttribute('aria-activedescendant', `${id}-${current}`)
    return () => {
      box.removeAttribute('aria-controls')
      box.removeAttribute('aria-activedescendant')
    }
  }, [typed?.box, items.length, current, id])

  if (!typed || items.length === 0) return null
  return createPortal(
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={t.texts.canned}
      className="floating fixed z-40 w-[min(400px,calc(100vw-16px))] p-1"
      style={{ left: Math.max(8, Math.min(typed.left, window.innerWidth - 408)), bottom: window.innerHeight - typed.top + 6 }}
    >
      {items.map((item, index) => (
        <TextOption
          key={item.id}
          id={`${id}-${index}`}
          index={index}
          item={item}
          current={index === current}
          onHover={() => setAt(index)}
          onPick={() => take(item)}
        />
      ))}
      <p className="border-t border-line px-2.5 pt-1.5 pb-1 text-xs text-fg-3" role="status">
        {t.texts.shortcutHint}
      </p>
    </div>,
    document.body,
  )
}

function fits(item: PreparedTextSummary, query: string): boolean {
  const typed = query.toLowerCase()
  return (item.shortcut ?? '').startsWith(typed) || item.title.toLowerCase().includes(typed) || item.folder.toLowerCase().includes(typed)
}
