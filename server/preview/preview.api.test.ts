import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RelaySink, relaySink } from '../channels/email/testing/relay-sink.ts'
import { atRest } from '../testing/at-rest.ts'
import { eventually, openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'

interface Finding {
  kind: string
  effect: string
  phrase: string
  hint: string
  places: { found: string; before: string; after: string }[]
}
interface Preview {
  mailed: boolean
  whyNot: string | null
  from: { address: string; name: string }
  to: { address: string }[]
  subject: string
  text: string
  contentUrl: string
  signature: { text: string; of: string } | null
  findings: Finding[]
}

let scene: Scene
let relay: RelaySink
let desk: string
let ticket: SeenTicket

beforeAll(async () => {
  relay = await relaySink()
  scene = await openScene({ SMTP_URL: relay.url })
  desk = await scene.desk('support')
  await scene.ada.patch(`/desks/${desk}`, { fromName: 'Kettle care', signature: '{{agent_name}}, {{desk_name}}' })
  await scene.ada.put(`/desks/${desk}/restricted-words`, {
    words: [
      { phrase: 'guarantee', effect: 'block', hint: 'Say “we expect”' },
      { phrase: '無料', effect: 'block', hint: '' },
      { phrase: 'asap', effect: 'warn', hint: '' },
    ],
  })
  ticket = await scene.create(desk, { title: 'My kettle leaks' })
})
afterAll(async () => {
  await scene.end()
  await relay.close()
})

const preview = (body: Record<string, unknown>, as = scene.mina, on = ticket) => as.post<Preview>(`/tickets/${on.reference}/preview`, body)
const reply = (text: string, more: Record<string, unknown> = {}) => ({ kind: 'reply', text, ...more })
const send = (body: Record<string, unknown>, as = scene.mina, on = ticket) => as.problem('POST', `/tickets/${on.reference}/messages`, body)
const allSent = async () => {
  await atRest(scene.app)
  const unsent = () => scene.rows("SELECT FROM outbox WHERE state IN ('waiting', 'sending')")
  await eventually(unsent, (rows) => rows.length === 0)
}
const mailTo = async (words: string) =>
  (await eventually(async () => relay.mails.find(({ raw }) => decoded(raw).includes(words)), Boolean))?.raw ?? ''

function decoded(raw: string): string {
  return raw.replace(/=\r\n/g, '').replace(/(=[0-9A-F]{2})+/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString())
}

it('shows the mail of a reply as it is then sent: words, subject, sender, signature (T21)', async () => {
  const words = 'Please descale it with vinegar.'
  const seen = await preview(reply(words))
  expect(seen).toMatchObject({
    mailed: true,
    whyNot: null,
    from: { name: 'Kettle care' },
    to: [{ address: 'carl@customer.example' }],
    subject: `My kettle leaks [${ticket.reference}]`,
    signature: { text: 'Mina Kim, Kettle care', of: 'desk' },
    findings: [],
  })
  await scene.mina.post(`/tickets/${ticket.reference}/messages`, reply(words))
  const raw = decoded(await mailTo(words))
  for (const line of seen.text.split('\n')) expect(raw).toContain(line)
  expect(raw).toContain(`Subject: ${seen.subject}`)
  const frame = await fetch(scene.url + seen.contentUrl)
  expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
  expect(await frame.text()).toContain('<p style="margin:0 0 1em">Please descale it with vinegar.</p>')
})

it('shows what is quoted as it is then sent: nothing where the writer wants that, nothing of a ticket that is forwarded (T21)', async () => {
  const [said] = (await scene.ada.get<{ items: { id: string }[] }>(`/tickets/${ticket.reference}/messages`)).items
  for (const [words, more, quoted] of [
    ['With the story so far.', {}, true],
    ['Without any of it.', { quote: false }, false],
    ['To the factory.', { forwardOf: said?.id, to: [{ address: 'factory@partner.example' }] }, false],
  ] as const) {
    const seen = await preview(reply(words, more))
    await scene.mina.post(`/tickets/${ticket.reference}/messages`, reply(words, more))
    const raw = decoded(await mailTo(words))
    expect([seen.text.includes('It says no.'), raw.includes('It says no.')], words).toEqual([quoted, quoted])
  }
})

it('a preview is for the eyes of who asked for it, as long as they see the ticket', async () => {
  const other = await scene.create(desk, { title: 'Short-lived' })
  const first = await preview(reply('One'), scene.mina, other)
  expect((await fetch(scene.url + first.contentUrl)).status).toBe(200)
  const second = await preview(reply('Two'), scene.mina, other)
  expect((await fetch(scene.url + first.contentUrl)).status).toBe(404)
  expect((await fetch(scene.url + second.contentUrl.replace(/.(?=.{5}$)/, (c) => (c === 'A' ? 'B' : 'A')))).status).toBe(404)
  await scene.act(scene.ada, other, 'delete')
  await scene.ada.post(`/tickets/${other.reference}/purge`, {})
  expect((await fetch(scene.url + second.contentUrl)).status).toBe(404)
  expect(await scene.vera.problem('POST', `/tickets/${ticket.reference}/preview`, reply('x'))).toMatchObject({ status: 403 })
})

it('restricted words are marked, and refused wherever words leave: reply, resolve, hold, first message, by hand or by key (T21)', async () => {
  const seen = await preview(reply('We guarantee it is 無料. Guaranteed ASAP!'))
  expect(seen.findings.map(({ kind, effect, phrase, places }) => [kind, effect, phrase, places.map(({ found }) => found)])).toEqual([
    ['restricted_word', 'block', 'guarantee', ['guarantee']],
    ['restricted_word', 'block', '無料', ['無料']],
    ['restricted_word', 'warn', 'asap', ['ASAP']],
  ])
  const frame = await (await fetch(scene.url + seen.contentUrl)).text()
  expect(frame.match(/<mark style="[^"]*">[^<]*<\/mark>/g)?.map((mark) => mark.replace(/<[^>]*>/g, ''))).toEqual([
    'guarantee',
    '無料',
    'ASAP',
  ])
  expect(seen.text).toContain('We guarantee it is 無料. Guaranteed ASAP!')

  await allSent()
  const before = await scene.everything(ticket)
  const refusal = {
    code: 'restricted_words',
    status: 422,
    detail: '“guarantee” may not be sent from this desk. Say “we expect”.',
    words: [{ phrase: 'guarantee', effect: 'block', hint: 'Say “we expect”', places: [{ block: 'b1', start: 3, end: 12 }] }],
  }
  for (const as of [scene.mina, scene.robot]) {
    expect(await send(reply('We guarantee it.', { confirmWarnings: true }), as)).toMatchObject(refusal)
    expect(await as.problem('POST', `/tickets/${ticket.reference}/resolve`, { text: 'We guarantee it.' })).toMatchObject(refusal)
    expect(await as.problem('POST', `/tickets/${ticket.reference}/hold`, { text: 'We guarantee it.' })).toMatchObject({
      status: expect.any(Number),
    })
    expect(
      await as.problem('POST', '/tickets', {
        title: 'x',
        desk,
        description: 'We guarantee it.',
        firstMessage: 'agent',
        contact: { email: 'a@customer.example' },
      }),
    ).toMatchObject({
      code: 'restricted_words',
    })
  }
  expect(await scene.everything(ticket)).toEqual(before)
  await scene.mina.post(`/tickets/${ticket.reference}/messages`, { kind: 'note', text: 'They want a guarantee asap. {{what}}' })
})

