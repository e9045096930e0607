import type { ImapFlow } from 'imapflow'
import type { App } from '../../../access/index.ts'
import { isUnavailable } from '../../../platform/http/unavailable.ts'
import { errorLine } from '../../../platform/jobs/backoff.ts'
import { quarantine } from '../intake/intake.queries.ts'
import { storeRawMail } from '../intake/store-raw-mail.ts'
import { firstMailAt, type MailboxRow, mailboxRow, rememberUid } from './imap.queries.ts'

export interface WatchedMailbox {
  readonly workspaceId: number
  readonly addressId: number
}

/** Failures to store one mail, by its UID: after a few it is passed by, or it would keep all later ones away. */
export type Failures = Map<number, number>

const mostFailures = 3
const largest = 25 * 1024 * 1024
const dayMs = 86_400_000

/**
 * Takes what is new in an open mailbox. The UID is remembered in the transaction that keeps the mail, and the mail is
 * marked as read only after it: whatever fails in between, it is fetched again and found to be here already.
 */
export async function fetchNewMail(app: App, mailbox: WatchedMailbox, client: ImapFlow, failures: Failures): Promise<number> {
  const opened = client.mailbox
  if (!opened) throw new Error('no mailbox is open')
  const row = await app.db.transaction(mailbox.workspaceId, (tx) => tx.one<MailboxRow>(mailboxRow, [tx.workspaceId, mailbox.addressId]))
  const validity = Number(opened.uidValidity)
  // Some servers start their UIDs again under the same UIDVALIDITY, against RFC 3501, 2.3.1.1: then what is next was long ago.
  const isKnown = row.uidValidity === validity && row.lastUid !== null && opened.uidNext > row.lastUid
  const uids = isKnown ? await uidsAfter(client, row.lastUid ?? 0) : await uidsOfNewNumbering(app, mailbox, client, row)
  const passedBy = (uid: number) => (failures.get(uid) ?? 0) >= mostFailures
  for (const uid of uids) if (!passedBy(uid)) await takeMail(app, mailbox, client, { uid, remember: isKnown ? validity : null, failures })
  // Mails below the newest that were not wanted now are not wanted later: from here on only what comes after it is new.
  if (!isKnown) await remember(app, mailbox, validity, Math.max(0, opened.uidNext - 1, ...uids.slice(-1)))
  return uids.length
}

function remember(app: App, mailbox: WatchedMailbox, validity: number, uid: number): Promise<unknown> {
  return app.db.transaction(mailbox.workspaceId, (tx) => tx.run(rememberUid, [tx.workspaceId, mailbox.addressId, validity, uid]))
}

async function uidsAfter(client: ImapFlow, last: number): Promise<number[]> {
  const found = await client.search({ uid: `${last + 1}:*` }, { uid: true })
  // `n:*` names the newest mail even when all are older (RFC 3501, 6.4.8).
  return ascending(found).filter((uid) => uid > last)
}

/**
 * A mailbox that is new to us may hold years of mail that was answered elsewhere: only what is unread is taken. When the
 * server numbers its mails anew, everything since we began is looked at again, and what is here already is known by it.
 */
async function uidsOfNewNumbering(app: App, mailbox: WatchedMailbox, client: ImapFlow, row: MailboxRow): Promise<number[]> {
  const first =
    row.uidValidity === null
      ? null
      : await app.db.transaction(mailbox.workspaceId, (tx) => tx.maybe<{ at: Date }>(firstMailAt, [tx.workspaceId, mailbox.addressId]))
  const wanted = first ? { since: new Date(first.at.getTime() - dayMs) } : { seen: false }
  return ascending(await client.search(wanted, { uid: true }))
}

function ascending(found: number[] | false | undefined): number[] {
  // Not "nothing found": the search did not take place, and whoever took it for empty would pass mail by.
  if (!found) throw new Error('The mailbox could not be searched.')
  return found.toSorted((a, b) => a - b)
}

async function takeMail(
  app: App,
  mailbox: WatchedMailbox,
  client: ImapFlow,
  at: { uid: number; remember: number | null; failures: Failures },
): Promise<void> {
  const { uid, failures } = at
  // BODY.PEEK[]: fetching alone must not mark it as read.
  const fetched = await client.fetchOne(String(uid), { uid: true, size: true, source: { maxLength: largest + 1 } }, { uid: true })
  if (!fetched || !fetched.source) {
    // Without a connection nothing is answered to nothing; a mail that somebody deleted meanwhile is answered like that, too.
    if (!client.usable || !client.mailbox) throw new Error('The connection ended while mail was fetched.')
    return
  }
  const raw = fetched.source
  const tooLarge = raw.length > largest
  try {
    await app.db.transaction(mailbox.workspaceId, async (tx) => {
      const envelope = { mailFrom: null, recipients: [], uid }
      const kept = tooLarge ? raw.subarray(0, 64 * 1024) : raw
      const id = await storeRawMail(app, tx, { addressId: mailbox.addressId, source: 'imap', raw: kept, envelope })
      if (tooLarge && id !== null) {
        await tx.run(quarantine, [
          tx.workspaceId,
          id,
          'This mail is larger than 25 MB. Only its beginning is here; all of it is still in the mailbox.',
          0,
        ])
      }
      if (at.remember !== null) await tx.run(rememberUid, [tx.workspaceId, mailbox.addressId, at.remember, uid])
    })
  } catch (error) {
    if (isUnavailable(error)) throw error
    const count = (failures.get(uid) ?? 0) + 1
    failures.set(uid, count)
    if (count < mostFailures) throw error
    app.log.error({ err: error, ...mailbox, uid }, 'a mail cannot be stored and stays in its mailbox')
    if (at.remember !== null) await remember(app, mailbox, at.remember, uid)
    throw new Error(`The mail with UID ${uid} cannot be stored and stays in the mailbox: ${errorLine(error)}`, { cause: error })
  }
  if (!tooLarge) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
}
