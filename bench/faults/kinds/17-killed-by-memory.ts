import { setTimeout as pause } from 'node:timers/promises'
import type { FaultKind } from '../kinds.ts'

interface Plan {
  readonly mails: number
  readonly bytes: number
  /** How long after one of them began to be read each kill strikes. */
  readonly killsAfterMs: readonly number[]
}

const patienceMs = 60_000
/** So many lots more are sent where all were read faster than that. */
const mostLotsMore = 4

/** The large ones; their bytes are longer as a mail than as a file. */
const large = `SELECT id::int, next_attempt_at IS NOT NULL AND next_attempt_at <= business_now() AS "isDue",
    CASE WHEN taken_alone IS NOT NULL THEN next_attempt_at::text END AS "takenUntil"
  FROM raw_mails WHERE state = 'received' AND size >= $1`

interface Unread {
  readonly id: number
  readonly isDue: boolean
  /** Somebody took it, and nobody else may until then. */
  readonly takenUntil: string | null
}

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
    const coming: Promise<unknown>[] = []
    let onTheWay = 0
    const struck: number[] = []
    // What a process that is dead was reading says so until somebody takes it again.
    const left = new Set<string>()
    const nameOf = ({ id, takenUntil }: Unread) => `${id} ${takenUntil}`
    const unread = () => database.rows<Unread>(large, [bytes])
    const beingRead = (all: readonly Unread[]) => all.filter((mail) => mail.takenUntil !== null && !left.has(nameOf(mail)))

    function send(): void {
      for (let n = 0; n < mails; n += 1) {
        onTheWay += 1
        coming.push(traffic.mail(traffic.compose({ to, attachmentBytes: bytes })).finally(() => (onTheWay -= 1)))
      }
    }
    /** False when all of them were read before one was seen being read. */
    async function oneIsRead(): Promise<boolean> {
      const until = Date.now() + patienceMs
      while (Date.now() < until) {
        const isAllHere = onTheWay === 0
        const all = await unread()
        if (beingRead(all).length > 0) return true
        if (isAllHere && !all.some(({ isDue }) => isDue)) return false
        await pause(1)
      }
      return false
    }
    async function killAfter(afterMs: number): Promise<void> {
      if (!(await oneIsRead())) return
      if (afterMs > 0) await pause(afterMs)
      if (!(await product.kill())) return
      const dropped = beingRead(await unread())
      struck.push(dropped.length)
      for (const mail of dropped) left.add(nameOf(mail))
      // What the dead process had taken is free again after a minute.
      await clock.move(61)
      await product.ready()
    }

    send()
    for (const afterMs of killsAfterMs) await killAfter(afterMs)
    let lots = 1
    for (; lots <= mostLotsMore && !struck.some((n) => n > 0); lots += 1) {
      send()
      await killAfter(0)
    }
    await Promise.all(coming)
    return {
      struck: struck.some((n) => n > 0),
      what: `${lots * mails} mails of ${bytes} bytes; killed while it read ${struck.join(', ') || 'none'}`,
    }
  },
}
