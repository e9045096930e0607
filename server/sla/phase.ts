import { type Lifecycle, slaRuns } from '../../lifecycle/index.ts'
import type { Ticket } from '../tickets/index.ts'
import type { Phase, Turn } from './course.ts'

/**
 * What a status does to the clock. Resolved and closed end it. Otherwise it runs, or, if the policy pauses, as the lifecycle
 * says: where nothing is said it stands while something is waited for.
 */
export function phaseIn(lifecycle: Lifecycle, status: string, pauses: boolean): Phase {
  const category = lifecycle.statuses[status]?.category
  if (category === 'resolved' || category === 'closed') return 'ended'
  return pauses && !slaRuns(lifecycle, status) ? 'waiting' : 'running'
}

/** In the spam folder, the trash, the archive, or part of another ticket: nobody is waited for. Snoozed is not set aside. */
export function isSetAside({ bucket }: Pick<Ticket, 'bucket'>): boolean {
  return bucket !== 'active' && bucket !== 'snoozed'
}

/** What the log tells of a ticket's statuses. */
export interface LoggedStatus {
  readonly type: 'ticket.created' | 'ticket.status_changed' | 'ticket.lifecycle_changed'
  readonly at: Date
  readonly data: { readonly status?: string; readonly to?: string; readonly lifecycleVersion?: number; readonly version?: number }
}

/** Where a ticket was, and since when. */
export interface Stay {
  readonly at: number
  readonly status: string
  readonly lifecycleVersionId: number
}

/** Time in a folder counts: what was taken for spam by mistake kept somebody waiting all the same. */
export function staysIn(log: readonly LoggedStatus[]): Stay[] {
  const stays: Stay[] = []
  let lifecycleVersionId = 0
  let status = ''
  for (const { type, at, data } of log) {
    if (type === 'ticket.created') {
      lifecycleVersionId = data.lifecycleVersion ?? 0
      status = data.status ?? ''
    } else {
      if (type === 'ticket.lifecycle_changed') lifecycleVersionId = data.version ?? lifecycleVersionId
      status = data.to ?? status
    }
    stays.push({ at: at.getTime(), status, lifecycleVersionId })
  }
  return stays
}

export function turnsOf(stays: readonly Stay[], lifecycles: ReadonlyMap<number, Lifecycle>, pauses: boolean): Turn[] {
  return stays.map(({ at, status, lifecycleVersionId }) => {
    const lifecycle = lifecycles.get(lifecycleVersionId)
    if (!lifecycle) throw new Error(`the lifecycle ${lifecycleVersionId} was not read`)
    return { at, phase: phaseIn(lifecycle, status, pauses) }
  })
}
