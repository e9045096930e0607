import { describe, expect, test } from 'vitest'
import { storeAttachment } from '../../../messages/index.ts'
import { readReplyToken } from '../../../outbox/index.ts'
import { mergeTickets } from '../../../tickets/merge-tickets.ts'
import { readMail } from '../reading/index.ts'
import type { MailApp } from '../testing/mail-app.ts'
import type { RelaySink } from '../testing/relay-sink.ts'
import { sendingOf, withRelay } from '../testing/sending.ts'

let mail: MailApp
let relay: RelaySink

withRelay((theMail, theRelay) => {
  mail = theMail
  relay = theRelay
})
const { rowsOf, replied } = sendingOf(() => mail)

describe('what leaves', () => {
  test('a reply reaches the customer, threads in their mail program, and their answer finds its ticket', async () => {
    const { reference, id, customerMail, ticketId } = await replied({ text: 'Water helps & <b>foam</b> too.' })
    await mail.sendDue()
    expect(relay.mails.map(({ from, to }) => ({ from, to }))).toEqual([{ from: 'support@desk.example', to: ['carl@customer.example'] }])
    const read = await readMail(Buffer.from(relay.mails[0]?.raw ?? ''))
    expect(read).toMatchObject({
      from: { name: 'Support', address: 'support@desk.example' },
      subject: `Re: The printer is on fire [${reference}]`,
      inReplyTo: [customerMail],
      references: [customerMail],
      auto: 'no',
    })
    expect(read.replyTo[0]?.address).toMatch(/^support\+r[a-z2-7]+@desk\.example$/)
    expect(read.text).toContain('Water helps & <b>foam</b> too.')
    expect(relay.mails[0]?.raw).toContain('Content-Type: multipart/alternative')
    expect(readReplyToken(mail.app.secrets, `<${read.messageId}>`)).toMatchObject({ ticketId, messageId: id })
    expect(await rowsOf(id)).toMatchObject([{ state: 'sent', final: true, outcomes: ['sent'] }])

    await mail.deliver(
      `From: carl@customer.example\nTo: ${read.replyTo[0]?.address}\nSubject: Re\nMessage-ID: <answer-${id}@customer.example>\n\nThanks!\n`,
      {
        to: read.replyTo[0]?.address,
      },
    )
    await mail.intake()
    const messages = await mail.rows('SELECT kind, audience, text FROM messages WHERE ticket_id = $1 ORDER BY id', [ticketId])
    expect(messages.at(-1)).toEqual({ kind: 'customer', audience: 'public', text: 'Thanks!' })
  })

  test('a note leaves in no mail, and neither does what was quoted around it (P8)', async () => {
    const { ticketId } = await mail.carlWrites('Notes stay here')
    await mail.adaReplies(ticketId, { kind: 'note', text: 'canary-note-77ab' })
    await mail.adaReplies(ticketId, { text: 'First answer.' })
    await mail.adaReplies(ticketId, { kind: 'note', text: 'canary-note-77ac' })
    await mail.adaReplies(ticketId, { text: 'Second answer.' })
    await mail.sendDue()
    await mail.sendDue()
    expect(relay.mails).toHaveLength(2)
    for (const { raw } of relay.mails) expect((await readMail(Buffer.from(raw))).body && raw).not.toContain('canary-note')
    const second = await readMail(Buffer.from(relay.mails[1]?.raw ?? ''))
    expect(JSON.stringify(second.body)).toContain('First answer.')
  })

  test('a message that is no longer public when its turn comes is not sent (P8)', async () => {
    const { id } = await replied()
    await mail.rows("UPDATE messages SET audience = 'staff' WHERE id = $1", [id])
    await mail.sendDue()
    expect(relay.mails).toEqual([])
    expect(await rowsOf(id)).toMatchObject([{ state: 'failed', lastResponse: 'This message is no longer public.' }])
  })

  test('B10: each recipient has an envelope of their own; Bcc stands in no mail', async () => {
    const { id } = await replied({ cc: [{ address: 'yuki@customer.example', name: 'Yuki' }], bcc: [{ address: 'boss@hidden.example' }] })
    await mail.sendDue()
    expect(new Set(relay.mails.map(({ to }) => to.join()))).toEqual(
      new Set(['boss@hidden.example', 'carl@customer.example', 'yuki@customer.example']),
    )
    for (const { raw } of relay.mails) {
      expect(raw).not.toContain('hidden.example')
      expect(raw).toMatch(/^Cc: Yuki <yuki@customer.example>/m)
    }
    expect(new Set(relay.mails.map(({ raw }) => /^Reply-To: (.*)$/m.exec(raw)?.[1])).size).toBe(2)
    expect(new Set(relay.mails.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1])).size).toBe(1)
    expect((await rowsOf(id)).every(({ state }) => state === 'sent')).toBe(true)
  })

  test('E4: after a merge each customer is quoted what was theirs, and what was said since', async () => {
    const { ticketId: primaryId } = await mail.carlWrites('Primary', 'canary-of-carl')
    await mail.deliver(
      'From: Yuki <yuki@customer.example>\nTo: support@desk.example\nSubject: Duplicate\nMessage-ID: <yuki-1@customer.example>\n\ncanary-of-yuki\n',
    )
    await mail.intake()
    const [duplicate] = await mail.rows<{ id: number }>("SELECT id FROM tickets WHERE title = 'Duplicate'")
    await mergeTickets(mail.ada, { ticketId: primaryId, duplicateId: duplicate?.id ?? 0 })
    await mail.adaReplies(primaryId, { text: 'To both of you.', cc: [{ address: 'yuki@customer.example' }] })
    await mail.adaReplies(primaryId, { text: 'And again.', cc: [{ address: 'yuki@customer.example' }] })
    await mail.sendDue()
    await mail.sendDue()
    const sentTo = (who: string) => relay.mails.filter(({ to }) => to[0] === who).map(({ raw }) => raw)
    expect(sentTo('carl@customer.example')).toHaveLength(2)
    for (const raw of sentTo('carl@customer.example')) {
      expect(raw).toContain('canary-of-carl')
      expect(raw).not.toContain('canary-of-yuki')
      expect(raw).not.toContain('yuki-1@customer.example')
    }
    for (const raw of sentTo('yuki@customer.example')) {
      expect(raw).toContain('canary-of-yuki')
      expect(raw).not.toContain('canary-of-carl')
    }
    expect(sentTo('yuki@customer.example')[1]).toContain('To both of you.')
  })

  test('pictures and files travel with the reply; what is elsewhere is not loaded by our mail', async () => {
    const { ticketId } = await mail.carlWrites('A picture, please')
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
    const id = await mail.adaReplies(ticketId, { text: 'placeholder' })
    const body = {
      blocks: [
        { id: 'b1', type: 'image', image: { source: { kind: 'cid', cid: 'pic@1' }, alt: 'the way' } },
        { id: 'b2', type: 'image', image: { source: { kind: 'remote', src: 'https://tracker.example/x.png' }, alt: 'elsewhere' } },
      ],
    }
    await mail.rows('UPDATE messages SET body = $2::jsonb WHERE id = $1', [id, body])
    await mail.app.db.transaction(mail.workspaceId, async (tx) => {
      const common = { ticketId, messageId: id, uploadedBy: null, at: tx.now }
      await storeAttachment(tx, {
        ...common,
        attachment: { filename: 'pic.png', contentType: 'image/png', content: png, contentId: 'pic@1', inline: true },
      })
      await storeAttachment(tx, {
        ...common,
        attachment: { filename: 'ünï\r\nX: "q".pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1') },
      })
    })
    await mail.sendDue()
    const raw = relay.mails[0]?.raw ?? ''
    const read = await readMail(Buffer.from(raw))
    expect(read.attachments.map(({ contentType, size }) => [contentType, size])).toEqual([
      ['image/png', png.length],
      ['application/pdf', 6],
    ])
    expect(JSON.stringify(read.body)).toContain(read.attachments[0]?.contentId ?? 'none')
    expect(raw).not.toContain('tracker.example')
    expect(raw).not.toMatch(/^X: /m)
  })

  test('B8: line breaks in subject and names add no header and no recipient', async () => {
    const evil = 'x\r\nBcc: victim@evil.example\u2028\nX-Evil: 1'
    const { ticketId } = await mail.carlWrites('plain')
    await mail.rows('UPDATE tickets SET title = $2 WHERE id = $1', [ticketId, evil])
    await mail.rows('UPDATE desks SET from_name = $1', [evil])
    await mail.adaReplies(ticketId, { cc: [{ address: 'yuki@customer.example', name: evil }] })
    await mail.rows("UPDATE desks SET from_name = ''")
    await mail.sendDue()
    expect(relay.mails).toHaveLength(2)
    for (const { raw, to } of relay.mails) {
      const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
      expect(head).not.toMatch(/^(Bcc|X-Evil):/im)
      expect(to).not.toContain('victim@evil.example')
    }
  })

  test('B9: HTML in names and subjects is text in every part', async () => {
    const { ticketId } = await mail.carlWrites('<img src=x onerror=alert(1)>')
    await mail.rows("UPDATE messages SET author_name = '<script>alert(2)</script>' WHERE ticket_id = $1", [ticketId])
    await mail.rows("UPDATE desks SET signature = '<a href=javascript:alert(3)>us</a>'")
    await mail.adaReplies(ticketId, {})
    await mail.rows("UPDATE desks SET signature = ''")
    await mail.sendDue()
    const html = relay.mails[0]?.raw.replace(/=\r\n/g, '').replaceAll('=3D', '=') ?? ''
    const part = html.slice(html.indexOf('text/html'))
    expect(part).toContain('&lt;script&gt;alert(2)')
    expect(part).not.toMatch(/<script|<img|href="?javascript/i)
  })

  test('A7: an address that programs read in different ways is refused, and the others are sent to', async () => {
    const { id } = await replied({ cc: [{ address: '"victim@corp.example"@evil.example' }, { address: 'a@[127.0.0.1]' }] })
    await mail.sendDue()
    expect(relay.mails.map(({ to }) => to)).toEqual([['carl@customer.example']])
    expect((await rowsOf(id)).map(({ state }) => state)).toEqual(['sent', 'failed', 'failed'])
    expect(relay.mails[0]?.raw).not.toContain('victim@corp.example')
  })

  test('B5: a mail to one of our own addresses is not sent', async () => {
    const { id } = await replied({ cc: [{ address: 'Support+x@desk.example' }] })
    await mail.sendDue()
    expect(relay.mails.map(({ to }) => to)).toEqual([['carl@customer.example']])
    expect((await rowsOf(id)).map(({ state }) => state)).toEqual(['sent', 'suppressed'])
  })
})
