import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { uploadFile } from '../testing/upload-file.ts'
import { openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'

interface Text {
  id: string
  title: string
  html: string
  text: string
  shortcut: string | null
  scope: string
  version: number
  uses: number
  mayChange: boolean
  files: { id: string; filename: string }[]
}
interface Inserted {
  html: string
  text: string
  unfilled: string[]
  unknown: string[]
  attachments: { id: string; filename: string; size: number }[]
}

let scene: Scene
let desk: string
let otherDesk: string
let ticket: SeenTicket

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
  otherDesk = await scene.desk('inbox')
  ticket = await scene.create(desk, { title: 'Kettle <b>leaks</b>', contact: { email: 'yuki@customer.example', name: 'Yuki Tanaka' } })
  await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.mina })
})
afterAll(() => scene.end())

const canned = (as: Api, body: Record<string, unknown>) =>
  as.post<Text>('/texts', { kind: 'canned', scope: 'all', title: 'A text', html: '<p>Text</p>', ...body })
const titles = async (as: Api, path: string) => (await as.get<{ items: Text[] }>(path)).items.map(({ title }) => title)
const insert = (as: Api, text: { id: string }, on = ticket, body = {}) =>
  as.post<Inserted>(`/tickets/${on.reference}/texts/${text.id}/insert`, body)

const upload = (as: { key: string }, name: string, content = 'a file') => uploadFile(scene.url, as.key, name, content)

it('a canned response is inserted with its variables filled, escaped and counted (T6)', async () => {
  const text = await canned(scene.ada, {
    title: 'Greeting',
    shortcut: 'Hello',
    html: '<p>Dear {{customer_first_name}},</p><p>about <b>{{ticket_title}}</b> ({{ticket_id}}): {{assignee_name}} is on it. {{team_name}} {{custmer}}</p><p>{{agent_name}}</p>',
  })
  expect(text).toMatchObject({ shortcut: 'hello', version: 1, uses: 0, mayChange: true })
  const shown = await scene.mina.get<Inserted>(`/tickets/${ticket.reference}/texts/${text.id}`)
  expect(shown.text).toBe(
    `Dear Yuki,\n\nabout Kettle <b>leaks</b> (${ticket.reference}): Mina Kim is on it. {{team_name}} {{custmer}}\n\nMina Kim`,
  )
  const given = await insert(scene.mina, text)
  expect(given).toMatchObject({ unfilled: ['team_name'], unknown: ['custmer'], attachments: [] })
  expect(given.html).toContain('<strong>Kettle &lt;b&gt;leaks&lt;/b&gt;</strong>')
  await insert(scene.mina, text)
  await insert(scene.joon, text)
  expect((await scene.ada.get<Text>(`/texts/${text.id}`)).uses).toBe(3)
  expect(await scene.vera.problem('POST', `/tickets/${ticket.reference}/texts/${text.id}/insert`, {})).toMatchObject({ status: 403 })
  expect(await scene.mina.problem('GET', `/tickets/TKT-9999/texts/${text.id}`)).toMatchObject({ status: 404 })

  const again = await scene.mina.post<Inserted>(`/tickets/${ticket.reference}/fill`, {
    html: '<p>{{today}} {{status}} <i>{{customer_email}}</i></p>',
  })
  expect(again.text).toMatch(/^\d{1,2} \p{L}+ \d{4} \S.* yuki@customer\.example$/u)
  const korean = await scene.mina.post<Inserted>(`/tickets/${ticket.reference}/fill`, {
    html: '{{priority}} {{created_at}}',
    language: 'ko',
  })
  expect(korean.text).toMatch(/^보통 \d{4}년/)
})

it('E12: the names of the sender are those of who sends, in the words and in the signature', async () => {
  const text = await canned(scene.ada, { title: 'From me', html: '<p>Yours, {{agent_name}}</p>' })
  expect((await insert(scene.mina, text)).text).toBe('Yours, Mina Kim')
  expect((await insert(scene.joon, text)).text).toBe('Yours, Joon Park')
  await scene.ada.patch(`/desks/${desk}`, { signature: '{{agent_first_name}} of {{desk_name}}' })
  const signature = (as: Api) => as.get(`/tickets/${ticket.reference}/signature`)
  expect(await signature(scene.joon)).toMatchObject({ text: 'Joon of support 1', of: 'desk' })
  await scene.joon.patch('/me', { signature: 'JP, {{desk_name}}' })
  expect(await signature(scene.joon)).toEqual({ text: 'JP, support 1', of: 'agent' })
  expect(await signature(scene.mina)).toEqual({ text: 'Mina of support 1', of: 'desk' })
})

