import { setTimeout as pause } from 'node:timers/promises'
import type { FaultKind } from '../kinds.ts'
import { found } from '../wait.ts'

interface Plan {
  readonly mails: number
  readonly bytes: number
  /** How long after a mail came each kill strikes. */
  readonly killsAfterMs: readonly number[]
}

const waiting = "SELECT count(*)::int AS n FROM raw_mails WHERE state = 'received' AND next_attempt_at <= business_now()"
const taken = "SELECT count(*)::int AS n FROM raw_mails WHERE state = 'received' AND taken_alone IS NOT NULL"

/**
 * Many large mails at once, and the process ended each time it reads some of them, as the system does when memory runs
 * out. Every mail is healthy: none may be put away, however often it was there when the process ended.
 */
export const kind: FaultKind<Plan> = {
  number: 17,
  title: 'killed again and again while it reads large mails',
  where: ['shared', 'own'],
  claims: ['app'],
  plan: (random) => ({
    mails: random.between(4, 12),
    bytes: random.between(400_000, 3_000_000),
    killsAfterMs: Array.from({ length: random.between(1, 5) }, () => random.between(0, 150)),
  }),
  async strike({ traffic, product, database, clock }, { mails, bytes, killsAfterMs }) {
    const to = traffic.addresses[0]
    const count = async (text: string) => (await database.rows<{ n: number }>(text))[0]?.n ?? 0
    const coming = Array.from({ length: mails }, () => traffic.mail(traffic.compose({ to, attachmentBytes: bytes })))
    const struck: number[] = []
    for (const afterMs of killsAfterMs) {
      if (!(await found(async () => (await count(waiting)) > 0, 20_000))) break
      await pause(afterMs)
      if (!(await product.kill())) continue
      // What it was reading says so until somebody takes it again.
      struck.push(await count(taken))
      // What the dead process had taken is free again after a minute.
      await clock.move(61)
      await product.ready()
    }
    await Promise.all(coming)
    return {
      struck: struck.some((n) => n > 0),
      what: `${mails} mails of ${bytes} bytes; killed while it read ${struck.join(', ') || 'none'}`,
    }
  },
}
