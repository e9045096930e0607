import { setTimeout as pause } from 'node:timers/promises'
import { gate } from '../gate.ts'
import type { FaultKind } from '../kinds.ts'
import { found } from '../wait.ts'

interface Plan {
  readonly how: 'late' | 'hold-and-drop' | 'take-and-drop' | 'lose-and-drop'
  readonly holdMs: number
}

/** The relay stalls after the final dot, or breaks off with or without having taken the mail. */
export const kind: FaultKind<Plan> = {
  number: 6,
  title: 'the relay stalls at the final dot, or drops the connection there',
  where: ['shared', 'own'],
  claims: ['relay'],
  plan: (random) => ({
    how: random.pick(['late', 'hold-and-drop', 'take-and-drop', 'lose-and-drop'] as const),
    holdMs: random.between(50, 800),
  }),
  async strike({ relay, traffic }, { how, holdMs }, say) {
    const release = gate()
    const act =
      how === 'take-and-drop' || how === 'lose-and-drop'
        ? ({ drop: how === 'take-and-drop' ? 'take' : 'lose' } as const)
        : ({ hold: release.opened, then: how === 'late' ? 'answer' : 'drop' } as const)
    const script = relay.script({ stage: 'dot', times: 1, act })
    await traffic.reply()
    const struck = await script.met(1, 30_000)
    script.lift()
    if (!struck || 'drop' in act) {
      release.open()
      return { struck, what: how }
    }
    const { canary } = await traffic.reply()
    const passed = await found(() => relay.mails.find(({ text }) => text.includes(canary)), 30_000)
    if (!passed) say('P3', `while the relay held one mail, ${canary} did not leave within 30 s`)
    await pause(holdMs)
    release.open()
    return { struck, what: `${how}, held for ${holdMs} ms while others passed` }
  },
}