it('everybody sees what is for everybody, for their desks and teams, and their own; nobody another’s own (T6)', async () => {
  const team = await scene.ada.post<{ id: string }>('/teams', { name: 'Billing', members: [scene.ids.mina] })
  await canned(scene.ada, { title: 'For the desk', scope: 'desk', desk })
  await canned(scene.ada, { title: 'For another desk', scope: 'desk', desk: otherDesk })
  const forTeam = await canned(scene.ada, { title: 'For billing', scope: 'team', team: team.id })
  const own = await canned(scene.mina, { title: 'Mina’s own', scope: 'own' })
  const inPicker = (as: Api) => titles(as, `/tickets/${ticket.reference}/texts?kind=canned`)
  expect(await inPicker(scene.mina)).toEqual(expect.arrayContaining(['For the desk', 'For billing', 'Mina’s own']))
  expect(await inPicker(scene.mina)).not.toContain('For another desk')
  expect(await inPicker(scene.joon)).not.toEqual(expect.arrayContaining(['For billing']))
  for (const as of [scene.joon, scene.ada]) {
    expect(await titles(as, '/texts')).not.toContain('Mina’s own')
    for (const [method, body] of [['GET'], ['PATCH', { title: 'x' }], ['DELETE']] as const)
      expect(await as.problem(method, `/texts/${own.id}`, body)).toMatchObject({ status: 404 })
    expect(await as.problem('POST', `/tickets/${ticket.reference}/texts/${own.id}/insert`, {})).toMatchObject({ status: 404 })
  }
  expect(await scene.joon.problem('POST', `/tickets/${ticket.reference}/texts/${forTeam.id}/insert`, {})).toMatchObject({ status: 404 })
  expect(await scene.mina.problem('POST', '/texts', { kind: 'canned', title: 'Shared', html: 'x', scope: 'all' })).toMatchObject({
    permission: 'settings.manage',
  })
  expect(await scene.vera.problem('POST', '/texts', { kind: 'canned', title: 'Mine', html: 'x', scope: 'own' })).toMatchObject({
    status: 403,
  })
  expect(await scene.mina.problem('PATCH', `/texts/${own.id}`, { scope: 'all' })).toMatchObject({ permission: 'settings.manage' })
  expect(await scene.mina.problem('PATCH', `/texts/${forTeam.id}`, { title: 'x' })).toMatchObject({ permission: 'settings.manage' })
})

it('they are found by title, shortcut and text, what one uses oneself first, and the list goes on by a cursor', async () => {
  const refund = await canned(scene.ada, { title: 'Money back', shortcut: 'refund', html: '<p>Your refund is on its way.</p>' })
  await canned(scene.ada, { title: 'A refund is refused', html: '<p>Sorry.</p>' })
  await canned(scene.ada, { title: '返金のご案内', shortcut: '返金', html: '<p>ご返金の手続きを進めております。100%_</p>' })
  const found = (q: string) => titles(scene.mina, `/tickets/${ticket.reference}/texts?kind=canned&q=${encodeURIComponent(q)}`)
  expect(await found('refund')).toEqual(['Money back', 'A refund is refused'])
  expect(await found('WAY your')).toEqual(['Money back'])
  expect(await found('返金')).toEqual(['返金のご案内'])
  expect(await found('0%_')).toEqual(['返金のご案内'])
  for (let n = 0; n < 3; n += 1) await insert(scene.mina, refund)
  await insert(scene.joon, refund)
  const all = `/tickets/${ticket.reference}/texts?kind=canned`
  expect((await titles(scene.mina, all))[0]).toBe('Money back')
  expect((await titles(scene.vera, all))[0]).toBe('Money back')

  const pages: string[] = []
  for (let cursor = ''; ; ) {
    const page = await scene.ada.get<{ items: Text[]; nextCursor: string | null }>(`/texts?kind=canned&limit=2${cursor}`)
    pages.push(...page.items.map(({ title }) => title))
    if (page.nextCursor === null) break
    cursor = `&cursor=${page.nextCursor}`
  }
  expect(pages).toEqual(await titles(scene.ada, '/texts?kind=canned&limit=200'))
  expect(await scene.ada.problem('GET', '/texts?cursor=nonsense')).toMatchObject({ code: 'invalid_cursor' })
})

it('a change from an older version is told, and every change of a shared one is written down', async () => {
  const text = await canned(scene.ada, { title: 'Old' })
  expect(await scene.ada.patch<Text>(`/texts/${text.id}`, { title: 'New', expectedVersion: 1 })).toMatchObject({ version: 2 })
  expect(await scene.ada.problem('PATCH', `/texts/${text.id}`, { title: 'Late', expectedVersion: 1 })).toMatchObject({
    code: 'version_conflict',
    version: 2,
  })
  await scene.ada.delete(`/texts/${text.id}`)
  const log = await scene.rows<{ change: unknown }>(
    "SELECT change FROM settings_log WHERE subject = 'prepared_text' AND subject_id = $1 ORDER BY id",
    [text.id],
  )
  expect(log.map(({ change }) => change)).toEqual([{ created: 'Old', kind: 'canned' }, { title: 'New' }, { removed: 'New' }])
})

