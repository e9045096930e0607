import { setTimeout as pause } from 'node:timers/promises'
import { gate } from '../gate.ts'
import type { FaultKind } from '../kinds.ts'

interface Plan {
  readonly when: 'before-answer' | 'after-answer'
  readonly delayMs: number
}

/** The process is killed after our final dot and before the relay's answer is on record. */
export const kind: FaultKind<Plan> = {
  number: 5,
  title: 'killed after our final dot, before it is on record',
  where: ['shared', 'own'],
  claims: ['app', 'relay'],
  plan: (random) => ({ when: random.chance(0.6) ? 'before-answer' : 'after-answer', delayMs: random.between(0, 40) }),
  async strike({ product, relay, traffic, moments, database }, { when, delayMs }) {
    await product.ready()
    if (when === 'after-answer') {
      const answered = moments.next('relay-answer', 30_000)
      const doing = traffic.reply()
      const came = await answered
      const died = came && (await product.kill())
      const open = await database.rows("SELECT FROM outbox_attempts WHERE outcome = 'data' AND ended_at IS NULL")
      await product.ready()
      await doing
      return { struck: died && open.length > 0, what: `after the answer: ${open.length} attempts without an end` }
    }
    const release = gate()
    const script = relay.script({ stage: 'dot', times: 1, act: { hold: release.opened, then: 'drop' } })
    const doing = traffic.reply()
    const met = await script.met(1, 30_000)
    script.lift()
    await pause(delayMs)
    const died = met && (await product.kill())
    release.open()
    await product.ready()
    await doing
    return { struck: died, what: 'before the answer' }
  },
}
