import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { classes } from '../../ui/classes.ts'
import { t } from '../words/index.ts'
import { dropClasses, keyAfterDrop, keyAfterStep, useRowDrag } from './use-row-drag.ts'

type Props = {
  label: string
  rows: readonly { key: string; name: string; fixed?: boolean; open?: boolean; content: ReactNode }[]
  /** `before`: null where it comes last. */
  onMove: (key: string, before: string | null) => void
}

/** A list that people put in order: by dragging, or with Alt and the arrow keys. */
export function SortableRows({ label, rows, onMove }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const keys = rows.filter((row) => !row.fixed).map((row) => row.key)
  const move = (key: string, before: string | null | undefined) => {
    if (before === undefined || before === key) return
    onMove(key, before)
    // The row is drawn anew in its place; its handle keeps the focus.
    setTimeout(() => list.current?.querySelector<HTMLElement>(`[data-handle="${CSS.escape(key)}"]`)?.focus(), 0)
  }
  const drag = useRowDrag((dragged, at) => move(dragged, keyAfterDrop(keys, dragged, at)))

  return (
    <ul ref={list} aria-label={label} className="divide-y divide-line rounded-[10px] border border-line">
      {rows.map(({ key, name, fixed, open, content }) => (
        <li
          key={key}
          {...(fixed ? {} : drag.row(key))}
          onKeyDown={(event) => fixed || onArrow(event, (step) => move(key, keyAfterStep(keys, key, step)))}
          className={classes('flex min-h-11 items-center gap-1 py-1.5 pr-2', open ? 'pl-2' : 'pl-1', dropClasses)}
        >
          {open ? null : fixed ? <span className="w-6 shrink-0" /> : <DragHandle name={name} handleKey={key} pointer={drag.handle(key)} />}
          {content}
        </li>
      ))}
    </ul>
  )
}

type HandleProps = { name: string; handleKey: string; pointer: ReturnType<ReturnType<typeof useRowDrag>['handle']> }

export function DragHandle({ name, handleKey, pointer }: HandleProps) {
  return (
    <button
      type="button"
      data-handle={handleKey}
      aria-label={t.forms.settings.drag(name)}
      title={t.forms.settings.moveHint}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      {...pointer}
      className="flex h-7 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-[6px] text-fg-3 hover:bg-hover hover:text-fg active:cursor-grabbing"
    >
      <GripVertical size={14} />
    </button>
  )
}

/** Alt and an arrow anywhere in the row, on its handle the arrow alone. Where something is typed or chosen they mean something else. */
export function isForRow({ key, altKey, target, currentTarget }: KeyboardEvent): boolean {
  if (!key.startsWith('Arrow') || !(target instanceof HTMLElement)) return false
  if (target.dataset.handle !== undefined) return true
  const control = target.closest('form, input, select, textarea')
  return altKey && (control === null || !currentTarget.contains(control))
}

function onArrow(event: KeyboardEvent, step: (step: -1 | 1) => void): void {
  if (!isForRow(event)) return
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
  event.preventDefault()
  step(event.key === 'ArrowUp' ? -1 : 1)
}