it('templates belong to a desk; what is said wrongly is refused by its field (T7)', async () => {
  const template = await scene.ada.post<Text>('/texts', {
    kind: 'template',
    title: 'Repair form',
    html: '<ul><li>Serial:</li></ul>',
    scope: 'desk',
    desk,
    folder: 'Repairs',
  })
  expect(await titles(scene.mina, `/tickets/${ticket.reference}/texts?kind=template`)).toEqual(['Repair form'])
  expect((await insert(scene.mina, template)).text).toBe('- Serial:')
  const refused = (body: Record<string, unknown>) =>
    scene.ada.problem('POST', '/texts', { kind: 'canned', title: 'x', html: 'x', scope: 'all', ...body })
  expect(await refused({ kind: 'template' })).toMatchObject({ errors: [{ path: 'scope' }] })
  expect(await refused({ scope: 'desk' })).toMatchObject({ errors: [{ path: 'desk' }] })
  expect(await refused({ scope: 'desk', desk: '987654' })).toMatchObject({ errors: [{ path: 'desk' }] })
  expect(await refused({ scope: 'team', team: '987654' })).toMatchObject({ errors: [{ path: 'team' }] })
  expect(await refused({ html: '<p> </p>' })).toMatchObject({ errors: [{ path: 'html' }] })
  expect(await refused({ shortcut: 'two words' })).toMatchObject({ errors: [{ path: 'shortcut' }] })
  expect(await refused({ attachments: ['1'] })).toMatchObject({ errors: [{ path: 'attachments' }] })
})

it('files are copied both ways: the text keeps its own, and each message gets another', async () => {
  const robot = await scene.withKey('admin')
  const file = await upload(robot, 'terms.txt', 'the terms')
  const text = await robot.post<Text>('/texts', {
    kind: 'canned',
    title: 'With terms',
    html: 'See the terms.',
    scope: 'all',
    attachments: [file],
  })
  expect(text.files.map(({ filename }) => filename)).toEqual(['terms.txt'])
  const [first, second] = [await insert(scene.mina, text), await insert(scene.mina, text)]
  expect(first.attachments[0]).toMatchObject({ filename: 'terms.txt', size: 9 })
  const ids = [first, second].map(({ attachments }) => attachments[0]?.id)
  expect(new Set([...ids, file]).size).toBe(3)
  await scene.reply(scene.mina, ticket, 'See the attached terms.', { attachments: [ids[0]] })
  await scene.act(scene.ada, ticket, 'delete')
  await scene.act(scene.ada, ticket, 'restore')
  const kept = await robot.patch<Text>(`/texts/${text.id}`, { files: [], expectedVersion: 1 })
  expect(kept.files).toEqual([])
  expect((await insert(scene.mina, text)).attachments).toEqual([])
  const answer = await scene.mina.call<string>('GET', `/attachments/${ids[1]}`)
  expect([answer.status, answer.body]).toEqual([200, 'the terms'])
  expect(await scene.joon.problem('GET', `/attachments/${ids[1]}`)).toMatchObject({ status: 404 })
  const blobs = await scene.rows<{ n: number }>(
    'SELECT count(*)::int AS n FROM blobs b WHERE NOT EXISTS (SELECT 1 FROM attachments a WHERE a.blob_id = b.id) AND NOT EXISTS (SELECT 1 FROM prepared_text_files f WHERE f.blob_id = b.id)',
  )
  expect(blobs).toEqual([{ n: 0 }])
})

