import type { FaultKind } from '../kinds.ts'
import { found } from '../wait.ts'

interface Plan {
  readonly mails: number
  readonly senders: number
}

// The long run asks for 50,000.
const asked = Number(process.env.STATEDESK_TEST_FLOOD ?? 0)
const patienceMs = 60_000
/** So many of the flood may be read while three others wait: what was asked for at once, and a little. */
const mostBefore = 100

const done = `SELECT count(*)::int AS n FROM raw_mails r JOIN mail_addresses a ON a.workspace_id = r.workspace_id AND a.id = r.address_id
  WHERE r.state = 'processed' AND a.address = $1`

const unread = `SELECT count(*)::int AS n FROM raw_mails WHERE state = 'received' AND mail_message_id = ANY ($1)`

const waiting = `SELECT count(*)::int AS n FROM raw_mails r JOIN mail_addresses a ON a.workspace_id = r.workspace_id AND a.id = r.address_id
  WHERE r.state = 'received' AND a.address = $1`

/** A flood of mail into one address, while a little comes to another. */
export const kind: FaultKind<Plan> = {
  number: 29,
  title: 'a flood of mail into one address',
  where: ['shared', 'own'],
  // A mail that was being read when its process was killed has to wait a minute, and one whose sender the DNS does not know for long.
  claims: ['app', 'dns'],
  weight: 0.4,
  plan: (random) => ({ mails: asked || random.between(80, 250), senders: random.between(3, 10) }),
  async strike({ traffic, database }, { mails, senders }, say) {
    const [flooded, quiet] = traffic.addresses
    const count = async (text: string, address: string) => (await database.rows<{ n: number }>(text, [address]))[0]?.n ?? 0
    let sent = 0
    const flood = Promise.all(
      Array.from({ length: senders }, async () => {
        while (sent < mails) {
          sent += 1
          await traffic.mail(traffic.compose({ to: flooded }))
        }
      }),
    )
    const piled = await found(async () => (await count(waiting, flooded)) > 20 || sent >= mails, 40_000)
    const others = await Promise.all([0, 1, 2].map(() => traffic.mail(traffic.compose({ to: quiet }))))
    const ids = others.map(({ mail }) => mail.messageId)
    const before = await count(done, flooded)
    await found(async () => (await database.rows<{ n: number }>(unread, [ids]))[0]?.n === 0, patienceMs)
    const read = (await count(done, flooded)) - before
    if (read > mostBefore) say('P6', `${read} mails of a flood were read while three to another address waited`)
    await flood
    return {
      struck: piled !== null && sent >= mails,
      what: `${mails} mails from ${senders} senders at once; ${read} of them were read before three others`,
    }
  },
}
