import type { FaultKind } from '../kinds.ts'
import type { World } from '../world.ts'

const ways = ['alias', 'both-desks', 'after-250', 'at-once', 'other-path', 'same-key', 'other-body', 'while-running'] as const

interface Plan {
  readonly way: (typeof ways)[number]
}

/** The same mail comes by two ways or again, or the same request does. */
export const kind: FaultKind<Plan> = {
  number: 23,
  title: 'delivered twice: alias and direct, retry after 250, another path; API retry with the same key',
  where: ['shared', 'own'],
  claims: [],
  plan: (random) => ({ way: random.pick(ways) }),
  async strike(world, { way }, say) {
    const { traffic } = world
    const [help, billing, support] = traffic.addresses
    if (way === 'same-key' || way === 'other-body' || way === 'while-running') return { struck: await sameKey(world, way, say), what: way }
    const mail = traffic.compose({ to: help })
    const record = await traffic.mail(mail)
    const again = { ...mail }
    if (way === 'alias' || way === 'both-desks') {
      // The envelope decides whose mail it is; the bytes are the same.
      record.copies = 2
      record.desks = way === 'alias' ? 1 : 2
      await traffic.mailAgain({ ...record, mail: { ...mail, to: way === 'alias' ? support : billing } })
    } else if (way === 'other-path') {
      record.copies = 2
      const path = `Received: from elsewhere.example by other.example; Mon, 02 Nov 2026 10:00:05 +0000\r\n`
      await traffic.mailAgain({ ...record, mail: { ...again, raw: Buffer.concat([Buffer.from(path), mail.raw]) } })
    } else if (way === 'at-once') await Promise.all([traffic.mailAgain(record), traffic.mailAgain(record)])
    else await traffic.mailAgain(record)
    return { struck: record.acknowledged, what: way }
  },
}

/** One key: the same answer again; another body is refused; while the first is running, "in progress". */
async function sameKey(
  { traffic }: World,
  way: 'same-key' | 'other-body' | 'while-running',
  say: Parameters<FaultKind['strike']>[2],
): Promise<boolean> {
  const { reference, request } = await traffic.reply()
  const path = `/tickets/${reference}/messages`
  const send = async (body: unknown, key: string) => {
    for (;;) {
      const answer = await traffic.api('POST', path, body, { 'idempotency-key': key }).catch(() => null)
      if (answer && answer.status < 500) return { status: answer.status, text: await answer.text() }
    }
  }
  if (way === 'while-running') {
    const [key, word] = [traffic.canary(), traffic.canary()]
    const answers = await Promise.all(Array.from({ length: 4 }, () => send({ kind: 'reply', text: `At once: ${word}` }, key)))
    const made = new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text))
    if (made.size > 1 || answers.some(({ status }) => status !== 201 && status !== 409))
      say('API', `${key}: four at once were answered ${answers.map(({ status }) => status).join()} with ${made.size} different texts`)
    const last = await send({ kind: 'reply', text: `At once: ${word}` }, key)
    if (last.status !== 201 || (made.size === 1 && !made.has(last.text)))
      say('API', `${key}: afterwards it was answered ${last.status} or otherwise`)
    return true
  }
  const body = way === 'same-key' ? request.body : { kind: 'reply', text: `Something else: ${traffic.canary()}` }
  const { status, text } = await send(body, request.key)
  if (way === 'same-key' && text !== request.answer)
    say('API', `${request.key}: the same request was answered ${status} and otherwise than before`)
  if (way === 'other-body' && status !== 422) say('API', `${request.key}: another body under the same key was answered ${status}`)
  return true
}
