import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSession } from '../access/index.ts'
import { builtInRoles } from '../platform/permissions.ts'
import { apiAs, type Problem } from '../testing/api.ts'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
/** Joon works on the first desk only; this one is Ada's and Mina's. */
let hiddenDesk: string
let hidden: SeenTicket
let joons: SeenTicket
let joonsCookie: string

beforeAll(async () => {
  scene = await openScene()
  hiddenDesk = (await scene.ada.post<{ id: string }>('/desks', { name: 'Hidden', lifecycle: 'support', address: 'hidden@desk.example' })).id
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: [scene.deskId, hiddenDesk] })
  hidden = await scene.create(hiddenDesk, { title: 'Hidden words' })
  joons = await scene.create(scene.deskId, { title: 'Seen by Joon' })
  const session = await scene.app.db.transaction(scene.workspaceId, (tx) => startSession(tx, Number(scene.ids.joon), 'test'))
  joonsCookie = `__Host-statedesk=${session.token}`
})
afterAll(() => scene.end())

const cookieOf = async (name: 'ada' | 'mina') => {
  const session = await scene.app.db.transaction(scene.workspaceId, (tx) => startSession(tx, Number(scene.ids[name]), 'test'))
  return `__Host-statedesk=${session.token}`
}

async function upload(cookie: string, text: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([text]), `${text}.txt`)
  const headers = { cookie, 'x-statedesk': '1' }
  const answer = await fetch(`${scene.url}/api/v1/uploads`, { method: 'POST', headers, body: form })
  return ((await answer.json()) as { id: string }).id
}

const bare = (problem: Problem) => ({ ...problem, requestId: '' })
const blobs = () =>
  scene.rows<{ hash: string; n: number }>(
    "SELECT md5(string_agg(sha256::text, ',' ORDER BY id)) AS hash, count(*)::int AS n FROM blobs WHERE workspace_id = $1",
    [scene.workspaceId],
  )

it('E2 staff: a file is found by who sees its ticket or uploaded it; counting up, forging and guessing find nothing', async () => {
  const mina = await cookieOf('mina')
  const sent = await upload(mina, 'sent bytes')
  await scene.mina.post(`/tickets/${hidden.reference}/messages`, { text: 'See attached', attachments: [sent] })
  const waiting = await upload(mina, 'waiting bytes')
  const own = await upload(joonsCookie, 'own bytes')
  expect(await scene.mina.get(`/attachments/${sent}`)).toBe('sent bytes')
  expect(await scene.mina.get(`/attachments/${waiting}`)).toBe('waiting bytes')
  // What somebody uploaded and did not send yet is theirs alone, whatever the other may see.
  expect((await scene.ada.problem('GET', `/attachments/${waiting}`)).code).toBe('not_found')

  const nothing = bare(await scene.joon.problem('GET', '/attachments/999999999'))
  for (let id = 1; id <= Number(own) + 20; id++) {
    const answer = await scene.joon.call<Problem>('GET', `/attachments/${id}`)
    expect([id, answer.status]).toEqual([id, String(id) === own ? 200 : 404])
    if (answer.status === 404) expect(bare(answer.body)).toEqual(nothing)
  }
  for (const forged of [
    '0',
    '-1',
    `${sent}.0`,
    `0${sent}`,
    `${sent}%20`,
    `${sent}e0`,
    '1e1',
    `../attachments/${sent}`,
    `${own}/../${sent}`,
    '9'.repeat(30),
  ])
    expect([forged, (await scene.joon.call('GET', `/attachments/${forged}`)).status]).toEqual([forged, 404])
})

