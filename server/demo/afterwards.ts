import { systemContext } from '../access/index.ts'
import { linkTickets } from '../links/index.ts'
import { maskWords } from '../masking/index.ts'
import { bodyFromHtml, bodyFromText } from '../messages/index.ts'
import { noticeChoices, setNoticeChoices } from '../notifications/index.ts'
import { endAttempt, takeDueMail } from '../outbox/index.ts'
import { staffWrites } from '../tickets/index.ts'
import { agentKeys } from './company.ts'
import { alikeTickets, newestMails, newestOpenOf, openTicketsOf, readMost, settleMails, starTicket } from './demo.queries.ts'
import type { World } from './furnish.ts'
import type { Random } from './random.ts'

const dayMs = 24 * 3_600_000
const stillWaiting = 5

/**
 * Nothing of the demo may leave: its mails count as sent. Only where there is no relay that could take them, a few still
 * wait and one was refused, so that the delivery pages have something to show.
 */
export async function settleDemoMail({ app, workspaceId }: World): Promise<void> {
  const ctx = systemContext(app, workspaceId)
  const kept = await ctx.transaction(async (tx) => {
    const newest = app.config.smtpUrl === null ? await tx.many<{ id: number }>(newestMails, [workspaceId, stillWaiting + 1]) : []
    const ids = newest.map((mail) => mail.id)
    await tx.run(settleMails, [workspaceId, ids, '250 2.0.0 demo: counted as sent, nothing left this machine'])
    return ids
  })
  const refused = kept[stillWaiting]
  const taken = refused === undefined ? null : await takeDueMail(ctx, refused, async () => 'none')
  if (!taken || taken === 'no_way') return
  const response = `550 5.1.1 <${taken.row.recipient}>: Recipient address rejected: User unknown in virtual mailbox table`
  await endAttempt(ctx, taken, { outcome: 'refused', code: 550, response })
}

/** What happened is read into notices after the demo was made; nobody of its people has a mailbox. */
export async function tellByInboxOnly({ as }: World): Promise<void> {
  for (const key of agentKeys) {
    const { items } = await noticeChoices(as[key])
    await setNoticeChoices(as[key], { items: items.map((choice) => ({ ...choice, mail: false })) })
  }
}

/** What people did without changing a ticket: reading, and starring what they want to find again. */
export async function readAndStar(world: World, random: Random, now: Date): Promise<void> {
  const { app, workspaceId, as } = world
  await app.db.transaction(workspaceId, async (tx) => {
    await tx.run(readMost, [workspaceId, new Date(now.getTime() - 3 * dayMs)])
    for (const key of agentKeys) {
      const { userId } = as[key].actor
      const open = await tx.many<{ id: number }>(openTicketsOf, [workspaceId, userId])
      for (const { id } of random.shuffle(open).slice(0, 4)) await tx.run(starTicket, [workspaceId, userId, id, tx.now])
    }
  })
}

/** Colleagues call each other, so that the bell has something to say. */
export async function mentionEachOther({ app, workspaceId, desks, as }: World): Promise<void> {
  const calls = [
    [as.mina, as.ada, 'Could you check with legal whether we may promise this?'],
    [as.haru, as.joon, 'The log you asked for is attached above. Does it help?'],
  ] as const
  const [first, second] = await app.db.transaction(workspaceId, (tx) =>
    tx.many<{ id: number }>(newestOpenOf, [workspaceId, desks.support, calls.length]),
  )
  for (const [n, ticket] of [first, second].entries()) {
    const call = calls[n]
    if (!ticket || !call) continue
    const [from, to, words] = call
    const html = `<p><span data-mention="${to.actor.userId}">@${to.actor.name}</span> ${words}</p>`
    await staffWrites(from, { ticketId: ticket.id, kind: 'note', body: bodyFromHtml(html), mentions: [to.actor.userId] })
  }
}
/** What was noted on the phone, in three languages: of each, one stretch is masked at once, as it should be. */
const notedOnThePhone = [
  { by: 'mina', text: '010-2345-6789로 다시 연락드렸어요. 환불은 같은 카드로 진행해요.', masked: '010-2345-6789' },
  { by: 'haru', text: 'お電話（090-1234-5678）で確認しました。本日中に折り返します。', masked: '090-1234-5678' },
  {
    by: 'noah',
    text: 'He read me his card over the phone: 4111 1111 1111 1111. Charged twice, refund is right.',
    masked: '4111 1111 1111 1111',
  },
] as const

export async function maskWhatWasNoted({ app, workspaceId, as }: World): Promise<void> {
  for (const [n, { by, text, masked }] of notedOnThePhone.entries()) {
    const ctx = as[by]
    const open = await app.db.transaction(workspaceId, (tx) => tx.many<{ id: number }>(openTicketsOf, [workspaceId, ctx.actor.userId]))
    const ticket = open[Math.floor((open.length * (n + 1)) / (notedOnThePhone.length + 1))]
    if (!ticket) continue
    const messageId = await staffWrites(ctx, { ticketId: ticket.id, kind: 'note', body: bodyFromText(text) })
    await maskWords(ctx, { ticketId: String(ticket.id), messageId, input: { text: masked, everywhere: false } })
  }
}

/** One fault that several customers met: the tickets are parts of one, a customer wrote twice, and another matter is akin. */
export async function linkAlike({ app, workspaceId, desks, labels, as }: World): Promise<void> {
  const found = await app.db.transaction(workspaceId, (tx) =>
    tx.many<{ reference: string }>(alikeTickets, [workspaceId, desks.support, labels.bug]),
  )
  const [parent, ...others] = found.map(({ reference }) => reference)
  if (!parent) return
  const kinds = ['child', 'child', 'child', 'duplicated_by', 'related'] as const
  for (const [i, to] of others.entries()) await linkTickets(as.noah, { ref: parent, kind: kinds[i] ?? 'related', to })
}
