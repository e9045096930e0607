import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { Avatar } from '../../ui/avatar.tsx'
import { t } from '../words/index.ts'
import type { Mentioning } from './mention-node.ts'

type Props = { mentioning: Mentioning; listen: (onKey: (event: KeyboardEvent) => boolean) => void }

/** Whom the text after “@” may mean. The cursor stays in the text; arrows choose, Enter and Tab take. */
export function MentionList({ mentioning: { people, rect, pick }, listen }: Props) {
  const [at, setAt] = useState(0)
  const current = Math.min(at, Math.max(0, people.length - 1))

  useEffect(() => {
    listen((event) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (step && people.length > 0) {
        setAt((current + step + people.length) % people.length)
        return true
      }
      const person = people[current]
      if ((event.key === 'Enter' || event.key === 'Tab') && person && !event.metaKey && !event.ctrlKey) {
        pick(person)
        return true
      }
      return false
    })
    return () => listen(() => false)
  }, [people, current, pick, listen])

  // Above the line: below it is the row of tools.
  return createPortal(
    <div
      className="floating fixed z-50 max-h-60 w-60 overflow-y-auto p-1"
      style={{ left: Math.min(rect.left, window.innerWidth - 250), bottom: window.innerHeight - rect.top + 6 }}
    >
      {people.length === 0 ? (
        <p aria-hidden="true" className="px-2 py-1.5 text-xs text-fg-3">
          {t.writing.mentionNobody}
        </p>
      ) : null}
      <div role="listbox" aria-label={t.writing.mentionList}>
        {people.map((person, index) => (
          <button
            key={person.id}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            onMouseDown={(event) => event.preventDefault()}
            onMouseEnter={() => setAt(index)}
            onClick={() => pick(person)}
            className="flex h-8 w-full items-center gap-2 rounded-[6px] px-2 text-left aria-selected:bg-hover"
          >
            <Avatar name={person.name} size={20} />
            <span dir="auto" className="min-w-0 flex-1 truncate text-start">
              {person.name}
            </span>
          </button>
        ))}
      </div>
      <p className="sr-only" role="status">
        {people[current]?.name ?? t.writing.mentionNobody}
      </p>
    </div>,
    document.body,
  )
}