it('E2 staff: naming another’s file in a reply, a note or a draft sends, shows and moves nothing', async () => {
  const theirs = await upload(await cookieOf('mina'), 'theirs')
  const sent = await upload(await cookieOf('mina'), 'sent')
  await scene.mina.post(`/tickets/${hidden.reference}/messages`, { text: 'See attached', attachments: [sent] })
  const before = [await blobs(), await scene.everything(joons)]
  const absent = bare(await scene.joon.problem('POST', `/tickets/${joons.reference}/messages`, { text: 'x', attachments: ['999999999'] }))
  for (const id of [theirs, sent])
    for (const kind of ['reply', 'note'])
      expect(
        bare(await scene.joon.problem('POST', `/tickets/${joons.reference}/messages`, { kind, text: 'x', attachments: [id] })),
      ).toEqual(absent)
  expect([await blobs(), await scene.everything(joons)]).toEqual(before)

  // A draft keeps what its writer typed; it opens no way to the file, and sending it is refused as above.
  const file = { id: theirs, filename: 'a.txt', contentType: 'text/plain', size: 6 }
  await scene.joon.put(`/tickets/${joons.reference}/draft`, { html: '<img src="/api/v1/attachments/1">', attachments: [file] })
  expect((await scene.joon.problem('GET', `/attachments/${theirs}`)).code).toBe('not_found')
  await scene.joon.delete(`/tickets/${joons.reference}/draft`)
  expect((await scene.mina.call('GET', `/attachments/${theirs}`)).body).toBe('theirs')
  expect((await scene.joon.call('DELETE', `/attachments/${theirs}`)).status).toBe(405)
})

it('E2 staff: the link to a message’s content works for its viewer, for an hour, and for nothing else', async () => {
  const { message } = await scene.mina.post<{ message: { contentUrl: string } }>(`/tickets/${hidden.reference}/messages`, {
    kind: 'note',
    html: '<p><b>Inside</b></p>',
  })
  const open = async (path: string) => (await fetch(scene.url + path)).status
  expect(await open(message.contentUrl)).toBe(200)
  const dot = message.contentUrl.lastIndexOf('.')
  const text = message.contentUrl.slice(0, dot)
  const mac = message.contentUrl.slice(dot + 1)
  const parts = text.replace('/content/', '').split('.')
  const altered = parts.map(
    (part, n) => `/content/${parts.map((one, at) => (at === n ? (Number.parseInt(part, 36) + 1).toString(36) : one)).join('.')}.${mac}`,
  )
  const forged = [
    ...altered,
    `${text}.${mac.slice(0, -1)}`,
    `${text}.${'A'.repeat(mac.length)}`,
    `${text}.`,
    text,
    `/content/mail/${parts.join('.')}.${mac}`,
  ]
  for (const path of forged) expect([path, await open(path)]).toEqual([path, 404])

  // Its viewer is asked again each time: who no longer sees the ticket no longer reads its message.
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: [scene.deskId] })
  expect(await open(message.contentUrl)).toBe(404)
  await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: [scene.deskId, hiddenDesk] })
  expect(await open(message.contentUrl)).toBe(200)
})

it('E2 staff: the link to a message’s content ends after its hour', async () => {
  const { message } = await scene.mina.post<{ message: { contentUrl: string } }>(`/tickets/${hidden.reference}/messages`, {
    kind: 'note',
    html: '<p><b>Inside</b></p>',
  })
  const open = async () => (await fetch(scene.url + message.contentUrl)).status
  expect(await open()).toBe(200)
  await scene.forward(2 * 3_600)
  expect(await open()).toBe(404)
})

