import { ImapFlow } from 'imapflow'
import type { App } from '../../../access/index.ts'
import { backoffMs, errorLine } from '../../../platform/jobs/backoff.ts'
import { checkHost, guardOf } from '../../../platform/outgoing/index.ts'
import { type Failures, fetchNewMail, type WatchedMailbox } from './fetch-new-mail.ts'
import { type ImapSettings, type MailboxRow, mailboxRow, rememberState } from './imap.queries.ts'

/** Even without a word from the server it is asked this often: some never report new mail. */
const askEveryMs = 60_000

export interface Watching {
  /** Looks at once, or connects again at once. */
  look(): void
  stop(): Promise<void>
}

/** Keeps one mailbox connected (IDLE) and takes what arrives; comes back after every failure, ever more slowly. */
export function watchMailbox(app: App, mailbox: WatchedMailbox): Watching {
  const failures: Failures = new Map()
  let stopping = false
  let client: ImapFlow | null = null
  let wakeUp: () => void = () => {}
  let asked = false
  const ended = run()

  async function run(): Promise<void> {
    for (let failed = 0; !stopping; ) {
      try {
        await session(failed, () => {
          failed = 0
        })
      } catch (error) {
        failed += 1
        app.log.warn({ err: error, ...mailbox }, 'an IMAP mailbox cannot be read; trying again')
        await remember(errorText(error)).catch((second: unknown) =>
          app.log.warn({ err: second, ...mailbox }, 'an IMAP error could not be recorded'),
        )
        // A connection that breaks is nothing unusual; a server that cannot be reached at all is.
        if (!stopping) await pause(backoffMs(failed === 1 ? 1 : failed + 2))
      }
    }
  }

  async function session(failed: number, connected: () => void): Promise<void> {
    const row = await app.db.transaction(mailbox.workspaceId, (tx) => tx.maybe<MailboxRow>(mailboxRow, [tx.workspaceId, mailbox.addressId]))
    if (!row) return pause(askEveryMs)
    if (row.sealed === null) throw new Error('The password is missing. Enter it again.')
    const password = app.secrets.open('stored-password', row.sealed).toString('utf8')
    client = new ImapFlow({
      ...(await connectionOf(app, row.imap, failed)),
      auth: { user: row.imap.user, pass: password },
      logger: false,
      socketTimeout: 5 * askEveryMs,
      disableAutoIdle: true,
    })
    const broken: { error?: Error } = {}
    client.on('error', (error: Error) => {
      broken.error = error
    })
    client.on('close', () => {
      broken.error ??= new Error('The server closed the connection.')
      look()
    })
    client.on('exists', look)
    try {
      await client.connect()
      await client.mailboxOpen(row.imap.folder || 'INBOX')
      connected()
      while (!stopping && !broken.error) {
        asked = false
        await fetchNewMail(app, mailbox, client, failures)
        await remember(null)
        // Ends with the next command, or when the connection does.
        client.idle().catch(() => {})
        if (!asked && !broken.error) await pause(askEveryMs)
      }
      if (broken.error && !stopping) throw broken.error
    } finally {
      const leaving = client
      client = null
      await leaving.logout().catch(() => leaving.close())
    }
  }

  function remember(error: string | null): Promise<unknown> {
    return app.db.transaction(mailbox.workspaceId, (tx) => tx.run(rememberState, [tx.workspaceId, mailbox.addressId, error, tx.now]))
  }

  function look(): void {
    asked = true
    wakeUp()
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      function done(): void {
        clearTimeout(timer)
        wakeUp = () => {}
        resolve()
      }
      wakeUp = done
    })
  }

  return {
    look,
    async stop() {
      stopping = true
      look()
      client?.close()
      await ended
    },
  }
}

/** Where to connect: the name is looked up here and nowhere else, and one of its addresses is dialled, another after each failure. */
export async function connectionOf(app: Pick<App, 'config'>, { host, port, secure }: ImapSettings, failed: number) {
  const checked = await checkHost(guardOf(app.config), { host, port, protocol: 'imap' })
  if (!checked.ok) throw new Error(`The server ${checked.message}.`)
  const { address } = checked.addresses[failed % checked.addresses.length] ?? checked.addresses[0]
  const isThisMachine = host === 'localhost' || host === '::1' || host.startsWith('127.')
  // Without TLS from the start, STARTTLS is required: the password must not travel in the clear.
  return {
    host: address,
    servername: checked.servername,
    port,
    secure,
    ...(secure ? {} : { doSTARTTLS: isThisMachine ? undefined : true }),
  }
}

/** What the server said, without what we sent. */
export function errorText(error: unknown): string {
  const { responseText, authenticationFailed } = error as { responseText?: string; authenticationFailed?: boolean }
  if (authenticationFailed)
    return `The server refused the user name or the password${responseText ? `: ${responseText}` : '.'}`.slice(0, 500)
  return (responseText ?? errorLine(error)).slice(0, 500)
}
