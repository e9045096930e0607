import { expect, test } from 'vitest'
import { maskWords } from '../../../masking/index.ts'
import { readMail } from '../reading/index.ts'
import type { MailApp } from '../testing/mail-app.ts'
import type { RelaySink } from '../testing/relay-sink.ts'
import { withRelay } from '../testing/sending.ts'

let mail: MailApp
let relay: RelaySink

withRelay((theMail, theRelay) => {
  mail = theMail
  relay = theRelay
})

const secret = 'DE44 5001 0517 5407 3249'

async function maskedTicket() {
  const { ticketId, reference } = await mail.carlWrites('My bank', `Please pay to ${secret}, thanks.`)
  const [message] = await mail.rows<{ id: number }>("SELECT id FROM messages WHERE ticket_id = $1 AND kind = 'customer'", [ticketId])
  const mask = () => maskWords(mail.ada, { ticketId: reference, messageId: message?.id ?? 0, input: { text: secret, everywhere: true } })
  return { ticketId, mask }
}

test('E13 mail: a reply that waits to be sent when words are masked leaves with asterisks, and quotes asterisks', async () => {
  const { ticketId, mask } = await maskedTicket()
  await mail.adaReplies(ticketId, { text: `We pay to ${secret} tomorrow.` })
  await mask()
  await mail.adaReplies(ticketId, { text: 'It is on its way.' })
  await mail.sendDue()
  await mail.sendDue()
  expect(relay.mails).toHaveLength(2)
  for (const { raw } of relay.mails) {
    const read = await readMail(Buffer.from(raw))
    expect(JSON.stringify(read.body)).not.toMatch(/\b5001\b/)
    expect(JSON.stringify(read.body)).toContain('************************')
    expect(raw).not.toMatch(/\b5001\b/)
  }
})

test('H7 quote by mail: the customer’s program quotes what is masked here, and it is masked as it is taken in', async () => {
  const { ticketId, mask } = await maskedTicket()
  await mask()
  await mail.adaReplies(ticketId, { text: 'Which bank is it?' })
  await mail.sendDue()
  const to = (await readMail(Buffer.from(relay.mails[0]?.raw ?? ''))).replyTo[0]?.address ?? ''
  await mail.deliver(
    `From: Carl Ito <carl@customer.example>\nTo: ${to}\nSubject: Re: My bank ${secret}\nMessage-ID: <quoting@customer.example>\nContent-Type: text/html\n\n<p>Mine.</p><blockquote type="cite">Please pay to <b>DE44</b> 5001 0517 5407 3249</blockquote>\n`,
    { to },
  )
  await mail.intake()
  const [row] = await mail.rows<{ row: string; text: string; ticketId: number }>(
    'SELECT m::text AS row, text, ticket_id AS "ticketId" FROM messages m WHERE mail_message_id = $1',
    ['quoting@customer.example'],
  )
  expect(row?.ticketId).toBe(ticketId)
  expect(row?.text).toContain('Please pay to ************************')
  expect(row?.row).not.toMatch(/\b5001\b/)
  // The mail as it came is kept, sealed.
  const [raw] = await mail.rows<{ sealed: Buffer }>("SELECT sealed FROM raw_mails WHERE mail_message_id LIKE '%quoting@%'")
  expect(raw?.sealed.toString('latin1')).not.toMatch(/\b5001\b/)
  expect(mail.app.secrets.open('raw-mail', raw?.sealed ?? Buffer.alloc(0)).toString()).toContain(secret)
})
