const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** How long to wait after the first, the second, … failed attempt: the schedule of Standard Webhooks, a little over three days. */
const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

export const mostTries = waits.length + 1

/** A webhook of which every attempt failed for so long is switched off. */
export const failingTooLongMs = 5 * 24 * hour

/** What one process sends belongs to it for so long; a request takes 15 seconds at most. */
export const leaseMs = minute

/** For so long a former secret still signs, so that a receiver can change over without losing a message. */
export const formerSecretMs = 24 * hour

/** When to try again after so many tries, a fifth more or less by chance; null: this was the last one. */
export function waitAfter(tries: number, chance: number): number | null {
  const wait = waits[tries - 1]
  return wait === undefined ? null : Math.round(wait * (0.8 + 0.4 * chance))
}
