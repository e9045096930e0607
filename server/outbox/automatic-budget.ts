import { together, type Tx } from '../platform/db/index.ts'
import { automaticMailsSince, countAutomaticMail, forgetOldAutomaticMails, lockDomainBudget, lockThreadBudget } from './outbox.queries.ts'
import { domainOf } from './recipients.ts'

/** Mails that nobody wrote by hand, in one hour: to one ticket's people, and to one mail domain. */
export const automaticPerHour = { thread: 3, domain: 100 } as const

const hourMs = 3_600_000

/** Takes one automatic mail from the budgets; gives the reason when there is nothing left. */
export async function spendAutomaticMail(tx: Tx, mail: { ticketId: number; recipient: string }): Promise<string | null> {
  const domain = domainOf(mail.recipient)
  const since = new Date(tx.now.getTime() - hourMs)
  const [, , spent] = await together([
    tx.one(lockThreadBudget, [tx.workspaceId, mail.ticketId]),
    tx.one(lockDomainBudget, [tx.workspaceId, domain]),
    tx.one<{ thread: number; domain: number }>(automaticMailsSince, [tx.workspaceId, mail.ticketId, domain, since]),
  ])
  if (spent.thread >= automaticPerHour.thread)
    return `Not sent: ${automaticPerHour.thread} automatic mails left this ticket within an hour.`
  if (spent.domain >= automaticPerHour.domain)
    return `Not sent: ${automaticPerHour.domain} automatic mails went to ${domain} within an hour.`
  await tx.run(countAutomaticMail, [tx.workspaceId, mail.ticketId, domain, tx.now])
  await tx.run(forgetOldAutomaticMails, [tx.workspaceId, new Date(tx.now.getTime() - 2 * hourMs)])
  return null
}