it('a hold is checked where the lifecycle has one, and its mail is previewed (T10)', async () => {
  const care = await scene.desk('contact-center')
  await scene.ada.put(`/desks/${care}/restricted-words`, { words: [{ phrase: 'guarantee', effect: 'block', hint: '' }] })
  const held = await scene.create(care, { title: 'When will it come?', assignee: scene.ids.mina })
  expect(await scene.mina.problem('POST', `/tickets/${held.reference}/hold`, { text: 'We guarantee it.' })).toMatchObject({
    code: 'restricted_words',
  })
  await scene.ada.patch(`/desks/${care}`, {
    settings: {
      holdMail: {
        subject: 'About {{ticket_id}}',
        text: 'Dear {{customer_name}},\n\n{{agent_text}}\n\n{{agent_name}}',
        languages: { ja: { subject: '', text: '{{customer_name}}様\n\n{{agent_text}}' } },
      },
    },
  })
  const seen = await preview({ kind: 'hold', text: 'The parcel is late.' }, scene.mina, held)
  expect(seen).toMatchObject({ mailed: true, subject: expect.stringContaining(`About ${held.reference}`) })
  expect(seen.text).toContain('Dear Carl Ito,\n\nThe parcel is late.\n\nMina Kim')
  expect((await preview({ kind: 'hold', mail: false }, scene.mina, held)).whyNot).toBe('turned_off')
  await scene.act(scene.mina, held, 'hold', { text: 'The parcel is late.' })
  expect(decoded(await mailTo('The parcel is late.'))).toContain('Dear Carl Ito,')

  const japanese = await scene.create(care, { title: '荷物が届きません', description: 'いつ届きますか。', assignee: scene.ids.mina })
  expect((await preview({ kind: 'hold', text: '確認中です。' }, scene.mina, japanese)).text).toMatch(/^Carl Ito様\n\n確認中です。/)
})

