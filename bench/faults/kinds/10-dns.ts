import type { DnsMood } from '../../peers/dns.ts'
import type { FaultKind } from '../kinds.ts'
import { relayName } from '../relay.ts'
import { found } from '../wait.ts'

interface Plan {
  readonly mood: DnsMood
  readonly of: 'senders' | 'relay'
}

/** The DNS fails for the senders of mail, or for the relay's own name. */
export const kind: FaultKind<Plan> = {
  number: 10,
  title: 'the DNS answers SERVFAIL, NXDOMAIN, late or not at all',
  where: ['shared', 'own'],
  claims: ['dns'],
  plan: (random) => {
    const of = random.chance(0.7) ? 'senders' : 'relay'
    const quick = { is: random.pick(['servfail', 'missing'] as const) }
    const slow = random.chance(0.1) ? ({ is: 'silent' } as const) : { is: 'late' as const, delayMs: random.between(100, 1_200) }
    return { of, mood: of === 'relay' || random.chance(0.5) ? quick : slow }
  },
  async prepare({ dns }, { of, mood }) {
    // Once it has found the relay it remembers where it is: so it must not find it from the beginning.
    if (of === 'relay') dns.setMood(mood, (name) => name === relayName)
  },
  async strike({ dns, traffic }, { of, mood }, say) {
    if (of === 'relay') {
      await traffic.reply()
      const asked = await found(() => (dns.spoiled > 0 ? true : null), 30_000)
      dns.setMood({ is: 'well' })
      return { struck: asked !== null, what: `the relay's name: ${mood.is}, ${dns.spoiled} questions` }
    }
    const before = dns.spoiled
    dns.setMood(mood, (name) => name !== relayName)
    const record = await traffic.mail()
    const asked = await found(() => (dns.spoiled > before ? true : null), 30_000)
    dns.setMood({ is: 'well' })
    if (record.refusal) say('P1', `while the DNS did not answer, a mail was refused: ${record.refusal}`)
    return { struck: asked !== null, what: `the senders' names: ${mood.is}, ${dns.spoiled - before} questions` }
  },
}
