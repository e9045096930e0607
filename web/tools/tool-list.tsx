import { type PointerEvent, Suspense, useRef, useState } from 'react'
import { Skeleton } from '../../ui/states.tsx'
import { dropClasses, keyAfterDrop, keyAfterStep, useRowDrag } from '../forms/use-row-drag.ts'
import { setPreferences, usePreferences } from '../session/preferences.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import { t } from '../words/index.ts'
import { ToolHead } from './tool-head.tsx'
import { inOrder, withMoved } from './tool-order.ts'
import { tools, useHiddenTools } from './tools.ts'

/** The tools of the right bar, in the order of whoever looks: dragged, moved by arrow keys or by two buttons, folded. */
export function ToolList({ ticket }: { ticket: ShownTicket }) {
  const { toolOrder, toolsFolded } = usePreferences()
  const list = useRef<HTMLDivElement>(null)
  const dropped = useRef(false)
  const [moving, setMoving] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const ordered = inOrder(tools, toolOrder)
  const hidden = useHiddenTools(ticket)
  const shown = ordered.filter(({ key }) => !hidden.includes(key))
  const keys = shown.map(({ key }) => key)

  function move(key: string, before: string | null | undefined) {
    if (before === undefined || before === key) return
    const next = withMoved(
      ordered.map((tool) => tool.key),
      key,
      before,
    )
    setPreferences({ toolOrder: next })
    const places = next.filter((one) => keys.includes(one))
    setSaid(t.tools.moved(titleOf(key), places.indexOf(key) + 1, places.length))
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.mover : undefined
    // The tool is drawn anew in its place; what was pressed keeps the focus.
    setTimeout(() => {
      const mover = list.current?.querySelector<HTMLElement>(`[data-mover="${focused ?? `grip ${key}`}"]`)
      mover?.focus()
      mover?.scrollIntoView({ block: 'nearest' })
    }, 0)
  }

  const drag = useRowDrag((dragged, at) => {
    dropped.current = true
    move(dragged, keyAfterDrop(keys, dragged, at))
  })

  return (
    <section aria-label={t.tools.title}>
      <div ref={list} className="flex flex-col divide-y divide-line">
        {shown.map(({ key, title, Icon, Content }, place) => {
          const isFolded = toolsFolded.includes(key)
          const { onPointerMove, ...pointer } = drag.handle(key)
          return (
            <section key={key} {...drag.row(key)} aria-labelledby={`tool-${key}`} data-tool={key} className={`bg-canvas ${dropClasses}`}>
              <ToolHead
                tool={{ key, title, Icon }}
                isFolded={isFolded}
                isMoving={moving === key}
                isFirst={place === 0}
                isLast={place === shown.length - 1}
                onFold={() => setPreferences({ toolsFolded: isFolded ? toolsFolded.filter((one) => one !== key) : [...toolsFolded, key] })}
                onStep={(step) => move(key, keyAfterStep(keys, key, step))}
                onPressGrip={() => {
                  // Letting go after dragging is a press as well.
                  if (dropped.current) dropped.current = false
                  else setMoving(moving === key ? null : key)
                }}
                grip={{
                  ...pointer,
                  onPointerMove: (event) => {
                    scrollAtEdge(event)
                    onPointerMove(event)
                  },
                }}
              />
              {isFolded ? null : (
                <div id={`tool-${key}-content`} className="px-4 pb-3">
                  <Suspense fallback={<Skeleton className="appear-late h-5 w-3/4" />}>
                    <Content ticket={ticket} />
                  </Suspense>
                </div>
              )}
            </section>
          )
        })}
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </section>
  )
}

function titleOf(key: string): string {
  return tools.find((tool) => tool.key === key)?.title ?? key
}

const edge = 56

/** The bar is longer than the screen: near its edges it moves along with what is dragged. */
function scrollAtEdge({ buttons, clientY, currentTarget }: PointerEvent<HTMLElement>): void {
  const bar = buttons === 0 ? null : currentTarget.closest('.scroll-quiet')
  if (!bar) return
  const { top, bottom } = bar.getBoundingClientRect()
  if (clientY < top + edge) bar.scrollBy(0, -12)
  else if (clientY > bottom - edge) bar.scrollBy(0, 12)
}
