import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { type MailApp, mailApp } from './mail-app.ts'
import { type RelaySink, relaySink } from './relay-sink.ts'

interface Sent {
  state: string
  attempts: number
  lastResponse: string | null
  final: boolean
  outcomes: (string | null)[]
}

/** A mail app that sends to a relay, for the tests of one file. What still waits after a test is put away. */
export function withRelay(take: (mail: MailApp, relay: RelaySink) => void): void {
  let mail: MailApp
  let relay: RelaySink
  beforeAll(async () => {
    relay = await relaySink()
    mail = await mailApp({ smtpUrl: relay.url })
    take(mail, relay)
  })
  afterAll(async () => {
    await mail.close()
    await relay.close()
  })
  beforeEach(() => {
    relay.mails.length = 0
  })
  afterEach(() =>
    mail.rows("UPDATE outbox SET state = 'sent', next_attempt_at = 'infinity' WHERE state IN ('waiting', 'sending', 'uncertain')"),
  )
}

/** Ways to answer a customer and to see what became of the mail. */
export function sendingOf(given: () => MailApp) {
  return {
    rowsOf: (messageId: number) =>
      given().rows<Sent>(
        `SELECT o.state, o.attempts, o.last_response AS "lastResponse", o.next_attempt_at = 'infinity' AS final,
           ARRAY(SELECT outcome FROM outbox_attempts a WHERE a.outbox_id = o.id ORDER BY n) AS outcomes
         FROM outbox o WHERE o.message_id = $1 ORDER BY o.id`,
        [messageId],
      ),

    /** Carl wrote, and Ada answered. */
    async replied(
      input: Parameters<MailApp['adaReplies']>[1] = {},
    ): Promise<{ ticketId: number; reference: string; id: number; customerMail: string }> {
      const { ticketId, reference, messageId } = await given().carlWrites('The printer is on fire')
      return { ticketId, reference, id: await given().adaReplies(ticketId, input), customerMail: messageId }
    },
  }
}
