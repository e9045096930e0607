import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MailApp, mailApp } from '../testing/mail-app.ts'
import { type RelaySink, relaySink } from '../testing/relay-sink.ts'
import { sendingOf } from '../testing/sending.ts'
import { systemContext } from '../../../access/index.ts'
import { sealerOf } from '../../../platform/secrets.ts'
import { handToRelay } from './hand-to-relay.ts'
import { sendDueMail } from './send-mail.ts'
import { forgetNoRelay, wayOut } from './way-out.ts'

let mail: MailApp
let installation: RelaySink
let own: RelaySink
const { rowsOf, replied } = sendingOf(() => mail)

beforeAll(async () => {
  ;[installation, own] = await Promise.all([relaySink(), relaySink()])
  mail = await mailApp({ smtpUrl: installation.url })
})
afterAll(async () => {
  await mail.close()
  await Promise.all([installation.close(), own.close()])
})

const useRelay = (relay: unknown, password: string | null = null) =>
  mail.rows('UPDATE desks SET relay = $2::jsonb, relay_password_sealed = $3 WHERE id = $1', [
    mail.deskId,
    relay === null ? null : JSON.stringify(relay),
    password === null ? null : mail.app.secrets.seal('stored-password', Buffer.from(password)),
  ])
const portOf = (sink: RelaySink) => Number(new URL(sink.url).port)
const subjects = (sink: RelaySink) => sink.mails.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1])

test('mail of a desk leaves by the desk’s own relay, and by that of the installation once it has none', async () => {
  await useRelay({ host: '127.0.0.1', port: portOf(own), security: 'none', user: null })
  const first = await replied()
  await mail.sendDue()
  expect([own.mails.length, installation.mails.length]).toEqual([1, 0])
  expect(subjects(own)[0]).toContain('The printer is on fire')
  expect(await rowsOf(first.id)).toMatchObject([{ state: 'sent' }])
  await useRelay(null)
  await replied()
  await mail.sendDue()
  expect([own.mails.length, installation.mails.length]).toEqual([1, 1])
})

test('a relay that may not be reached any more keeps the mail, says why, and never goes another way', async () => {
  await useRelay({ host: '10.0.0.7', port: 587, security: 'starttls', user: null })
  const { id } = await replied()
  await mail.sendDue()
  const [row] = await rowsOf(id)
  expect(row).toMatchObject({ state: 'waiting', outcomes: ['deferred'] })
  expect(row?.lastResponse).toContain('STATEDESK_ALLOW_NETWORKS')
  expect([own.mails.length, installation.mails.length]).toEqual([1, 1])
  await useRelay({ host: '127.0.0.1', port: portOf(own), security: 'none', user: null })
  await mail.rows('UPDATE outbox SET next_attempt_at = business_now() WHERE message_id = $1', [id])
  await mail.sendDue()
  expect(await rowsOf(id)).toMatchObject([{ state: 'sent' }])
})

test('a password that does not open any more keeps the mail and says what to do, and a trial is told the same', async () => {
  const relay = { host: '127.0.0.1', port: portOf(own), security: 'none', user: 'desk' }
  await useRelay(relay)
  const sealed = sealerOf('a secret that nobody has any more, long enough').seal('stored-password', Buffer.from('correct horse'))
  await mail.rows('UPDATE desks SET relay_password_sealed = $2 WHERE id = $1', [mail.deskId, sealed])
  const before = own.mails.length
  const { id } = await replied()
  await mail.sendDue()
  const [row] = await rowsOf(id)
  expect(row).toMatchObject({ state: 'waiting', outcomes: ['deferred'] })
  expect(row?.lastResponse).toContain('STATEDESK_OLD_SECRETS')
  const ctx = systemContext(mail.app, mail.workspaceId)
  const trial = await handToRelay(ctx, mail.deskId, { from: 'desk@desk.example', to: 'ada@desk.example', raw: Buffer.from('') })
  expect(trial).toMatchObject({ outcome: 'deferred', response: row?.lastResponse })
  expect(own.mails.length).toBe(before)
})

test('it signs in with the stored password', async () => {
  const seen: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onAuth(auth, _session, callback) {
      seen.push(`${auth.username}:${auth.password}`)
      callback(null, { user: auth.username })
    },
    onData(stream, _session, callback) {
      stream.resume()
      stream.once('end', () => callback())
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  await useRelay(
    { host: '127.0.0.1', port: (server.server.address() as AddressInfo).port, security: 'none', user: 'desk' },
    'correct horse',
  )
  const { id } = await replied()
  await mail.sendDue()
  expect(seen).toEqual(['desk:correct horse'])
  expect(await rowsOf(id)).toMatchObject([{ state: 'sent' }])
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

test('how a mail leaves is read as it is taken; where nothing can leave, thousands that wait are not looked at one by one', async () => {
  const bare = await mailApp()
  const { replied: repliedHere, rowsOf: rowsHere } = sendingOf(() => bare)
  try {
    let transactions = 0
    const db = Object.create(bare.app.db, {
      transaction: { value: (...of: Parameters<typeof bare.app.db.transaction>) => (transactions++, bare.app.db.transaction(...of)) },
    }) as typeof bare.app.db
    const send = async (messageId: number) => {
      const [row] = await bare.rows<{ id: number }>(`SELECT id FROM outbox WHERE message_id = ${messageId}`)
      transactions = 0
      return [await sendDueMail({ ...bare.app, db }, bare.workspaceId, row?.id ?? 0), transactions]
    }
    const [one, other] = [await repliedHere(), await repliedHere()]
    await bare.rows('UPDATE desks SET relay = $2::jsonb WHERE id = $1', [
      bare.deskId,
      JSON.stringify({ host: '127.0.0.1', port: portOf(own), security: 'none', user: null }),
    ])
    // Taking it, writing it, marking that it leaves, and the end.
    expect(await send(one.id)).toEqual([undefined, 4])
    await bare.rows('UPDATE desks SET relay = NULL WHERE id = $1', [bare.deskId])
    expect(await send(other.id)).toEqual(['later', 1])
    expect(await send(other.id)).toEqual(['later', 0])
    expect(await rowsHere(other.id)).toMatchObject([{ state: 'waiting', attempts: 0 }])
    // Somewhere else it changed; then here.
    forgetNoRelay(bare.app, bare.workspaceId + 1)
    expect(await send(other.id)).toEqual(['later', 0])
    forgetNoRelay(bare.app, bare.workspaceId)
    // What was found before it changed is not remembered after.
    const [row] = await bare.rows<{ id: number }>('SELECT id FROM outbox WHERE message_id = $1', [other.id])
    await bare.app.db.transaction(bare.workspaceId, async (tx) => {
      const asked = wayOut(bare.app, tx, row?.id ?? 0)
      forgetNoRelay(bare.app, bare.workspaceId)
      expect(await asked).toBe(null)
    })
    expect(await send(other.id)).toEqual(['later', 1])
  } finally {
    await bare.close()
  }
})
