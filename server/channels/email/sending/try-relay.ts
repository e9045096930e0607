import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { errorLine } from '../../../platform/jobs/backoff.ts'
import { relayOf } from './relay.ts'

export interface RelayAnswer {
  /** Why a mail could not be handed over; null when it could. */
  readonly fault: string | null
  readonly encrypted: boolean
  /** The relay let this installation sign in; null where no user is configured. */
  readonly signedIn: boolean | null
}

const patienceMs = 10_000

/** Talks to the relay as a mail would (greeting, TLS, sign-in) and leaves before there is one. */
export async function tryRelay(smtpUrl: string, ownUrl: string | null): Promise<RelayAnswer> {
  const { options, auth } = relayOf(smtpUrl, ownUrl)
  const connection = new SMTPConnection({
    ...options,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
  })
  // What it says after we have heard enough is nobody's business any more.
  connection.on('error', () => undefined)
  const seen = { encrypted: false, signedIn: auth ? false : null }
  try {
    await step(connection, (done) => connection.connect(done))
    seen.encrypted = connection.secure
    if (auth) {
      await step(connection, (done) => connection.login(auth, done))
      seen.signedIn = true
    }
    return { fault: null, ...seen }
  } catch (error) {
    // Some servers repeat what they were sent.
    const words = errorLine(error)
    return { fault: auth?.pass ? words.replaceAll(auth.pass, '…') : words, ...seen }
  } finally {
    connection.quit()
    connection.close()
  }
}

function step(connection: SMTPConnection, begin: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    begin((error) => {
      connection.off('error', reject)
      if (error) reject(error)
      else resolve()
    })
  })
}
