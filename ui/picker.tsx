import { Check, Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { classes } from './classes.ts'
import { useEnterWaits } from './enter-waits.ts'

export type Choice = {
  id: string
  text: string
  icon?: ReactNode
  detail?: ReactNode
  group?: string
  checked?: boolean
  refusal?: string | undefined
}

type Props = {
  label: string
  placeholder: string
  choices: Choice[]
  onPick: (choice: Choice) => void
  /** Where the server searches, the choices come filtered and this hears the text. */
  onSearch?: (text: string) => void
  /** The choices are still those of another text: Enter waits for the right ones. */
  isWaiting?: boolean
  empty: ReactNode
  className?: string
}

/** A search box over a list: one control for people, labels, tickets and commands. */
export function Picker({ label, placeholder, choices, onPick, onSearch, isWaiting = false, empty, className }: Props) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const shown = onSearch ? choices : matching(choices, text)
  const current = Math.min(at, Math.max(0, shown.length - 1))
  const enter = useEnterWaits(isWaiting, () => {
    const chosen = shown[current]
    if (chosen) onPick(chosen)
  })

  useEffect(() => {
    list.current?.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step) {
      event.preventDefault()
      setAt((current + step + shown.length) % Math.max(1, shown.length))
    }
    if (event.key === 'Enter' && (isWaiting || shown[current])) {
      event.preventDefault()
      enter.press()
    }
  }

  return (
    <div className={classes('flex min-h-0 flex-col', className)}>
      <div className="flex items-center gap-2 border-b border-line px-(--picker-inset,14px)">
        <Search size={14} className="shrink-0 text-fg-3" />
        <input
          autoFocus
          data-quiet-focus
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={shown.length ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
            enter.forget()
            onSearch?.(event.target.value)
          }}
          onKeyDown={onKeyDown}
          className="h-10 min-w-0 flex-1 bg-transparent text-ellipsis"
        />
      </div>
      {/* A list holds nothing but what can be chosen. */}
      <div role="status">{shown.length === 0 ? <div className="px-3 py-6 text-center text-fg-3">{empty}</div> : null}</div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className={classes(
          'scroll-quiet max-h-80 min-h-0 flex-1 overflow-y-auto px-[calc(var(--picker-inset,14px)-10px)]',
          shown.length > 0 && 'py-1',
        )}
      >
        {shown.map((choice, index) => (
          <div key={choice.id}>
            {choice.group && choice.group !== shown[index - 1]?.group ? (
              <div role="presentation" className="px-2.5 pt-2 pb-0.5 text-2xs text-fg-3">
                {choice.group}
              </div>
            ) : null}
            <div
              id={`${id}-${index}`}
              data-index={index}
              role="option"
              tabIndex={-1}
              aria-selected={choice.checked ?? index === current}
              aria-disabled={choice.refusal ? true : undefined}
              data-highlighted={index === current ? '' : undefined}
              className="menu-item"
              onMouseMove={() => setAt(index)}
              onClick={() => onPick(choice)}
            >
              {choice.icon}
              <span className="min-w-0 flex-1">
                <span className="block truncate">{choice.text}</span>
                {choice.refusal && index === current ? <span className="block text-xs text-fg-3">{choice.refusal}</span> : null}
              </span>
              {choice.detail ? <span className="shrink-0 text-xs text-fg-3">{choice.detail}</span> : null}
              {choice.checked ? <Check size={14} className="shrink-0 text-accent-text" aria-hidden="true" /> : null}
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}

/** Words in any order, each somewhere in the text; what begins with the first word comes first. */
export function matching(choices: Choice[], text: string): Choice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return choices
  const found = choices.filter((choice) => words.every((word) => choice.text.toLowerCase().includes(word)))
  const begins = (choice: Choice) => (choice.text.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1)
  return found.some((choice) => choice.group) ? found : found.sort((a, b) => begins(a) - begins(b))
}
