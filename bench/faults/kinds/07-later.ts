import type { FaultKind } from '../kinds.ts'
import type { Stage } from '../relay.ts'
import { found } from '../wait.ts'

interface Plan {
  readonly stage: Stage
  readonly words: string
  readonly times: number
}

const answers = [
  '450 4.2.0 Greylisted, come back later',
  '451 4.3.0 Something broke here',
  '452 4.3.1 The disk is full',
  '421 4.7.0 Too many connections from you',
  '451 4.7.1 You send too fast',
] as const

/** The relay says "later", again and again. */
export const kind: FaultKind<Plan> = {
  number: 7,
  title: 'the relay answers 421, 450, 451 or 452 for a while: greylisting, rate limits',
  where: ['shared', 'own'],
  claims: ['relay'],
  plan: (random) => {
    const words = random.pick(answers)
    return { words, stage: random.pick(['greeting', 'mail', 'rcpt', 'data', 'dot'] as const), times: random.between(1, 6) }
  },
  async strike({ relay, traffic }, { stage, words, times }, say) {
    const script = relay.script({ stage, times, act: { say: words } })
    const { reference } = await traffic.reply()
    await traffic.request('reply', reference)
    const struck = await script.met(1, 30_000)
    // Whoever wrote the mail sees that it waits, and what the relay said; of the many that leave it met at least one.
    const seen = await found(async () => {
      const { items } = (await (await traffic.api('GET', '/outbox?limit=50')).json().catch(() => ({ items: [] }))) as {
        items?: { lastResponse?: string | null }[]
      }
      return items?.some(({ lastResponse }) => lastResponse?.startsWith(words.slice(0, 3))) || null
    }, 40_000)
    if (struck && !seen) say('P3', `the relay said "${words}" and the outbox does not show it`)
    return { struck, what: `"${words}" at ${stage}, ${script.hits.length} of ${times} times so far` }
  },
}
