import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addAddress } from '../../../desks/index.ts'
import { type Dovecot, hasDovecot, imapPassword, startDovecot } from '../testing/dovecot.ts'
import { type MailApp, mailApp, mailOf } from '../testing/mail-app.ts'
import { type ImapWatch, watchMailboxes } from './watch-mailboxes.ts'

describe.skipIf(!hasDovecot())('IMAP', () => {
  let mail: MailApp
  let server: Dovecot
  const watches: ImapWatch[] = []

  beforeAll(async () => {
    ;[mail, server] = await Promise.all([mailApp(), startDovecot()])
  })
  afterEach(async () => {
    await Promise.all(watches.splice(0).map((watch) => watch.close()))
    await mail.rows("UPDATE mail_addresses SET removed_at = business_now() WHERE kind = 'imap'")
  })
  afterAll(async () => {
    await mail.close()
    await server.close()
  })

  function watch(): ImapWatch {
    const started = watchMailboxes(mail.app)
    watches.push(started)
    return started
  }

  const mailbox = (user: string, password = imapPassword) =>
    mail.app.db.transaction(mail.workspaceId, (tx) =>
      addAddress(mail.app, tx, mail.deskId, {
        address: `${user}@imap.example`,
        imap: { host: '127.0.0.1', port: server.port, secure: false, user, folder: 'INBOX', password },
      }),
    )
  const raws = (addressId: number) =>
    mail.rows<{ id: number; state: string; uid: number }>(
      "SELECT id, state, (envelope->>'uid')::int AS uid FROM raw_mails WHERE address_id = $1 ORDER BY id",
      [addressId],
    )
  const state = (addressId: number) =>
    mail.rows<{ error: string | null; last: number | null; validity: number | null }>(
      'SELECT imap_error AS error, imap_last_uid AS last, imap_uid_validity AS validity FROM mail_addresses WHERE id = $1',
      [addressId],
    )
  const letter = (subject: string) => mailOf({ From: 'Carl Ito <carl@customer.example>', To: 'support@imap.example', Subject: subject })

  async function until(check: () => Promise<boolean>, seconds = 40): Promise<void> {
    for (let waited = 0; waited < seconds * 20; waited += 1) {
      if (await check()) return
      await pause(50)
    }
    throw new Error('it did not come about in time')
  }
  const has = (addressId: number, count: number) =>
    until(async () => (await raws(addressId)).length === count && (await state(addressId))[0]?.error === null)

  test('unread mail is taken, becomes a ticket and is marked as read; new mail comes at once; old read mail is left alone', async () => {
    await server.append('one', letter('read long ago'), ['\\Seen'])
    await server.append('one', letter('waiting'))
    const address = await mailbox('one')
    watch()
    await has(address, 1)
    await server.append('one', letter('just arrived'))
    await has(address, 2)
    await mail.intake()
    expect(await mail.rows("SELECT title FROM tickets WHERE title IN ('read long ago', 'waiting', 'just arrived') ORDER BY id")).toEqual([
      { title: 'waiting' },
      { title: 'just arrived' },
    ])
    await until(async () => (await server.flags('one')).every((flags) => flags.includes('\\Seen')))
    expect((await state(address))[0]).toMatchObject({ last: 3, error: null })
  })

  test('read mail that is newer than the last unread one is not taken either', async () => {
    await server.append('newer', letter('unread'))
    await server.append('newer', letter('read elsewhere'), ['\\Seen'])
    const address = await mailbox('newer')
    watch()
    await has(address, 1)
    await server.append('newer', letter('third'))
    await has(address, 2)
    expect((await raws(address)).map(({ uid }) => uid)).toEqual([1, 3])
  })

  test('fault 3: mail that was kept but not marked is fetched again and found to be here', async () => {
    await server.append('three', letter('kept once'))
    const address = await mailbox('three')
    const first = watch()
    await has(address, 1)
    await first.close()
    // The process ended after the commit: the server knows of nothing, and neither does the last UID.
    await mail.rows('UPDATE mail_addresses SET imap_last_uid = 0 WHERE id = $1', [address])
    watch()
    await until(async () => (await state(address))[0]?.last === 1)
    expect(await raws(address)).toHaveLength(1)
  })

  test('fault 4: another UIDVALIDITY: everything since the beginning is looked at again, and nothing is doubled or lost', async () => {
    await server.append('four', letter('before one'))
    const address = await mailbox('four')
    const first = watch()
    await has(address, 1)
    await server.append('four', letter('before two'))
    await has(address, 2)
    await first.close()
    const [before] = await state(address)
    await server.append('four', letter('while nobody looked'))
    await server.renumber('four')
    watch()
    await has(address, 3)
    await until(async () => (await state(address))[0]?.validity !== before?.validity)
    await mail.intake()
    expect(
      await mail.rows("SELECT count(*)::int AS n FROM tickets WHERE title IN ('before one', 'before two', 'while nobody looked')"),
    ).toEqual([{ n: 3 }])
  })

  test('a wrong password is told to the people who can correct it, and mail comes once they did', async () => {
    await server.append('five', letter('behind the door'))
    const address = await mailbox('five', 'wrong')
    const watching = watch()
    await until(async () => (await state(address))[0]?.error?.includes('password') ?? false)
    await mail.rows('UPDATE mail_addresses SET imap_password_sealed = $2 WHERE id = $1', [
      address,
      mail.app.secrets.seal('stored-password', Buffer.from(imapPassword)),
    ])
    watching.wake()
    await has(address, 1)
  })

  test('a server that restarts is found again', async () => {
    const address = await mailbox('six')
    watch()
    await until(async () => (await state(address))[0]?.validity !== null)
    await server.restart()
    await server.append('six', letter('after the restart'))
    await has(address, 1)
  })

  test('fault 21: one process watches a mailbox; when it goes, another takes over', async () => {
    await server.append('seven', letter('for one of us'))
    const address = await mailbox('seven')
    const [first] = [watch(), watch(), watch()]
    await has(address, 1)
    const locks = () =>
      mail.rows<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND objid = (hashtext($1)::bigint & 4294967295)::oid AND granted",
        [`statedesk.imap/${mail.workspaceId}:${address}`],
      )
    expect(await locks()).toEqual([{ n: 1 }])
    await first?.close()
    for (const other of watches) other.wake()
    await server.append('seven', letter('for another'))
    await has(address, 2)
  })

  test('C10: a mail that cannot be stored is passed by after a few tries; the next one comes', async () => {
    const address = await mailbox('eight')
    watch()
    await until(async () => (await state(address))[0]?.validity !== null)
    // PostgreSQL refuses exactly this mail.
    const poison = letter('refused by the database').replace(/Message-ID: .*/, 'Message-ID: <poison@customer.example>')
    await refuse('poison@customer.example')
    await server.append('eight', poison)
    await server.append('eight', letter('the one behind it'))
    await until(async () => (await raws(address)).length === 1, 120)
    expect((await raws(address))[0]?.uid).toBe(2)
    expect((await server.flags('eight'))[0]).not.toContain('\\Seen')
  }, 180_000)

  async function refuse(messageId: string): Promise<void> {
    await mail.asOwner(`
      CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.mail_message_id = '${messageId}' THEN RAISE EXCEPTION 'this mail is poison'; END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER refuse_poison BEFORE INSERT ON raw_mails FOR EACH ROW EXECUTE FUNCTION refuse_poison();`)
  }
})
