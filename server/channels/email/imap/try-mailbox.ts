import { ImapFlow } from 'imapflow'
import type { App } from '../../../access/index.ts'
import type { WatchedMailbox } from './fetch-new-mail.ts'
import { type MailboxRow, mailboxRow } from './imap.queries.ts'
import { connectionOf, errorText } from './watch-mailbox.ts'

/** Signs in and opens the folder, as the watching does, and reads nothing. Null when that works, else why not. */
export async function tryMailbox(app: Pick<App, 'config' | 'db' | 'secrets'>, mailbox: WatchedMailbox): Promise<string | null> {
  const row = await app.db.transaction(mailbox.workspaceId, (tx) => tx.maybe<MailboxRow>(mailboxRow, [tx.workspaceId, mailbox.addressId]))
  if (!row || row.sealed === null) return 'The password is missing.'
  let password: string
  try {
    password = app.secrets.open('stored-password', row.sealed).toString('utf8')
  } catch {
    return 'The stored password does not open with this installation’s secret.'
  }
  let client: ImapFlow | undefined
  try {
    client = new ImapFlow({
      ...(await connectionOf(app, row.imap, 0)),
      auth: { user: row.imap.user, pass: password },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    })
    client.on('error', () => undefined)
    await client.connect()
    await client.mailboxOpen(row.imap.folder || 'INBOX', { readOnly: true })
    return null
  } catch (error) {
    return errorText(error)
  } finally {
    client?.close()
  }
}
