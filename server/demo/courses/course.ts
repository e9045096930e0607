import type { DeskKey } from '../company.ts'
import type { Play } from '../play.ts'

/** One way a ticket can go, and how many of three hundred went it. */
export interface Course {
  readonly desk: DeskKey
  readonly share: number
  /** How many tickets one story makes; a merge and a follow-up make two. */
  readonly tickets?: number
  /** How many days ago it began. */
  readonly days: readonly [number, number]
  /** Only the scripts with this label fit. */
  readonly about?: 'bug' | 'billing' | 'shipping'
  tell(play: Play): void
}

/** How mail desks are written to. */
export function usualChannel(play: Play, portalShare: number): 'mail' | 'portal' {
  return play.random.chance(portalShare) ? 'portal' : 'mail'
}
