import type { FaultKind } from '../kinds.ts'
import type { TlsMood } from '../relay.ts'
import { found } from '../wait.ts'

interface Plan {
  readonly mood: Exclude<TlsMood, 'good'>
}

/** The relay has no TLS any more, or not the right one. Whether anything left in the clear is checked in every run. */
export const kind: FaultKind<Plan> = {
  number: 9,
  title: 'TLS is missing, refused, expired or for another name',
  where: ['shared', 'own'],
  claims: ['relay'],
  plan: (random) => ({ mood: random.pick(['missing', 'refused', 'expired', 'wrong-name'] as const) }),
  async strike({ relay, traffic }, { mood }) {
    const [visits, taken] = [relay.emptyVisits, relay.mails.length]
    relay.setTls(mood)
    await traffic.reply()
    const struck = await found(() => (relay.emptyVisits > visits ? true : null), 30_000)
    const mails = relay.mails.length - taken
    relay.setTls('good')
    return {
      struck: struck !== null,
      what: `${mood}: ${relay.emptyVisits - visits} visits without a mail, ${mails} mails of connections from before`,
    }
  },
}