it('warnings are confirmed by a person, and told to a program in the answer (T21)', async () => {
  expect(await send(reply('Answer asap, please.'))).toMatchObject({
    code: 'confirm_warnings',
    findings: [{ kind: 'restricted_word', effect: 'warn', phrase: 'asap', places: [{ block: 'b1', start: 7, end: 11 }] }],
  })
  expect(await send(reply('See the attached file.'))).toMatchObject({
    code: 'confirm_warnings',
    findings: [{ kind: 'missing_attachment' }],
  })
  const sent = await scene.mina.post<{ warnings: Finding[] }>(
    `/tickets/${ticket.reference}/messages`,
    reply('Answer asap.', { confirmWarnings: true }),
  )
  expect(sent.warnings).toMatchObject([{ effect: 'warn', phrase: 'asap' }])
  const byKey = await scene.robot.post<{ warnings: Finding[] }>(`/tickets/${ticket.reference}/messages`, reply('Asap. See the attachment.'))
  expect(byKey.warnings.map(({ kind }) => kind)).toEqual(['restricted_word', 'missing_attachment'])
  const first = { title: 'x', desk, description: 'Answer asap.', firstMessage: 'agent', contact: { email: 'a@customer.example' } }
  expect(await scene.robot.post('/tickets', first)).toMatchObject({ warnings: [{ effect: 'warn', phrase: 'asap' }] })
  const resolving = await scene.create(desk, { title: 'Done' })
  expect(await scene.mina.problem('POST', `/tickets/${resolving.reference}/resolve`, { text: 'Done asap.' })).toMatchObject({
    code: 'confirm_warnings',
  })
  expect(await scene.robot.post(`/tickets/${resolving.reference}/resolve`, { text: 'Done asap.' })).toMatchObject({
    warnings: [{ phrase: 'asap' }],
  })
})

it('a variable that was not filled is never sent, in words or in addresses; a value that looks like one is (T6)', async () => {
  expect(await send(reply('Dear {{custmer_name}}'))).toMatchObject({ code: 'unknown_variable', variables: ['custmer_name'] })
  expect(await send(reply('Team {{team_name}} and {{customer_name}}'), scene.robot)).toMatchObject({
    code: 'unfilled_variable',
    variables: ['team_name', 'customer_name'],
  })
  expect(await send({ kind: 'reply', html: '<p><a href="https://x.example/{{ticket_id}}">here</a></p>' })).toMatchObject({
    code: 'unfilled_variable',
  })
  expect(await scene.mina.problem('POST', `/tickets/${ticket.reference}/resolve`, { text: '{{nope}}' })).toMatchObject({
    code: 'unknown_variable',
  })
  expect((await preview(reply('From {{team_name}}!'))).findings).toMatchObject([
    { kind: 'unfilled_variable', effect: 'block', phrase: 'team_name', places: [{ before: 'From ', found: '{{team_name}}', after: '!' }] },
  ])

  const odd = await scene.create(desk, { title: 'Template {{order_id}} is broken' })
  const filled = await scene.mina.post<{ text: string }>(`/tickets/${odd.reference}/fill`, { html: '<p>About {{ticket_title}}:</p>' })
  expect(filled.text).toBe('About Template {{order_id}} is broken:')
  await scene.reply(scene.mina, odd, filled.text)
  await scene.mina.post(`/tickets/${odd.reference}/messages`, {
    kind: 'reply',
    html: '<p>Write <code>{{user.name}}</code></p><blockquote>{{mine}}</blockquote>',
  })
})