it('D7: canned bodies, templates, signatures and quotes are made clean again and name nobody’s attachments', async () => {
  const robot = await scene.withKey('admin')
  const secret = await upload(robot, 'secret.txt', 'of another ticket')
  const elsewhere = await scene.create(desk, { title: 'Elsewhere' })
  await robot.post(`/tickets/${elsewhere.reference}/messages`, { text: 'For you only', attachments: [secret] })
  const hostile = `<p onclick="x()">Hi<script>alert(1)</script> <img src="/api/v1/attachments/${secret}?inline=1" alt="pic"><img src="cid:foreign" alt="cid"><img src="attachment:${secret}" onerror="x()"><img src="https://track.example/p.png" alt="far"> <a href="javascript:alert(1)">link</a></p><svg onload="x()"></svg><iframe src="//e.example"></iframe>`
  for (const kind of ['canned', 'template'] as const) {
    const text = await scene.ada.post<Text>('/texts', { kind, title: 'Hostile', html: hostile, scope: 'desk', desk })
    for (const html of [text.html, (await insert(scene.mina, text)).html]) {
      expect(html).toMatch(/Hi.*pic/)
      expect(html).not.toMatch(/<(img|script|svg|iframe)|onclick|onerror|javascript:|attachment|track\.example/)
    }
  }
  const filled = await scene.mina.post<Inserted>(`/tickets/${ticket.reference}/fill`, { html: hostile })
  expect(filled.html).not.toMatch(/<(img|script|svg|iframe)|onclick|javascript:|attachments\//)

  await scene.mina.patch('/me', { signature: hostile })
  const quoted = `<blockquote>${hostile}</blockquote><p>I see.</p>`
  const preview = await scene.mina.post<{ text: string; contentUrl: string }>(`/tickets/${ticket.reference}/preview`, {
    kind: 'reply',
    html: quoted,
  })
  const frame = await (await fetch(scene.url + preview.contentUrl)).text()
  // The signature is plain text: its markup is shown, never meant.
  expect(frame).toContain('&lt;p onclick=&quot;x()&quot;&gt;Hi&lt;script&gt;')
  const content = frame.replace(/<script nonce="[^"]*">[\s\S]*?<\/script>/, '')
  expect(content).not.toMatch(/<(img|script|svg|iframe)[^>]*|<[^>]*(onclick|javascript:|attachments\/)/)
  expect(await scene.mina.problem('POST', `/tickets/${ticket.reference}/messages`, { html: quoted, attachments: [secret] })).toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'attachments' }],
  })
  await scene.mina.patch('/me', { signature: '' })
})

it('what I wrote before is mine, newest first, of tickets I still see, and as it reads now (T7)', async () => {
  const mine = await scene.create(desk, { title: 'Mine' })
  await scene.reply(scene.mina, mine, 'First answer')
  await scene.mina.post(`/tickets/${mine.reference}/messages`, { kind: 'note', text: 'A remark' })
  await scene.reply(scene.joon, mine, 'Not Mina’s')
  await scene.act(scene.mina, mine, 'resolve', { text: 'It was the fuse.' })
  interface Written {
    kind: string
    text: string
    ticket: { reference: string }
  }
  const written = async (query = '') => (await scene.mina.get<{ items: Written[]; nextCursor: string | null }>(`/me/written${query}`)).items
  expect((await written('?limit=3')).map(({ kind, text }) => [kind, text])).toEqual([
    ['resolution', 'It was the fuse.'],
    ['note', 'A remark'],
    ['reply', 'First answer'],
  ])
  expect((await written('?kind=note')).map(({ text }) => text)).toEqual(['A remark'])
  const page = await scene.mina.get<{ items: Written[]; nextCursor: string }>('/me/written?limit=1')
  expect((await written(`?limit=1&cursor=${page.nextCursor}`)).map(({ text }) => text)).toEqual(['A remark'])

  // As masking leaves it: every stored form of the message is rewritten.
  await scene.rows(
    `UPDATE messages SET body = replace(body::text, 'First answer', '***** answer')::jsonb, text = '***** answer', preview = '***** answer'
     WHERE workspace_id = $1 AND ticket_id = $2 AND text = 'First answer'`,
    [scene.workspaceId, mine.id],
  )
  expect(JSON.stringify(await written())).not.toContain('First answer')
  expect((await written('?kind=reply')).map(({ text }) => text)).toContain('***** answer')

  const hidden = await scene.desk('sign-off', { viewAll: false })
  const secret = await scene.create(hidden, { title: 'Given away', assignee: scene.ids.mina })
  await scene.reply(scene.mina, secret, 'Before it went')
  expect((await written('?limit=1'))[0]?.text).toBe('Before it went')
  await scene.act(scene.ada, secret, 'assign', { agent: scene.ids.joon })
  expect(JSON.stringify(await written())).not.toContain('Before it went')
})

it('the history of somebody with very many messages is read off an index, without a sort', async () => {
  const plan = await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    await tx.many({ text: 'SET LOCAL enable_seqscan = off' })
    return tx.many<{ 'QUERY PLAN': string }>(
      {
        text: `EXPLAIN SELECT m.id FROM messages m WHERE m.workspace_id = $1 AND m.author_id = $2 AND m.author_kind = 'agent' AND m.state = 'released'
          AND m.kind IN ('reply', 'note', 'resolution', 'hold') ORDER BY m.id DESC LIMIT 20`,
      },
      [scene.workspaceId, scene.ids.mina],
    )
  })
  const text = plan.map((row) => row['QUERY PLAN']).join('\n')
  expect(text).toContain('messages_written')
  expect(text).not.toContain('Sort')
})
