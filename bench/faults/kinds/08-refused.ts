import type { FaultKind } from '../kinds.ts'
import type { Stage } from '../relay.ts'
import { found } from '../wait.ts'

interface Plan {
  readonly stage: Exclude<Stage, 'greeting'>
  readonly words: string
}

interface Delivery {
  readonly recipient: string
  readonly state: string
  readonly attempts: readonly { readonly code: number | null }[]
}

/** The relay refuses a mail for good, and takes the same one for somebody else. */
export const kind: FaultKind<Plan> = {
  number: 8,
  title: 'the relay refuses for good (5xx) at MAIL, RCPT, DATA or the dot; one recipient taken, one refused',
  where: ['shared', 'own'],
  claims: ['relay'],
  plan: (random) => ({
    stage: random.pick(['mail', 'rcpt', 'data', 'dot'] as const),
    words: random.pick(['550 5.1.1 No such person', '554 5.7.1 We do not want this', '552 5.2.2 Mailbox full']),
  }),
  async strike({ relay, traffic }, { stage, words }, say) {
    const { reference } = await traffic.reply()
    const [one, other] = ['refused', 'taken'].map((name) => `${name}.${traffic.canary()}@customer.example`)
    const script = relay.script({
      stage,
      times: 1,
      act: { say: words },
      // MAIL comes before anybody is named.
      ...(stage === 'mail' ? {} : { recipient: (address: string) => address === one }),
    })
    const canary = traffic.canary()
    // Asked until it is answered: the two have to be named together.
    const sent = await found(async () => {
      const body = { kind: 'reply', text: `For both of you: ${canary}`, to: [one], cc: [other] }
      const answer = await traffic.api('POST', `/tickets/${reference}/messages`, body, { 'idempotency-key': canary }).catch(() => null)
      return answer && answer.status < 500 && answer.status !== 409 ? answer : null
    }, 30_000)
    if (sent?.status !== 201) return { struck: false, what: `the reply was answered ${sent?.status}` }
    const struck = await script.met(1, 30_000)
    script.lift()
    if (!struck || stage === 'mail') return { struck, what: `"${words}" at ${stage}` }
    const code = Number(words.slice(0, 3))
    const shown = await found(async () => {
      const answer = await traffic.api('GET', `/tickets/${reference}/deliveries`).catch(() => null)
      if (!answer?.ok) return null
      const { items } = (await answer.json()) as { items: Delivery[] }
      const refused = items.find(({ recipient }) => recipient === one)
      const taken = items.find(({ recipient }) => recipient === other)
      return refused?.attempts.some((attempt) => attempt.code === code) && refused.state !== 'sending' ? { refused, taken } : null
    }, 40_000)
    // Another fault may have taken away the process, or its database, before it could write the answer down.
    if (!shown) return { struck, what: `"${words}" at ${stage} for one of two, and nobody was left to write it down` }
    if (shown.refused.state !== 'failed') say('P3', `${canary}: who was refused for good is shown as ${JSON.stringify(shown.refused)}`)
    if (!shown.taken || ['failed', 'suppressed'].includes(shown.taken.state))
      say('P3', `${canary}: who was not refused is shown as ${JSON.stringify(shown.taken ?? null)}`)
    return { struck, what: `"${words}" at ${stage} for one of two` }
  },
}
