import { afterAll, beforeAll, expect, test } from 'vitest'
import * as outbox from '../../outbox/outbox.queries.ts'
import type { Query } from '../../platform/db/index.ts'
import { besideMessages, shownMessage } from '../../tickets/message-views.queries.ts'
import { ticketsByNumber, ticketsOfOwnMails } from './intake/find-thread.queries.ts'
import { otherCopies, quarantinedPage, takeRawMail } from './intake/intake.queries.ts'
import { earlierMessages, mailHead, publicAttachments, threadIds } from './sending/compose.queries.ts'
import { type MailApp, mailApp } from './testing/mail-app.ts'

let mail: MailApp
beforeAll(async () => {
  mail = await mailApp()
})
afterAll(() => mail.close())

const hot: [Query, string][] = [
  [outbox.lockDueRow, 'outbox'],
  [outbox.earlierUnsent, 'outbox'],
  [outbox.deliveriesOfTicket, 'outbox'],
  [besideMessages, 'outbox'],
  [besideMessages, 'attachments'],
  [shownMessage, 'outbox'],
  [outbox.isSuppressed, 'contact_identities'],
  [outbox.automaticMailsSince, 'automatic_mails'],
  [takeRawMail, 'raw_mails'],
  [otherCopies, 'raw_mails'],
  [quarantinedPage, 'raw_mails'],
  [ticketsOfOwnMails, 'messages'],
  [ticketsByNumber, 'tickets'],
  [mailHead, 'tickets'],
  [earlierMessages, 'messages'],
  [threadIds, 'messages'],
  [publicAttachments, 'attachments'],
]

test.each(hot.map(([query, table]) => [query.name ?? '', table, query] as const))(
  '%s reads %s by an index, whatever its parameters',
  async (name, table, query) => {
    const count = Math.max(...[...query.text.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])))
    const plan = await mail.app.db.transaction(mail.workspaceId, async (tx) => {
      await tx.run({ text: 'SET LOCAL plan_cache_mode = force_generic_plan' })
      // The tables are empty: a scan would win on them, and must not on full ones.
      await tx.run({ text: 'SET LOCAL enable_seqscan = off' })
      await tx.run({ text: `PREPARE "hot_${name}" AS ${query.text}` })
      const rows = await tx.many<{ 'QUERY PLAN': string }>({
        text: `EXPLAIN EXECUTE "hot_${name}" (${Array(count).fill('NULL').join(', ')})`,
      })
      await tx.run({ text: `DEALLOCATE "hot_${name}"` })
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    expect(plan).not.toMatch(new RegExp(`Seq Scan on ${table}\\b`))
    expect(plan).toMatch(/Index Cond: /)
  },
)
