import { outgoingMessageId, replyAddress } from '../../../outbox/index.ts'
import { dnsOf, type MailApp, mailOf } from './mail-app.ts'

export interface Filed {
  outcome: string
  state: string
  ticketId: number | null
  messageId: number | null
}

export interface Conversation {
  readonly ticketId: number
  readonly reference: string
  /** Of Carl's first mail. */
  readonly messageId: string
  /** Carl's own reply address. */
  readonly token: string
  /** The Message-ID of Ada's reply. */
  readonly answerTo: string
}

type Options = { to?: string; from?: string; resolver?: ReturnType<typeof dnsOf>; text?: string }

/** Ways to send mails in and to see what became of them. */
export function filingOf(given: () => MailApp) {
  return {
    /** Sends a mail in and says what became of it. */
    async file(headers: Record<string, string | undefined>, options: Options = {}): Promise<Filed> {
      const mail = given()
      const raw = mailOf({ To: 'support@desk.example', ...headers }, options.text)
      const answer = await mail.deliver(raw, { to: options.to, ...(options.from === undefined ? {} : { from: options.from }) })
      if (!answer.startsWith('250')) throw new Error(`the mail was not taken: ${answer}`)
      await mail.intake(options.resolver ? { resolver: options.resolver } : {})
      const [filed] = await mail.rows<Filed>(
        'SELECT outcome, state, ticket_id AS "ticketId", message_id AS "messageId" FROM raw_mails ORDER BY id DESC LIMIT 1',
      )
      if (!filed) throw new Error('the mail was not stored')
      return filed
    },

    /** Carl asked, Ada answered. */
    async conversation(): Promise<Conversation> {
      const mail = given()
      const { secrets } = mail.app
      const ticket = await mail.carlWrites(`Question ${Math.random()}`)
      const [row] = await mail.rows<{ contactId: number }>('SELECT contact_id AS "contactId" FROM tickets WHERE id = $1', [ticket.ticketId])
      const messageId = await mail.adaReplies(ticket.ticketId, {})
      const common = { workspaceId: mail.workspaceId, ticketId: ticket.ticketId }
      return {
        ...ticket,
        token: replyAddress(secrets, { address: 'support@desk.example', ...common, contactId: row?.contactId ?? 0 }),
        answerTo: outgoingMessageId(secrets, { ...common, messageId, domain: 'desk.example' }),
      }
    },

    async message(id: number | null) {
      const [row] = await given().rows<{
        audience: string
        kind: string
        author: string
        why: string | null
        verdict: string
        auto: string
      }>('SELECT audience, kind, author_kind AS author, why, verdict, auto_kind AS auto FROM messages WHERE id = $1', [id])
      return row
    },

    async ticketRow(id: number | null) {
      const [row] = await given().rows<{
        status: string
        possibly: number | null
        followUp: number | null
        contact: string | null
        messages: number
      }>(
        'SELECT status, possibly_of_id AS possibly, follow_up_of_id AS "followUp", contact_email AS contact, message_count AS messages FROM tickets WHERE id = $1',
        [id],
      )
      return row
    },

    async participants(id: number) {
      const rows = await given().rows<{ value: string }>(
        'SELECT i.value FROM participants p JOIN contact_identities i ON i.contact_id = p.contact_id WHERE p.ticket_id = $1 AND p.removed_at IS NULL ORDER BY 1',
        [id],
      )
      return rows.map(({ value }) => value)
    },

    async mailedTo() {
      const rows = await given().rows<{ recipient: string }>('SELECT DISTINCT recipient FROM outbox ORDER BY 1')
      return rows.map(({ recipient }) => recipient)
    },
  }
}

export const carl = 'Carl Ito <carl@customer.example>'
export const mallory = 'mallory@evil.example'

/** A DNS by which what this machine sends comes from where it says. */
export const genuine = dnsOf({
  'customer.example': 'v=spf1 ip4:127.0.0.1 -all',
  '_dmarc.customer.example': 'v=DMARC1; p=reject',
  'evil.example': 'v=spf1 ip4:127.0.0.1 -all',
  '_dmarc.evil.example': 'v=DMARC1; p=reject',
})

/** A DNS by which nothing that this machine sends comes from the customer. */
export const forged = dnsOf({ 'customer.example': 'v=spf1 -all', '_dmarc.customer.example': 'v=DMARC1; p=reject' })
