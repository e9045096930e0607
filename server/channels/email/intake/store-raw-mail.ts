import type { App } from '../../../access/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { type Fingerprint, fingerprint } from './fingerprint.ts'
import { type Envelope, insertRawMail } from './intake.queries.ts'

export interface ArrivedMail {
  readonly addressId: number
  readonly source: 'smtp' | 'imap'
  readonly raw: Buffer
  readonly envelope: Envelope
  /** When it was computed before, for several mailboxes. */
  readonly print?: Fingerprint
}

/**
 * Keeps a mail as it came, sealed, before anything reads it. Whoever handed it over hears "accepted" only after this
 * transaction has committed. Null: this mailbox has this very mail already.
 */
export async function storeRawMail(app: App, tx: Tx, mail: ArrivedMail): Promise<number | null> {
  const print = mail.print ?? (await fingerprint(mail.raw))
  const stored = await tx.maybe<{ id: number }>(insertRawMail, [
    tx.workspaceId,
    mail.addressId,
    mail.source,
    print.messageId,
    print.contentHash,
    tx.now,
    mail.raw.length,
    JSON.stringify(mail.envelope),
    app.secrets.keyId,
    app.secrets.seal('raw-mail', mail.raw),
  ])
  if (stored) tx.afterCommit(() => app.wake('raw_mails'))
  return stored?.id ?? null
}
