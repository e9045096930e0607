import type { ReactNode } from 'react'
import type { Colour, Priority } from '../client/types.ts'
import { classes } from './classes.ts'

/** The dot of a status. Its word always stands beside it. A category that is over is a ring filled, one that waits a ring. */
export function StatusDot({ colour, hollow, className }: { colour: Colour; hollow?: boolean; className?: string }) {
  return (
    <span
      aria-hidden="true"
      data-hue={colour}
      className={classes(
        'hue inline-block size-2 shrink-0 rounded-full border-2 border-(--hue-line)',
        !hollow && 'bg-(--hue-line)',
        className,
      )}
    />
  )
}

export function Chip({ hue = 'grey', children, className }: { hue?: Colour | (string & {}); children: ReactNode; className?: string }) {
  return (
    <span
      data-hue={hue}
      className={classes(
        'hue inline-flex h-[18px] max-w-36 items-center rounded-[5px] bg-(--hue-fill) px-1.5 text-2xs text-(--hue-text)',
        className,
      )}
    >
      <span className="truncate">{children}</span>
    </span>
  )
}

const heights = ['h-1', 'h-1.5', 'h-2', 'h-2.5']
const levels: Record<Priority, number> = { low: 1, normal: 2, high: 3, urgent: 4 }
const hues: Record<Priority, Colour> = { low: 'grey', normal: 'grey', high: 'orange', urgent: 'red' }

/** Four rising bars, as many filled as the priority is high. */
export function PriorityIcon({ priority, className }: { priority: Priority; className?: string }) {
  return (
    <span aria-hidden="true" data-hue={hues[priority]} className={classes('hue inline-flex w-3.5 items-end justify-between', className)}>
      {heights.map((height, index) => (
        <span
          key={height}
          className={classes('w-[2.5px] rounded-[1px]', height, index < levels[priority] ? 'bg-(--hue-line)' : 'bg-(--off)')}
        />
      ))}
    </span>
  )
}

export function Reference({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={classes('font-mono text-2xs text-fg-3', className)}>{children}</span>
}
