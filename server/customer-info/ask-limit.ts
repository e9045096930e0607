import type { App, Context, StaffActor } from '../access/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { keptWith } from '../platform/kept-with.ts'

/** How often somebody may ask within a minute: far above what a person does, far below what harvests another system. */
const perMinute = { ticket: 240, search: 60, try: 30 } as const

const windowMs = 60_000
const countsOf = keptWith((_app: App) => new Map<string, { since: number; n: number }>())

/** @throws rate_limited */
export function countQuestion({ app, workspaceId, actor }: Context<StaffActor>, kind: keyof typeof perMinute): void {
  const counts = countsOf(app)
  const now = performance.now()
  const key = `${workspaceId}/${actor.userId}/${kind}`
  if (counts.size > 10_000) for (const [old, { since }] of counts) if (now - since > windowMs) counts.delete(old)
  const counted = counts.get(key)
  if (!counted || now - counted.since > windowMs) return void counts.set(key, { since: now, n: 1 })
  counted.n += 1
  if (counted.n <= perMinute[kind]) return
  const retryAfter = Math.ceil((counted.since + windowMs - now) / 1_000)
  throw new AppError('rate_limited', 'You asked for customer information very often. Wait a little and try again.', { retryAfter })
}