it('a reply that was held is checked again when its time has come', async () => {
  const held = await scene.create(desk, { title: 'Later' })
  const sendAt = new Date(scene.app.db.time().getTime() + 60_000).toISOString()
  const { message } = await scene.mina.post<{ message: { id: string } }>(
    `/tickets/${held.reference}/messages`,
    reply('It is a bargain.', { sendAt }),
  )
  const list = await scene.ada.get<{ version: number; words: { phrase: string; effect: string; hint: string }[] }>(
    `/desks/${desk}/restricted-words`,
  )
  await scene.ada.put(`/desks/${desk}/restricted-words`, {
    words: [...list.words, { phrase: 'bargain', effect: 'block' }],
    expectedVersion: list.version,
  })
  await scene.forward(120)
  scene.app.wake('queued')
  const state = () =>
    scene.rows<{ state: string }>('SELECT state FROM messages WHERE workspace_id = $1 AND id = $2', [scene.workspaceId, message.id])
  expect(await eventually(state, ([row]) => row?.state !== 'queued')).toEqual([{ state: 'draft' }])
  expect((await scene.log(held)).find(({ type }) => type === 'message.returned_to_draft')?.data).toMatchObject({
    reason: 'restricted_words',
  })
})

it('the list of words is one value with a version; who was slower is told, and words nobody sees or that stand there twice are refused', async () => {
  const url = `/desks/${await scene.desk('inbox')}/restricted-words`
  expect(await scene.mina.get(url)).toEqual({ version: 0, words: [], updatedAt: null, updatedBy: null })
  const words = [{ phrase: 'Free', effect: 'warn', hint: '' }]
  expect(await scene.ada.put(url, { words, expectedVersion: 0 })).toMatchObject({ version: 1, words, updatedBy: { name: 'Ada Berg' } })
  expect(await scene.ada.problem('PUT', url, { words: [], expectedVersion: 0 })).toMatchObject({ code: 'version_conflict', version: 1 })
  expect(await scene.ada.problem('PUT', url, { words: [...words, { phrase: 'ＦＲＥＥ', effect: 'block' }] })).toMatchObject({
    errors: [{ path: 'words.1.phrase' }],
  })
  expect(await scene.ada.problem('PUT', url, { words: [{ phrase: '\u200b\u2060', effect: 'block' }] })).toMatchObject({
    errors: [{ path: 'words.0.phrase' }],
  })
  expect(await scene.mina.problem('PUT', url, { words })).toMatchObject({ permission: 'settings.manage' })
  expect(await scene.ada.post(`${url}/try`, { words, text: 'free, freedom' })).toMatchObject({
    items: [{ phrase: 'Free', places: [{ found: 'free' }] }],
  })
  const log = await scene.rows<{ change: unknown }>(
    "SELECT change FROM settings_log WHERE subject = 'restricted_words' ORDER BY id DESC LIMIT 1",
  )
  expect(log).toEqual([{ change: { words } }])
})

it('a desk’s mails and signatures take only variables that always have a value, and one version at a time (A4)', async () => {
  const change = (body: Record<string, unknown>) => scene.ada.problem('PATCH', `/desks/${desk}`, body)
  const holdMail = (text: string, subject = '') => ({ settings: { holdMail: { subject, text } } })
  expect(await change(holdMail('Dear {{customer}}'))).toMatchObject({
    code: 'unknown_variable',
    variables: ['customer'],
    errors: [{ path: 'settings.holdMail.text', message: '{{customer}} is not a variable' }],
  })
  expect(await change(holdMail('From {{team_name}}'))).toMatchObject({ errors: [{ message: '{{team_name}} has not always a value here' }] })
  expect(await change(holdMail('x', '{{agent_text}}'))).toMatchObject({ errors: [{ path: 'settings.holdMail.subject' }] })
  expect(
    await change({ settings: { holdMail: { subject: '', text: 'x', languages: { ko: { subject: '', text: '{{x}}' } } } } }),
  ).toMatchObject({
    errors: [{ path: 'settings.holdMail.languages.ko.text' }],
  })
  expect(await change({ signature: 'On {{ticket_id}}' })).toMatchObject({ code: 'unknown_variable' })
  expect(await scene.mina.problem('PATCH', '/me', { signature: 'For {{customer_name}}' })).toMatchObject({ code: 'unknown_variable' })
  const { version } = await scene.ada.get<{ version: number }>(`/desks/${desk}`)
  await scene.ada.patch(`/desks/${desk}`, { ...holdMail('We are on it, {{customer_name}}.'), expectedVersion: version })
  expect(await change({ ...holdMail('Late'), expectedVersion: version })).toMatchObject({ code: 'version_conflict', version: version + 1 })
  const words = await scene.ada.get<{ words: unknown[] }>(`/desks/${desk}/restricted-words`)
  expect(words.words.length).toBeGreaterThan(0)
  expect(await send(reply('guarantee'))).toMatchObject({ code: 'restricted_words' })
})