it('E2 staff: another’s file goes along in no signature, prepared text, ticket, forwarded message or copy', async () => {
  const sent = await upload(await cookieOf('mina'), 'elsewhere')
  const waiting = await upload(await cookieOf('mina'), 'not sent yet')
  const { message } = await scene.mina.post<{ message: { id: string } }>(`/tickets/${hidden.reference}/messages`, {
    text: 'See attached',
    attachments: [sent],
  })
  const before = [await blobs(), await scene.everything(joons), await scene.everything(hidden)]
  const pictures = `<p>x<img src="/api/v1/attachments/${sent}?inline=1"><img src="cid:upload-${sent}"><img src="attachment:${sent}"></p>`
  const text = { kind: 'canned', scope: 'own', title: 'x', html: pictures }
  const refused: [string, string, Record<string, unknown>][] = [
    ['POST', '/texts', { ...text, attachments: [sent] }],
    ['POST', '/tickets', { title: 'x', description: 'x', attachments: [sent] }],
    ['POST', '/tickets', { title: 'x', attachments: [waiting] }],
    ['POST', '/tickets', { title: 'x', contact: { email: 'eve@evil.example' }, attachments: [waiting] }],
    ['POST', `/tickets/${joons.reference}/messages`, { text: 'x', forwardOf: message.id, to: [{ address: 'eve@evil.example' }] }],
    ['POST', `/tickets/${joons.reference}/split`, { messages: [message.id], title: 'x' }],
    ['POST', `/attachments/${sent}/copy`, {}],
  ]
  for (const [method, path, body] of refused)
    expect([path, (await scene.joon.call(method, path, body)).status]).toEqual([
      path,
      expect.toSatisfy((one) => one === 422 || one === 404),
    ])
  expect([await blobs(), await scene.everything(joons), await scene.everything(hidden)]).toEqual(before)

  // Words that name it are words: nothing of the file is shown by them.
  await scene.joon.patch('/me', { signature: pictures })
  const made = await scene.joon.post<{ id: string }>('/texts', text)
  const { html } = await scene.joon.post<{ html: string }>(`/tickets/${joons.reference}/texts/${made.id}/insert`, {})
  expect(html).not.toContain('<img')
  const replied = await scene.joon.post<{ message: { attachments: unknown[]; contentUrl: string | null; html: string | null } }>(
    `/tickets/${joons.reference}/messages`,
    { html: pictures },
  )
  expect(replied.message.attachments).toEqual([])
  expect(JSON.stringify(replied.message)).not.toContain(`attachments/${sent}`)
  expect(await blobs()).toEqual(before[0])
  await scene.joon.patch('/me', { signature: '' })
})

/** A PNG of one pixel. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

it.each<[string, string, string, string | Buffer, boolean]>([
  ['an SVG called PNG', 'a.png', 'image/png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', false],
  [
    'an SVG',
    'a.svg',
    'image/svg+xml',
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    false,
  ],
  ['a page called text', 'a.txt', 'text/plain', '<html><script>alert(1)</script></html>', false],
  ['a page', 'a.html', 'text/html', '<html><script>alert(1)</script></html>', false],
  ['XML with a style sheet', 'a.xml', 'application/xml', '<?xml-stylesheet href="javascript:alert(1)"?><x/>', false],
  ['a web archive', 'a.mhtml', 'message/rfc822', 'MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>', false],
  ['a PDF with a script', 'a.pdf', 'application/pdf', '%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj', false],
  ['a GIF that is a script as well', 'a.js', 'text/javascript', Buffer.from('GIF89a/*\0\0\0\0*/=1;alert(1)', 'latin1'), true],
  ['a PNG with a page behind it', 'a.html', 'text/html', Buffer.concat([png, Buffer.from('<html><script>alert(1)</script>')]), true],
  ['a PNG', 'a.png', 'image/png', png, true],
])(
  'C5 API: %s is a download that runs nowhere; shown in place only if its bytes are a raster image, and then as that',
  async (_, name, type, bytes, raster) => {
    const cookie = await cookieOf('ada')
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(Buffer.from(bytes))], { type }), name)
    const uploaded = await fetch(`${scene.url}/api/v1/uploads`, { method: 'POST', headers: { cookie, 'x-statedesk': '1' }, body: form })
    const { id } = (await uploaded.json()) as { id: string }
    for (const inline of [false, true]) {
      const { headers } = await fetch(`${scene.url}/api/v1/attachments/${id}${inline ? '?inline=1' : ''}`, { headers: { cookie } })
      const shown = inline && raster
      expect(headers.get('content-type')).toMatch(shown ? /^image\/(png|gif)$/ : /^application\/octet-stream$/)
      expect(headers.get('content-disposition')).toMatch(shown ? /^inline; / : /^attachment; /)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      expect(headers.get('cache-control')).toBe('private, no-store')
    }
  },
)

