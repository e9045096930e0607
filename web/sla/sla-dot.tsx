import type { ServiceLevel } from '../../client/types.ts'
import { classes } from '../../ui/classes.ts'
import { listed, t } from '../words/index.ts'
import { leftAt, type SlaState, span, stateAt } from './sla-state.ts'
import { useNow } from './ticker.ts'

/** Each state has a shape besides its colour. */
const shapes: Record<SlaState, string> = {
  on_track: 'size-1.5 rounded-full bg-green-line',
  warning: 'size-2 rounded-full bg-amber-line',
  breached: 'size-2 rotate-45 rounded-[1px] bg-red-line',
}

/** How a ticket stands, as small as it gets; its words are its tooltip. */
export function SlaDot({ sla, className }: { sla: ServiceLevel | null | undefined; className?: string }) {
  const state = useNow((now) => (sla ? stateAt(sla, now) : null))
  const words = useNow((now) => (sla ? describe(sla, now) : ''))
  if (!sla || !state) return null
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      data-sla={state}
      className={classes('flex size-3 shrink-0 items-center justify-center', className)}
    >
      <span aria-hidden="true" className={classes('block', shapes[state])} />
    </span>
  )
}

function describe(sla: ServiceLevel, now: number): string {
  const state = stateAt(sla, now)
  return t.sla.dot(t.sla.states[state], what(sla, state, now))
}

function what(sla: ServiceLevel, state: SlaState, now: number): string {
  const { resolution, firstResponse } = sla
  if (resolution?.metAt) return state === 'breached' ? t.sla.metLate : t.sla.metInTime
  const left = leftAt(sla, now)
  const parts = [
    firstResponse?.missed && !firstResponse.metAt && state === 'warning' ? t.sla.firstLate : '',
    resolution?.pausedAt ? t.sla.paused : '',
    left === null ? '' : left < 0 ? t.sla.over(span(left)) : t.sla.left(span(left)),
  ]
  return listed(parts.filter(Boolean))
}
