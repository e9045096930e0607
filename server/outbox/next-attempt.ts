const minute = 60_000

/** How long a mail is tried when servers say "later" (RFC 5321, 4.5.4.1: four to five days). */
export const giveUpAfterMs = 5 * 24 * 60 * minute

/** Servers may take ten minutes to answer the final dot (RFC 5321, 4.5.3.2.6); only after that is a second try sensible. */
export const uncertainWaitMs = 11 * minute

export const leaseMs = minute

/** Wait after the nth temporary failure: a minute, doubled each time, at most four hours, a fifth more or less by chance. */
export function backoffMs(attempts: number, chance: number): number {
  const base = Math.min(minute * 2 ** Math.max(0, attempts - 1), 240 * minute)
  return Math.round(base * (0.8 + 0.4 * chance))
}