it('E4 staff: a ticket one cannot see can be named nowhere: not to merge, to move to, to unmerge or to take from', async () => {
  const { message } = await scene.robot.post<{ message: { id: string } }>(`/tickets/${joons.reference}/messages`, {
    as: 'customer',
    text: 'Hello',
  })
  const second = await scene.create(hiddenDesk)
  await scene.act(scene.ada, hidden, 'merge', { duplicate: second.reference })
  const merge = (await scene.read(hidden)).mergedFrom[0]?.mergeId
  const before = [await scene.everything(hidden), await scene.everything(joons)]
  const nothing = bare(await scene.joon.problem('GET', '/tickets/TKT-9999'))
  const calls: [string, Record<string, unknown>][] = [
    [`/tickets/${joons.reference}/merge`, { duplicate: hidden.reference }],
    [`/tickets/${joons.reference}/merge`, { duplicate: hidden.id }],
    [`/tickets/${joons.reference}/merge`, { duplicate: hidden.reference.toLowerCase() }],
    [`/tickets/${hidden.reference}/merge`, { duplicate: joons.reference }],
    [`/tickets/${joons.reference}/unmerge`, { merge }],
    [`/tickets/${hidden.reference}/unmerge`, { merge }],
    [`/tickets/${joons.reference}/messages/${message.id}/move`, { to: hidden.reference }],
    [`/tickets/${hidden.reference}/messages/${message.id}/move`, { to: joons.reference }],
  ]
  for (const [path, body] of calls) expect([path, bare(await scene.joon.problem('POST', path, body))]).toEqual([path, nothing])
  expect([await scene.everything(hidden), await scene.everything(joons)]).toEqual(before)
})

it('E4 staff: who is given a ticket outside their desks sees that one, and what was merged into it only from then on', async () => {
  const given = await scene.create(hiddenDesk, { title: 'Given away' })
  const other = await scene.create(hiddenDesk, { title: 'Not given' })
  await scene.act(scene.ada, given, 'assign', { agent: scene.ids.joon })
  expect((await scene.joon.get<SeenTicket>(`/tickets/${given.reference}`)).title).toBe('Given away')
  expect((await scene.joon.problem('GET', `/tickets/${other.reference}`)).code).toBe('not_found')
  expect((await scene.joon.problem('POST', `/tickets/${given.reference}/merge`, { duplicate: other.reference })).code).toBe('not_found')
  await scene.act(scene.ada, given, 'assign', { agent: scene.ids.mina })
  expect((await scene.joon.problem('GET', `/tickets/${given.reference}`)).code).toBe('not_found')
})

it('E7: a mail to the customer says nothing of times, priorities, scores, addresses of agents or of where they sit', async () => {
  const customer = { email: 'kim@customer.example', name: 'Kim' }
  const made = await scene.create(scene.deskId, { priority: 'urgent', contact: customer, labels: [] })
  const label = await scene.ada.post<{ id: string }>('/labels', { name: 'Difficult customer' })
  await scene.ada.patch(`/tickets/${made.reference}`, { labels: [label.id] })
  const mina = apiAs(scene.url, { cookie: await cookieOf('mina'), 'user-agent': 'Agents-Own-Browser/7' })
  await mina.post(`/tickets/${made.reference}/messages`, { text: 'We look into it.', bcc: [{ address: 'boss@desk.example' }] })
  await mina.post(`/tickets/${made.reference}/resolve`, { text: 'Solved.', score: 2 })
  const mails = await scene.rows<{ id: number }>(
    "SELECT id FROM outbox WHERE workspace_id = $1 AND ticket_id = $2 AND recipient = 'kim@customer.example'",
    [scene.workspaceId, made.id],
  )
  expect(mails.length).toBe(2)
  for (const { id } of mails) {
    const mail = await scene.ada.get<{ headers: { name: string; value: string }[]; text: string; contentUrl: string }>(`/outbox/${id}`)
    const seen = JSON.stringify([mail.headers, mail.text, (await scene.ada.call('GET', mail.contentUrl)).body])
    expect(seen).toContain('kim@customer.example')
    for (const secret of [
      'mina@desk.example',
      'boss@desk.example',
      'Agents-Own-Browser',
      '127.0.0.1',
      'Difficult',
      'urgent',
      'score',
      'sla',
    ])
      expect([secret, seen.toLowerCase().includes(secret.toLowerCase())]).toEqual([secret, false])
    expect(mail.headers.filter(({ name }) => /^(received|x-originating|x-mailer|user-agent|x-priority|bcc)/i.test(name))).toEqual([])
  }
})

