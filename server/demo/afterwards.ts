import { systemContext } from '../access/index.ts'
import { linkTickets } from '../links/index.ts'
import { endAttempt, takeDueMail } from '../outbox/index.ts'
import { agentKeys } from './company.ts'
import { alikeTickets, newestMails, openTicketsOf, readMost, readOldNotices, settleMails, starTicket } from './demo.queries.ts'
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
  const taken = refused === undefined ? null : await takeDueMail(ctx, refused)
  if (!taken) return
  const response = `550 5.1.1 <${taken.row.recipient}>: Recipient address rejected: User unknown in virtual mailbox table`
  await endAttempt(ctx, taken, { outcome: 'refused', code: 550, response })
}

/** What people did without changing a ticket: reading, and starring what they want to find again. */
export async function readAndStar(world: World, random: Random, now: Date): Promise<void> {
  const { app, workspaceId, as } = world
  await app.db.transaction(workspaceId, async (tx) => {
    await tx.run(readMost, [workspaceId, new Date(now.getTime() - 3 * dayMs)])
    await tx.run(readOldNotices, [workspaceId, new Date(now.getTime() - dayMs)])
    for (const key of agentKeys) {
      const { userId } = as[key].actor
      const open = await tx.many<{ id: number }>(openTicketsOf, [workspaceId, userId])
      for (const { id } of random.shuffle(open).slice(0, 4)) await tx.run(starTicket, [workspaceId, userId, id, tx.now])
    }
  })
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
