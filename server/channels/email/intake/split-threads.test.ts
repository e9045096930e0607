import { afterAll, beforeAll, expect, test } from 'vitest'
import { outgoingMessageId } from '../../../outbox/index.ts'
import { splitTicket, undoSplit } from '../../../tickets/index.ts'
import { carl, filingOf } from '../testing/filing.ts'
import { type MailApp, mailApp } from '../testing/mail-app.ts'

let mail: MailApp

beforeAll(async () => {
  mail = await mailApp()
})
afterAll(() => mail.close())

const { file, conversation } = filingOf(() => mail)

/** Carl asks two things on one ticket, Ada answers both; the second becomes a ticket of its own. */
async function splitConversation() {
  const first = await conversation()
  const second = await file({ From: carl, 'In-Reply-To': first.answerTo }, { text: 'Something else.' })
  const reply = await mail.adaReplies(first.ticketId, { text: 'To that.' })
  const made = await splitTicket(mail.ada, {
    ticketId: first.ticketId,
    messageIds: [second.messageId ?? 0, reply],
    title: 'Something else',
  })
  const answerToSplit = outgoingMessageId(mail.app.secrets, {
    workspaceId: mail.workspaceId,
    ticketId: first.ticketId,
    messageId: reply,
    domain: 'desk.example',
  })
  return { ...first, made, answerToSplit }
}

test('an answer to a message that became a ticket of its own finds that ticket, an answer to another the former one (B6)', async () => {
  const { ticketId, made, answerTo, answerToSplit, token } = await splitConversation()
  expect(await file({ From: carl, 'In-Reply-To': answerToSplit })).toMatchObject({ outcome: 'message', ticketId: made })
  expect(await file({ From: carl, 'In-Reply-To': answerToSplit }, { to: token })).toMatchObject({ outcome: 'message', ticketId: made })
  expect(await file({ From: carl, 'In-Reply-To': answerTo })).toMatchObject({ outcome: 'message', ticketId })
  expect(await file({ From: carl }, { to: token })).toMatchObject({ outcome: 'message', ticketId })
})

test('once the split is taken back the answers come back, too (B6)', async () => {
  const { ticketId, made, answerToSplit } = await splitConversation()
  const [split] = await mail.rows<{ id: number }>('SELECT id FROM splits WHERE made_id = $1', [made])
  await undoSplit(mail.ada, { ticketId: made, splitId: split?.id ?? 0 })
  expect(await file({ From: carl, 'In-Reply-To': answerToSplit })).toMatchObject({ outcome: 'message', ticketId })
})

test('A4: a stranger who forwards a message that moved waits there as anywhere', async () => {
  const { made, answerToSplit } = await splitConversation()
  const filed = await file({ From: 'Mallory <mallory@evil.example>', 'In-Reply-To': answerToSplit })
  expect(filed).toMatchObject({ outcome: 'pending', ticketId: made })
})