it('E7: the role that reads for customers has no column with a score, an address of an agent or a time of an agent’s work', async () => {
  const rows = await scene.app.db.transaction(scene.workspaceId, (tx) =>
    tx.asPublicReader(() =>
      tx.many<{ table: string; column: string }>({
        text: `SELECT c.relname AS "table", a.attname AS "column" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'p') AND has_column_privilege(current_user, c.oid, a.attnum, 'SELECT') ORDER BY 1, 2`,
      }),
    ),
  )
  expect([...new Set(rows.map(({ table }) => table))]).toEqual(['attachments', 'blobs', 'messages'])
  const columns = rows.filter(({ table }) => table === 'messages').map(({ column }) => column)
  expect(columns).toContain('text')
  for (const hiddenColumn of ['bcc_addresses', 'verdict', 'raw_mail_id', 'spam_score', 'reply_to', 'author_ip'])
    expect(columns).not.toContain(hiddenColumn)
})

it('E13: the source of a mail lies sealed, no route gives it out, and the right to unmask is no agent’s', async () => {
  const documented = await scene.ada.get<{ paths: Record<string, unknown> }>('/openapi.json')
  expect(Object.keys(documented.paths).filter((path) => /\/(raw|source|unmask|eml)\b/.test(path))).toEqual([])
  for (const path of ['raw', 'source', 'eml']) {
    expect((await scene.ada.call('GET', `/tickets/${joons.reference}/messages/1/${path}`)).status).toBe(404)
    expect((await scene.ada.call('GET', `/quarantine/1/${path}`)).status).toBe(404)
  }
  const words = 'Source4711 in the mail'
  const mail = Buffer.from(`From: kim@customer.example\r\nSubject: ${words}\r\n\r\n${words}\r\n`)
  const sealed = scene.app.secrets.seal('raw-mail', mail)
  const [address] = await scene.rows<{ id: number }>('SELECT id FROM mail_addresses WHERE workspace_id = $1 ORDER BY id LIMIT 1', [
    scene.workspaceId,
  ])
  await scene.rows(
    `INSERT INTO raw_mails (workspace_id, address_id, source, content_hash, received_at, size, envelope, key_id, sealed, state, error)
     VALUES ($1, $2, 'smtp', $3, business_now(), $4, '{"mailFrom":"kim@customer.example"}', $5, $6, 'quarantined', 'unreadable')`,
    [scene.workspaceId, address?.id, createHash('sha256').update(mail).digest(), mail.length, scene.app.secrets.keyId, sealed],
  )
  const stored = await scene.rows<{ row: string }>(
    "SELECT r::text || encode(r.sealed, 'escape') AS row FROM raw_mails r WHERE workspace_id = $1",
    [scene.workspaceId],
  )
  expect(stored.length).toBe(1)
  expect(JSON.stringify(stored)).not.toContain('Source4711')
  // Who repairs mail sees whose it is and what it is about, and never its text; the others see nothing of it.
  const { items } = await scene.ada.get<{ items: Record<string, unknown>[] }>('/quarantine')
  expect(items).toEqual([expect.objectContaining({ subject: words, from: 'kim@customer.example' })])
  expect(Object.keys(items[0] ?? {}).sort()).toEqual(['address', 'error', 'from', 'id', 'receivedAt', 'size', 'subject'])
  expect((await scene.mina.problem('GET', '/quarantine')).code).toBe('forbidden')
  const holders = builtInRoles
    .filter(({ permissions }) => (permissions as readonly string[]).includes('messages.unmask'))
    .map(({ key }) => key)
  expect(holders).toEqual(['admin'])
})
