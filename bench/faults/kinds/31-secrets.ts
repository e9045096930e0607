import type { FaultKind } from '../kinds.ts'
import { found } from '../wait.ts'
import type { World } from '../world.ts'

interface Plan {
  readonly what: 'rotated' | 'lost-for-a-while'
}

const fresh = 'another secret, of the same length or longer'

/** The installation's secret changes while mails are under way; or it is lost, until somebody finds it again. */
export const kind: FaultKind<Plan> = {
  number: 31,
  title: 'the secret is rotated, or lost for a while: old reply addresses, sealed mail and passwords',
  where: ['shared', 'own'],
  claims: ['app', 'clock', 'relay'],
  plan: (random) => ({ what: random.pick(['rotated', 'lost-for-a-while'] as const) }),
  async strike(world, { what }, say) {
    const { product, relay, traffic } = world
    await product.ready()
    const { canary } = await traffic.reply()
    const sent = await found(() => relay.mails.find(({ text, replyTo }) => text.includes(canary) && replyTo !== ''), 40_000)
    if (!sent) return { struck: false, what: 'no mail left whose answer could come' }
    const old = product.environment.STATEDESK_SECRET ?? ''
    const answer = () =>
      traffic.compose({
        from: sent.recipient,
        to: sent.replyTo,
        reply: { subject: sent.subject, messageId: sent.messageId, quoted: canary },
      })

    Object.assign(product.environment, { STATEDESK_SECRET: fresh, ...(what === 'rotated' && { STATEDESK_OLD_SECRETS: old }) })
    await product.restart()
    const record = await traffic.mail(answer())
    // With the key lost nobody can tell whose address that is: the mail is kept, and not put on that ticket.
    if (record.refusal) say('P1', `with another secret, an answer to an old address was refused: ${record.refusal}`)
    if (what === 'rotated') return { struck: true, what }
    await untilFiled()
    Object.assign(product.environment, { STATEDESK_SECRET: fresh, STATEDESK_OLD_SECRETS: old })
    await product.restart()
    await readAgain(world)
    // So it is with every answer of these seconds.
    for (const other of traffic.records) if (other.mail.answers !== null) other.unproven = true
    await traffic.mail(answer())
    return { struck: true, what }

    /** What came with the lost key must be read before it is found, or it would prove nothing. */
    async function untilFiled(): Promise<void> {
      await found(async () => {
        const response = await traffic.api('GET', `/search?q=${record.mail.canary}`).catch(() => null)
        return response?.ok && (await response.text()).includes(record.mail.canary) ? true : null
      }, 20_000)
    }
  },
}

/** What could not be opened for so long that it was put away: somebody who found the secret has it read again. */
async function readAgain({ traffic }: World): Promise<void> {
  const page = await found(async () => {
    const answer = await traffic.api('GET', '/quarantine?limit=100').catch(() => null)
    return answer?.ok ? ((await answer.json()) as { items: { id: string; error: string }[] }) : null
  }, 30_000)
  for (const { id, error } of page?.items ?? [])
    if (error.includes('another secret'))
      await found(async () => (await traffic.api('POST', `/quarantine/${id}/replay`).catch(() => null))?.ok || null, 30_000)
}
