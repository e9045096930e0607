import type { Duration, DurationUnit } from './types.ts'

const milliseconds: Readonly<Record<DurationUnit, number>> = {
  minutes: 60_000,
  hours: 3_600_000,
  days: 24 * 3_600_000,
  weeks: 7 * 24 * 3_600_000,
}

/** A day is 24 hours here: “in the last day” is the same at any hour and in any zone. */
export function before(now: Date, { amount, unit }: Duration): Date {
  return new Date(now.getTime() - amount * milliseconds[unit])
}

export function after(now: Date, { amount, unit }: Duration): Date {
  return new Date(now.getTime() + amount * milliseconds[unit])
}
