import type { Filter } from '../platform/db/index.ts'
import { slaStates } from './service-clock.ts'

export const slaChoices = [...slaStates, 'none'] as const
export type SlaChoice = (typeof slaChoices)[number]

/** Whether a ticket is in one of these states: comparisons with now, never null. */
export function slaIs(filter: Filter, states: readonly SlaChoice[], now: Date): string {
  return states.map((state) => `(${tests[state](() => `${filter.value(now)}::timestamptz`)})`).join(' OR ') || 'false'
}

const tests: Record<SlaChoice, (now: () => string) => string> = {
  // That there is a warning follows; it is said so that the index of those in trouble serves.
  breached: (now) => `t.sla_warn_at IS NOT NULL AND t.sla_due_at IS NOT NULL AND t.sla_due_at <= ${now()}`,
  warning: (now) => `t.sla_warn_at IS NOT NULL AND t.sla_warn_at <= ${now()} AND (t.sla_due_at IS NULL OR t.sla_due_at > ${now()})`,
  on_track: (now) =>
    `t.sla_policy_version_id IS NOT NULL AND (t.sla_warn_at IS NULL OR t.sla_warn_at > ${now()}) AND (t.sla_due_at IS NULL OR t.sla_due_at > ${now()})`,
  none: () => 't.sla_policy_version_id IS NULL',
}
