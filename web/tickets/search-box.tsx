import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { useKeys } from '../keyboard/use-keys.ts'
import { t } from '../words/index.ts'

type Props = { text: string; hint: string; onChange: (text: string) => void; onClose: () => void }

/** Asks while somebody types, a moment after each letter; an input method is waited for until it has composed. */
export function SearchBox({ text, hint, onChange, onClose }: Props) {
  const [value, setValue] = useState(text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sent = useRef(text)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => () => clearTimeout(timer.current), [])

  // Back and forward in the browser bring other words than those that were typed last.
  useEffect(() => {
    if (text === sent.current) return
    sent.current = text
    setValue(text)
  }, [text])

  useKeys({
    '/': () => {
      box.current?.focus()
      box.current?.select()
    },
  })

  function send(next: string) {
    clearTimeout(timer.current)
    if (next.trim() === sent.current) return
    sent.current = next.trim()
    onChange(sent.current)
  }
  function type(next: string, isComposing: boolean) {
    setValue(next)
    clearTimeout(timer.current)
    if (!isComposing) timer.current = setTimeout(() => send(next), 200)
  }

  return (
    <search className="flex min-w-0 flex-1 items-center gap-2 rounded-[6px] border border-accent bg-surface pr-0.5 pl-2">
      <Search size={14} className="shrink-0 text-fg-3" />
      <input
        ref={box}
        autoFocus
        data-quiet-focus
        type="text"
        dir="auto"
        inputMode="search"
        enterKeyHint="search"
        maxLength={500}
        aria-label={t.list.search}
        placeholder={hint}
        value={value}
        onChange={(event) => type(event.target.value, (event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={(event) => type(event.currentTarget.value, false)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onClose()
          if (event.key === 'Enter') send(value)
        }}
        className="h-8 min-w-0 flex-1 bg-transparent"
      />
      <IconButton label={t.list.clearSearch} plain onClick={onClose}>
        <X size={14} />
      </IconButton>
    </search>
  )
}