it('a desk’s mail is shown on a ticket that is made up, and sent to oneself by the way mails go (A4)', async () => {
  const sample = {
    mail: 'resolution',
    subject: '',
    text: '{{customer_name}}様\n\n{{agent_text}}\n\n{{agent_name}}、無料',
    language: 'ja',
    words: '直りました。',
  }
  const seen = await scene.ada.post<Preview>(`/desks/${desk}/mail-preview`, sample)
  expect(seen.text).toMatch(/^田中 由紀様\n\n直りました。\n\nAda Berg、無料/)
  expect(seen.findings).toMatchObject([{ phrase: '無料', effect: 'block' }])
  expect(await (await fetch(scene.url + seen.contentUrl)).text()).toMatch(/<mark[^>]*>無料<\/mark>/)
  expect(
    (await scene.ada.post<Preview>(`/desks/${desk}/mail-preview`, { mail: 'reply', signature: 'The {{desk_name}} team' })).text,
  ).toMatch(/-- \nThe Kettle care team$/)
  expect((await scene.ada.post<Preview>(`/desks/${desk}/mail-preview`, { mail: 'hold', text: '{{nope}}' })).findings).toMatchObject([
    { kind: 'unknown_variable' },
  ])
  expect(await scene.mina.problem('POST', `/desks/${desk}/mail-preview`, sample)).toMatchObject({ permission: 'settings.manage' })

  expect(await scene.ada.post(`/desks/${desk}/mail-preview/send`, sample)).toMatchObject({ to: 'ada@desk.example' })
  expect(relay.mails.filter(({ to }) => to.includes('ada@desk.example'))).toHaveLength(1)
  expect(await scene.ada.problem('POST', `/desks/${desk}/mail-preview/send`, { ...sample, text: '{{nope}}' })).toMatchObject({
    code: 'unknown_variable',
  })
  expect(await scene.robot.problem('POST', `/desks/${desk}/mail-preview/send`, sample)).toMatchObject({ errors: [{ path: 'to' }] })
  // What other tests sent is gone by then, so that the relay refuses this one.
  await allSent()
  relay.script({ at: 'rcpt', answer: 550, says: 'no such user' })
  expect(await scene.ada.problem('POST', `/desks/${desk}/mail-preview/send`, sample)).toMatchObject({
    code: 'refused',
    detail: expect.stringContaining('no such user'),
  })
})

it('what the desk sends by itself is seen and tried as well, in the customer’s language, with the desk’s own statuses (A3)', async () => {
  const see = (sample: Record<string, unknown>) => scene.ada.post<Preview>(`/desks/${desk}/mail-preview`, sample)
  const told = { mail: 'status', subject: '{{reference}}', text: '{{ticket_id}}は「{{status}}」です。', language: 'ja' }
  expect(await see(told)).toMatchObject({
    subject: expect.stringContaining('TKT-0412'),
    text: expect.stringMatching(/^TKT-0412は「お返事をお待ちしています」です。\n\n-- \nKettle care, Kettle care$/),
    signature: { of: 'desk' },
    findings: [],
  })
  // Words for everybody are in the language they are in.
  expect((await see({ ...told, language: undefined })).text).toContain('お返事をお待ちしています')
  expect((await see({ ...told, text: 'Now: {{status}}', language: undefined })).text).toContain('Now: Waiting for your answer')
  const received = { mail: 'acknowledgement', text: 'Dear {{customer_name}}, we got {{reference}}, we guarantee.' }
  expect(await see(received)).toMatchObject({
    text: expect.stringContaining('Dear {{customer_name}}, we got TKT-0412'),
    findings: [
      { kind: 'restricted_word', effect: 'note' },
      { kind: 'unfilled_variable', effect: 'note', phrase: 'customer_name' },
    ],
  })
  const send = (sample: object) => scene.ada.problem('POST', `/desks/${desk}/mail-preview/send`, sample)
  expect(await send(received)).toMatchObject({ code: 'unknown_variable', errors: [{ path: 'text' }] })
  expect(await send({ mail: 'acknowledgement', text: 'It is {{status}}' })).toMatchObject({ code: 'unknown_variable' })
  await scene.ada.post(`/desks/${desk}/mail-preview/send`, told)
  expect(await mailTo('TKT-0412は「お返事をお待ちしています」です。')).toMatch(/^Auto-Submitted: auto-generated/m)
})
