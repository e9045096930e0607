import type { Priority, ServicePolicy } from '../../client/types.ts'

export const priorities = ['urgent', 'high', 'normal', 'low'] as const satisfies readonly Priority[]

export type Terms = Pick<ServicePolicy, 'desks' | 'where' | 'pauseWhileWaiting' | 'targets'>

const hours = (first: number, resolution: number) => ({
  firstResponse: { amount: first, unit: 'hours' as const },
  resolution: { amount: resolution, unit: 'hours' as const },
  hours: 'business' as const,
})

/** What many desks begin with. */
export const usualTerms: Terms = {
  desks: null,
  where: null,
  pauseWhileWaiting: true,
  targets: { urgent: hours(1, 4), high: hours(2, 8), normal: hours(4, 24), low: hours(8, 40) },
}
