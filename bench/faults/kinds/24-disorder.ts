import { gate } from '../gate.ts'
import type { Say } from '../findings.ts'
import type { FaultKind, Strike } from '../kinds.ts'
import { found } from '../wait.ts'
import type { World } from '../world.ts'

interface Plan {
  readonly what: 'reply-before-original' | 'bounce-before-record' | 'reply-before-record' | 'webhook-before-commit'
}

/** An answer comes before what it answers, or while our mail is still being handed over. */
export const kind: FaultKind<Plan> = {
  number: 24,
  title: 'disorder: a reply before the original, a bounce or a reply before the sending is on record',
  where: ['shared', 'own'],
  claims: ['relay'],
  plan: (random) => ({
    what: random.pick(['reply-before-original', 'bounce-before-record', 'reply-before-record', 'webhook-before-commit'] as const),
  }),
  async strike(world, { what }, say) {
    const { relay, traffic, known, database } = world
    if (what === 'reply-before-original') {
      const first = traffic.compose()
      const second = traffic.compose({ from: first.from, refersTo: `<${first.messageId}>` })
      await traffic.mail(second)
      await traffic.mail(first)
      return { struck: true, what }
    }
    if (what === 'webhook-before-commit') return toldTooEarly(world, say)
    const release = gate()
    const { reference } = await traffic.reply()
    const recipient = `slow.${traffic.canary()}@customer.example`
    const script = relay.script({
      stage: 'dot',
      times: 1,
      recipient: (address) => address === recipient,
      act: { hold: release.opened, then: 'answer' },
    })
    const word = traffic.canary()
    await found(async () => {
      const body = { kind: 'reply', text: `Slowly: ${word}`, to: [recipient] }
      const answer = await traffic.api('POST', `/tickets/${reference}/messages`, body, { 'idempotency-key': word }).catch(() => null)
      return answer?.status === 201 ? true : null
    }, 30_000)
    const met = await script.met(1, 30_000)
    script.lift()
    const [row] = await database.rows<{ messageId: string }>(
      'SELECT mail_message_id AS "messageId" FROM messages WHERE position($1 IN text) > 0',
      [word],
    )
    if (!met || !row) {
      release.open()
      return { struck: false, what }
    }
    const messageId = row.messageId.replace(/^<|>$/g, '')
    if (what === 'bounce-before-record') {
      known.bounced.add(messageId)
      const canary = traffic.canary()
      const to = traffic.addresses[0]
      const raw = bounceOf(canary, recipient, messageId, to)
      const record = await traffic.mail({
        ...traffic.compose({ canary, from: 'mailer-daemon@customer.example', to }),
        from: '',
        raw,
        attachments: [],
      })
      record.isBounce = true
    } else {
      const record = await traffic.mail(
        traffic.compose({ from: recipient, reply: { subject: 'Earlier', messageId: `<${messageId}>`, quoted: 'Slowly' } }),
      )
      if (record.refusal) say('P1', `an answer to a mail that was just leaving was refused: ${record.refusal}`)
    }
    release.open()
    return { struck: true, what }
  },
}

/** Whoever is told of an event asks for it at once: it must be there. */
async function toldTooEarly({ hooks, traffic }: World, say: Say): Promise<Strike> {
  let asked = 0
  hooks.onReceipt(async ({ reference, seq, id }) => {
    if (asked >= 5) return
    const answer = await traffic.api('GET', `/tickets/${reference}/events`).catch(() => null)
    if (!answer?.ok) return
    asked += 1
    const { items } = (await answer.json()) as { items: { seq: number }[] }
    if (!items.some((event) => event.seq === seq))
      say('P9', `the webhook ${id} tells of event ${seq} of ${reference}, which is not there yet`)
  })
  await traffic.reply()
  await found(() => asked > 0 || null, 30_000)
  return { struck: asked > 0, what: `asked at once for ${asked} events` }
}

/** A report of a mail that could not be delivered (RFC 3464). */
function bounceOf(canary: string, recipient: string, messageId: string, to: string): Buffer {
  return Buffer.from(
    [
      'From: Mail Delivery System <mailer-daemon@customer.example>',
      `To: ${to}`,
      `Subject: Undelivered Mail Returned to Sender ${canary}`,
      `Message-ID: <${canary}@customer.example>`,
      'Date: Mon, 02 Nov 2026 10:00:00 +0000',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="xx"',
      '',
      '--xx',
      'Content-Type: text/plain',
      '',
      `${canary}: no such person`,
      '--xx',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.customer.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 no such person',
      '',
      '--xx',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: <${messageId}>`,
      `To: ${recipient}`,
      'Subject: Re: Earlier',
      '',
      'Slowly',
      '--xx--',
      '',
    ].join('\r\n'),
  )
}
