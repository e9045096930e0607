import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { relaySink } from '../../channels/email/testing/relay-sink.ts'
import { apiAs } from '../api.ts'
import { type TestApp, testApp } from '../http.ts'
import { collector, leaksOf, watch } from './collector.ts'
import type { SecretKind, Surface } from './rules.ts'
import { testLog } from './test-log.ts'

const ours = { workspace: 'db/1' }
const surfaces: Surface[] = ['log', 'metrics', 'problem', 'mail', 'smtp answer', 'answer to staff', 'answer to a stranger']
const kinds: SecretKind[] = ['note', 'body', 'title', 'bcc', 'card']

test.each(surfaces)('H4: what another workspace wrote is found in every %s, whatever kind it is', async (surface) => {
  for (const kind of kinds) {
    const seen = collector()
    const secret = seen.plant(kind, 'db/2')
    seen.observe({ surface, where: 'here', text: `before ${secret} after`, reader: ours })
    expect(await seen.findings()).toEqual([expect.stringMatching(new RegExp(`^${kind} in ${surface} \\(here\\): …before ${secret}`))])
  }
})

test.each(surfaces.filter((surface) => surface !== 'answer to staff'))(
  'H4: a note, a Bcc, a card, a password and a credential of one’s own workspace are found in every %s',
  async (surface) => {
    const seen = collector()
    const secrets = [
      seen.plant('note', 'db/1'),
      seen.plant('card', 'db/1'),
      'boss@hidden.example',
      'a good long password',
      `${'k'.repeat(42)}1`,
    ]
    seen.learn('bcc', 'boss@hidden.example', 'db/1')
    seen.learn('password', 'a good long password', null)
    seen.learn('credential', `sd_${'k'.repeat(42)}1`, null)
    for (const secret of secrets) seen.observe({ surface, where: secret, text: JSON.stringify({ said: secret }), reader: ours })
    const found = await seen.findings()
    for (const secret of secrets) expect(found.join('\n')).toContain(`in ${surface} (${secret})`)
  },
)

test('H4: staff see the notes of their workspace, but no credential and nobody’s password', async () => {
  const seen = collector()
  const [note, other] = [seen.plant('note', 'db/1'), seen.plant('note', 'db/2')]
  seen.learn('credential', `sd_${'k'.repeat(43)}`, null)
  for (const text of [note, other, 'k'.repeat(43)]) seen.observe({ surface: 'answer to staff', where: 'GET /x', text, reader: ours })
  const found = await seen.findings()
  expect(found).toHaveLength(2)
  expect(found.join()).not.toContain(note)
})

test('H4: an address is found in a log, whoever’s it is; one that is Bcc here and To there is no secret of a mail', async () => {
  const seen = collector()
  seen.observe({ surface: 'log', where: 'filed', text: '{"msg":"mail from carl@customer.example"}' })
  seen.learn('bcc', 'boss@desk.example', 'db/1')
  seen.publish('boss@desk.example')
  seen.observe({ surface: 'mail', where: 'out', text: 'To: boss@desk.example\r\n\r\nHello' })
  expect(await seen.findings()).toEqual([expect.stringContaining('address in log (filed)')])
})

test('H4: a secret is found in a mail however the mail is written', async () => {
  const seen = collector()
  const note = seen.plant('note', 'db/1')
  const base64 = Buffer.from(`<p>${note}</p>`).toString('base64')
  const attached = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=a\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n--b--\r\n`
  const mails = {
    encoded: `Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`,
    wrapped: `Content-Transfer-Encoding: quoted-printable\r\n\r\n${note.slice(0, 9)}=\r\n${note.slice(9)}\r\n`,
    subject: `Subject: =?utf-8?B?${Buffer.from(note).toString('base64')}?=\r\n\r\nHello\r\n`,
    attached,
  }
  for (const [where, text] of Object.entries(mails)) {
    expect(text).not.toContain(note)
    seen.observe({ surface: 'mail', where, text: `From: a@b.example\r\n${text}` })
  }
  expect((await seen.findings()).map((line) => /\((\w+)\)/.exec(line)?.[1])).toEqual(Object.keys(mails))
})

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

test('H4: through the helpers as every test uses them: what is planted on the way in is found on the way out', async () => {
  const ada = await app.api('ada')
  const { reference } = await ada.post<{ reference: string }>('/tickets', {
    title: 'Broken',
    description: 'The handle came off in my hand.',
  })
  const leaks = await leaksOf(async () => {
    const { message } = await ada.post<{ message: { text: string } }>(`/tickets/${reference}/messages`, {
      kind: 'note',
      text: 'Between us.',
    })
    expect(message.text).toBe('Between us.')
    const [row] = await app.app.db.transaction(app.workspaceId, (tx) =>
      tx.many<{ text: string }>({ text: `SELECT text FROM messages WHERE kind = 'note' AND text LIKE 'Between us.%'` }),
    )
    testLog().info({ note: row?.text }, 'a careless line')
    const relay = await relaySink()
    const transport = createTransport(relay.url)
    await transport.sendMail({ from: 'a@b.example', to: 'c@d.example', text: row?.text ?? '' })
    transport.close()
    await relay.close()
  })
  expect(leaks.map((line) => line.split(':', 1)[0])).toEqual([
    'note in log (a careless line)',
    'note in log (a careless line)',
    'note in mail (to c@d.example)',
    'note in mail (to c@d.example)',
  ])
})

test('H4: an answer of the server is looked at by who asked', async () => {
  const stolen = await leaksOf(async () => {
    const session = await app.api('ada')
    // What a stranger is shown of `/nothing` holds what the caller wrote into it: the credential of another one.
    const { key } = await app.withKey('agent')
    watch().learn('credential', key, null)
    await apiAs(app.url, {}).call('GET', '/session')
    await session.call('PATCH', '/me', { [key]: 1 })
  })
  expect(stolen).toEqual([expect.stringMatching(/^credential in problem \(PATCH \/api\/v1\/me\)/)])
})
