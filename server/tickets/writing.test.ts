import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { uploadFile } from '../testing/upload-file.ts'
import { createKey } from '../access/index.ts'
import { sweep } from '../housekeeping.ts'
import { eventually, openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
let desk: string

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

interface Sent {
  message: { id: string; state: string; kind: string; author: { name: string }; sendAt: string | null }
  ticket: SeenTicket
}
interface Draft {
  html: string
  to?: { address: string }[]
  cc?: { address: string }[]
  attachments?: { id: string; filename: string; inline?: boolean }[]
  then?: { action: string; to?: string }
  forwardOf?: string
  quote?: boolean
}

const send = (as: Api, ticket: { reference: string }, body: Record<string, unknown>) =>
  as.post<Sent>(`/tickets/${ticket.reference}/messages`, body)
const draftOf = async (as: Api, ticket: { reference: string }) =>
  (await as.get<{ draft: Draft | null }>(`/tickets/${ticket.reference}/draft?kind=reply`)).draft
const stateOf = async (id: string) =>
  (await scene.rows<{ state: string }>('SELECT state FROM messages WHERE workspace_id = $1 AND id = $2', [scene.workspaceId, id]))[0]?.state
const untilState = (id: string, state: string) =>
  eventually(
    () => stateOf(id),
    (now) => now === state,
  )
/** Lets held replies go. */
async function later(seconds: number) {
  await scene.forward(seconds)
  scene.app.wake('queued')
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR4nGNkYPjPQApgIkn1qIZRDcQCAH5bAR8iK9AsAAAAAElFTkSuQmCC',
  'base64',
)

/** Uploads of a new automation; gives it and their ids. */
async function uploader(files: [name: string, type: string, content: Buffer][]): Promise<{ api: Api; ids: string[] }> {
  const { key } = await scene.app.db.transaction(scene.workspaceId, (tx) => createKey(tx, { name: 'files', role: 'admin' }, null))
  const ids: string[] = []
  for (const [name, type, content] of files) {
    ids.push(await uploadFile(scene.url, key, name, Buffer.from(content), type))
  }
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${scene.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return answer.json()
  }
  return {
    api: {
      get: (path: string) => call('GET', path),
      post: (path: string, body?: unknown) => call('POST', path, body ?? {}),
    } as unknown as Api,
    ids,
  }
}

it('a reply that can be taken back changes nothing until it leaves; then it is mailed and the ticket goes where it was to go (B4)', async () => {
  const ticket = await scene.create(desk)
  const { message, ticket: after } = await send(scene.mina, ticket, {
    html: '<p>Please try again.</p>',
    undoSeconds: 20,
    then: { action: 'status', to: 'waiting' },
  })
  expect(message).toMatchObject({ state: 'queued', sendAt: expect.any(String) })
  expect(after).toMatchObject({ status: { key: 'open' }, firstResponseAt: null })
  expect(await scene.mails(ticket)).toEqual([])
  await later(21)
  await untilState(message.id, 'released')
  expect(await scene.read(ticket)).toMatchObject({ status: { key: 'waiting' }, firstResponseAt: expect.any(String) })
  expect(await scene.mails(ticket)).toEqual(['reply to carl@customer.example'])
})

it('with no delay the click is the release: one transaction, mailed and moved at once (B4)', async () => {
  const ticket = await scene.create(desk)
  const { message, ticket: after } = await send(scene.mina, ticket, {
    text: 'Hello',
    undoSeconds: 0,
    then: { action: 'status', to: 'waiting' },
  })
  expect(message.state).toBe('released')
  expect(after.status.key).toBe('waiting')
})

it('taken back it is a draft again with its words, people, files and next status; what was begun since stands below (B4)', async () => {
  const ticket = await scene.create(desk)
  const { api, ids } = await uploader([
    ['guide.txt', 'text/plain', Buffer.from('step 1')],
    ['screen.png', 'image/png', png],
  ])
  const html = `<p>See <img src="cid:upload-${ids[1]}" alt="A screen"></p>`
  const { message } = await send(api, ticket, {
    html,
    cc: [{ address: 'boss@customer.example' }],
    bcc: ['audit@desk.example'],
    attachments: ids,
    undoSeconds: 60,
    then: { action: 'resolve' },
    quote: false,
  })
  const put = { html: '<p>And another thing.</p>' }
  await scene.rows(
    `INSERT INTO drafts (workspace_id, user_id, ticket_id, kind, content, updated_at)
     SELECT $1, author_id, ticket_id, 'reply', $3::jsonb, business_now() FROM messages WHERE workspace_id = $1 AND id = $2`,
    [scene.workspaceId, message.id, JSON.stringify(put)],
  )
  const { draft } = await api.post<{ draft: Draft }>(`/tickets/${ticket.reference}/messages/${message.id}/withdraw`)
  expect(draft).toMatchObject({
    html: html + put.html,
    to: [{ address: 'carl@customer.example' }],
    cc: [{ address: 'boss@customer.example' }],
    bcc: [{ address: 'audit@desk.example' }],
    then: { action: 'resolve' },
    quote: false,
  })
  expect(draft.attachments?.map(({ filename, inline }) => [filename, inline])).toEqual([
    ['guide.txt', false],
    ['screen.png', true],
  ])
  expect(await draftOf(api, ticket)).toEqual(draft)
  expect(await scene.mails(ticket)).toEqual([])
  expect((await scene.read(ticket)).status.key).toBe('open')

  // The files can be sent again, and the sending takes the draft along.
  const again = await send(api, ticket, { html: draft.html, attachments: ids, fromDraft: true })
  expect(again.message.state).toBe('released')
  expect(await draftOf(api, ticket)).toBeNull()
})

it('its author may send it now; a colleague may only take it back, and then its author is told and has the draft (B4 A3)', async () => {
  const [one, two] = [await scene.create(desk), await scene.create(desk)]
  const first = await send(scene.mina, one, { text: 'First', undoSeconds: 60 })
  expect(await scene.joon.problem('POST', `/tickets/${one.reference}/messages/${first.message.id}/send`)).toMatchObject({
    code: 'refused',
    reason: 'not_the_author',
  })
  const sent = await scene.mina.post<Sent>(`/tickets/${one.reference}/messages/${first.message.id}/send`)
  expect(sent).toMatchObject({ message: { state: 'released' }, ticket: { status: { key: 'in_progress' } } })
  expect((await scene.mina.problem('POST', `/tickets/${one.reference}/messages/${first.message.id}/send`)).reason).toBe('released')

  const second = await send(scene.mina, two, { text: 'Second', undoSeconds: 60 })
  const answer = await scene.joon.post<{ draft: Draft | null }>(`/tickets/${two.reference}/messages/${second.message.id}/withdraw`)
  expect(answer.draft).toBeNull()
  expect(await draftOf(scene.joon, two)).toBeNull()
  expect((await draftOf(scene.mina, two))?.html).toContain('Second')
  const told = await eventually(
    async () => (await scene.mina.get<{ items: { kind: string; ticket: { reference: string } | null }[] }>('/notices')).items,
    (items) => items.some((notice) => notice.ticket?.reference === two.reference),
  )
  expect(told.find((notice) => notice.ticket?.reference === two.reference)?.kind).toBe('reply_returned')
})

it('what cannot leave any more is its author’s draft again, and they are told why in the log: the customer wrote, the status refuses, the right is gone (B4)', async () => {
  const stale = await scene.create(desk)
  const moved = await scene.create(desk)
  const held = [
    await send(scene.mina, stale, { text: 'Old news', undoSeconds: 30 }),
    await send(scene.mina, moved, { text: 'Done', undoSeconds: 30, then: { action: 'resolve' } }),
  ]
  await scene.customerWrites(stale, 'Wait!')
  await scene.act(scene.ada, moved, 'status', { to: 'closed' })
  await later(31)
  for (const [n, ticket] of [stale, moved].entries()) {
    await untilState(held[n]?.message.id ?? '', 'draft')
    expect((await draftOf(scene.mina, ticket))?.html).toContain(n === 0 ? 'Old news' : 'Done')
    expect((await scene.log(ticket)).at(-1)?.type).toBe('message.returned_to_draft')
    expect(await scene.mails(ticket)).toEqual([])
  }
  const notices = await eventually(
    async () => (await scene.mina.get<{ items: { kind: string; ticket: { reference: string } }[] }>('/notices?unread=true')).items,
    (items) =>
      [stale, moved].every((ticket) => items.some((one) => one.kind === 'reply_returned' && one.ticket.reference === ticket.reference)),
  )
  expect(notices.length).toBeGreaterThan(1)
})

it('a held reply that comes back is not overwritten by who has not seen it, neither by typing on nor by throwing away nor by sending (B4)', async () => {
  const ticket = await scene.create(desk)
  const at = `/tickets/${ticket.reference}/draft`
  type Kept = { draft: Draft | null; updatedAt: string }
  const held = await send(scene.mina, ticket, { html: '<p>The long planned answer.</p>', undoSeconds: 60 })
  // The composer is open again, and keeps what is typed.
  const { updatedAt: seen } = await scene.mina.put<Kept>(at, { html: '<p>By the way</p>', seen: null })
  await scene.customerWrites(ticket, 'One more thing')
  await later(61)
  await untilState(held.message.id, 'draft')
  const back = await scene.mina.get<Kept>(at)
  expect(back.draft?.html).toBe('<p>The long planned answer.</p><p>By the way</p>')

  const refused = await scene.mina.problem('PUT', at, { html: '<p>By the way, …</p>', seen })
  expect(refused).toMatchObject({ status: 409, code: 'version_conflict' })
  expect(await scene.mina.problem('PUT', at, { html: '<p>By the way, …</p>', seen: null })).toMatchObject({ code: 'version_conflict' })
  const gone = await scene.mina.problem('DELETE', `${at}?seen=${encodeURIComponent(seen)}`)
  expect(gone).toMatchObject({ status: 409, code: 'version_conflict' })
  expect(await scene.mina.get<Kept>(at)).toEqual(back)
  await send(scene.mina, ticket, { html: '<p>By the way, …</p>', fromDraft: true, draftSeen: seen })
  expect(await scene.mina.get<Kept>(at)).toEqual(back)

  // Who has seen it goes on from there.
  const { updatedAt: next } = await scene.mina.put<Kept>(at, { html: '<p>Both</p>', seen: back.updatedAt })
  const { draft } = await scene.mina.get<Kept>(at)
  expect(draft).toEqual({ html: '<p>Both</p>' })
  await send(scene.mina, ticket, { html: '<p>Both</p>', fromDraft: true, draftSeen: next })
  expect((await scene.mina.get<Kept>(at)).draft).toBeNull()
})

it('a draft that was thrown away elsewhere is kept anew; who does not say what they saw overwrites and throws away as before', async () => {
  const ticket = await scene.create(desk)
  const at = `/tickets/${ticket.reference}/draft`
  const { updatedAt: seen } = await scene.mina.put<{ updatedAt: string }>(at, { html: '<p>One</p>' })
  await scene.mina.delete(`${at}?seen=${encodeURIComponent(seen)}`)
  await scene.mina.delete(`${at}?seen=${encodeURIComponent(seen)}`)
  expect(await draftOf(scene.mina, ticket)).toBeNull()
  await scene.mina.put(at, { html: '<p>Two</p>', seen })
  await scene.mina.put(at, { html: '<p>Three</p>' })
  expect(await draftOf(scene.mina, ticket)).toEqual({ html: '<p>Three</p>' })
  await scene.mina.delete(at)
  expect(await draftOf(scene.mina, ticket)).toBeNull()
})

it('E12: a draft is its author’s alone; sent by somebody else, sender and log name who sent it', async () => {
  const ticket = await scene.create(desk)
  const { ids } = await uploader([['a.txt', 'text/plain', Buffer.from('a')]])
  await scene.mina.put(`/tickets/${ticket.reference}/draft?kind=reply`, { html: '<p>Words of Mina</p>', attachments: [] })
  expect(await draftOf(scene.joon, ticket)).toBeNull()
  expect(await draftOf(scene.ada, ticket)).toBeNull()
  expect((await draftOf(scene.mina, ticket))?.html).toBe('<p>Words of Mina</p>')
  const { message } = await send(scene.joon, ticket, { html: '<p>Words of Mina</p>', fromDraft: true })
  expect(message.author.name).toBe('Joon Park')
  const added = (await scene.ada.get<{ items: { type: string; actor: { name: string } }[] }>(`/tickets/${ticket.reference}/events`)).items
  expect(added.find(({ type }) => type === 'message.added')?.actor.name).toBe('Joon Park')
  // Somebody else's sending throws nobody's draft away, and takes nobody's files.
  expect(await draftOf(scene.mina, ticket)).not.toBeNull()
  expect((await scene.joon.problem('POST', `/tickets/${ticket.reference}/messages`, { text: 'x', attachments: ids })).status).toBe(422)
})

it('a ticket is opened with its files: a picture stands in the words, and files need no words (T1)', async () => {
  const { api, ids } = await uploader([
    ['screen.png', 'image/png', png],
    ['log.txt', 'text/plain', Buffer.from('line 1')],
    ['alone.txt', 'text/plain', Buffer.from('alone')],
  ])
  type Listed = { items: { kind: string; text: string; attachments: { id: string; filename: string; inline: boolean }[] }[] }
  const contact = { email: 'carl@customer.example' }
  const descriptionHtml = `<p>See <img src="cid:upload-${ids[0]}" alt="A screen"></p>`
  const written = await api.post<SeenTicket>('/tickets', {
    title: 'Red light',
    desk,
    contact,
    descriptionHtml,
    attachments: ids.slice(0, 2),
  })
  const [first] = (await scene.ada.get<Listed>(`/tickets/${written.reference}/messages`)).items
  expect(first?.kind).toBe('customer')
  expect(first?.attachments.map(({ filename, inline }) => [filename, inline])).toEqual([
    ['screen.png', true],
    ['log.txt', false],
  ])
  const bare = await api.post<SeenTicket>('/tickets', { title: 'A file', desk, attachments: [ids[2]] })
  const [only] = (await scene.ada.get<Listed>(`/tickets/${bare.reference}/messages`)).items
  expect([only?.kind, only?.text, only?.attachments.map(({ filename }) => filename)]).toEqual(['note', '', ['alone.txt']])
  // What is bound to a ticket goes with no other one.
  expect((await api.post<{ code?: string }>('/tickets', { title: 'Again', desk, attachments: [ids[2]] })).code).toBe('invalid_input')
})

it('E2: an attachment is copied by who sees its ticket, and a copy is nobody else’s', async () => {
  const closed = await scene.desk('sign-off', { viewAll: false })
  const [seen, hidden] = [await scene.create(desk), await scene.create(closed)]
  const { api, ids } = await uploader([
    ['seen.txt', 'text/plain', Buffer.from('seen')],
    ['hidden.txt', 'text/plain', Buffer.from('hidden')],
  ])
  await send(api, seen, { text: 'x', attachments: [ids[0]] })
  await send(api, hidden, { text: 'x', attachments: [ids[1]] })
  const copied = await scene.mina.post<{ id: string; filename: string }>(`/attachments/${ids[0]}/copy`)
  expect(copied.filename).toBe('seen.txt')
  expect(copied.id).not.toBe(ids[0])
  for (const id of [ids[1], '999999']) expect((await scene.mina.problem('POST', `/attachments/${id}/copy`)).code).toBe('not_found')
  expect((await scene.joon.problem('POST', `/attachments/${copied.id}/copy`)).code).toBe('not_found')
  expect((await scene.joon.problem('POST', `/tickets/${seen.reference}/messages`, { text: 'x', attachments: [copied.id] })).status).toBe(
    422,
  )
})

it('a forwarded message goes to whom it names, with its files, and is no answer to the customer (T5)', async () => {
  const ticket = await scene.create(desk)
  const [original] = (await scene.ada.get<{ items: { id: string }[] }>(`/tickets/${ticket.reference}/messages`)).items
  const forward = { html: '<p>Can you help?</p>', forwardOf: original?.id, to: [{ address: 'supplier@parts.example' }] }
  expect((await scene.mina.problem('POST', `/tickets/${ticket.reference}/messages`, { ...forward, to: [] })).errors?.[0]?.path).toBe('to')
  expect((await scene.mina.problem('POST', `/tickets/${ticket.reference}/messages`, { ...forward, forwardOf: '999999' })).status).toBe(422)
  const { ticket: after } = await send(scene.mina, ticket, forward)
  expect(after).toMatchObject({ status: { key: 'open' }, firstResponseAt: null })
  expect(await scene.mails(ticket)).toEqual(['reply to supplier@parts.example'])
  // Held and released it is the same.
  const held = await send(scene.mina, ticket, { ...forward, undoSeconds: 10 })
  await later(11)
  await untilState(held.message.id, 'released')
  expect(await scene.read(ticket)).toMatchObject({ status: { key: 'open' }, firstResponseAt: null })
})

it('what was forwarded is read by staff and whoever it went to, and by no customer: a later reply does not quote or name it', async () => {
  const ticket = await scene.create(desk)
  const [original] = (await scene.ada.get<{ items: { id: string }[] }>(`/tickets/${ticket.reference}/messages`)).items
  const to = [{ address: 'supplier@parts.example' }]
  const { api, ids } = await uploader([['plan.png', 'image/png', png]])
  const { message } = await send(api, ticket, { html: '<p>They are slow to pay.</p>', forwardOf: original?.id, to, attachments: ids })
  const held = await send(scene.mina, ticket, { html: '<p>And rude.</p>', forwardOf: original?.id, to, undoSeconds: 10 })
  await later(11)
  await untilState(held.message.id, 'released')
  await send(scene.mina, ticket, { html: '<p>It is mended.</p>' })

  const shown = (await scene.mina.get<{ items: { id: string; audience: string }[] }>(`/tickets/${ticket.reference}/messages`)).items
  expect(shown.map(({ audience }) => audience)).toEqual(['public', 'third_party', 'third_party', 'public'])
  const { items } = await scene.ada.get<{ items: { id: string; ticket: string; recipient: string }[] }>('/outbox?limit=50')
  const mails = await Promise.all(
    items
      .filter((one) => one.ticket === ticket.reference)
      .reverse()
      .map(async ({ id, recipient }) => {
        const { text, contentUrl } = await scene.ada.get<{ text: string; contentUrl: string }>(`/outbox/${id}`)
        return { recipient, said: text + (await scene.ada.call('GET', contentUrl)).body }
      }),
  )
  expect(mails.map(({ recipient }) => recipient)).toEqual(['supplier@parts.example', 'supplier@parts.example', 'carl@customer.example'])
  const [slow, rude, reply] = mails.map(({ said }) => said)
  expect(slow).toContain('slow to pay')
  expect(rude).toContain('And rude')
  expect(rude).not.toContain('slow to pay')
  expect(reply).toContain('It says no.')
  expect(reply).not.toMatch(/slow to pay|And rude/)

  const readable = (query: string, passedOn?: number) =>
    scene.app.db.transaction(scene.workspaceId, (tx) =>
      tx.asPublicReader(() => tx.many<{ id: number }>({ text: query }, [scene.workspaceId, ticket.id]), passedOn),
    )
  const messages = 'SELECT id FROM messages WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY id'
  const files = 'SELECT a.id FROM attachments a JOIN blobs b ON b.id = a.blob_id WHERE a.workspace_id = $1 AND a.ticket_id = $2'
  expect((await readable(messages)).map(({ id }) => String(id))).toEqual([shown[0]?.id, shown[3]?.id])
  expect(await readable(files)).toEqual([])
  expect(await readable(files, Number(message.id))).toEqual([{ id: Number(ids[0]) }])
  expect((await readable(messages, Number(message.id))).map(({ id }) => String(id))).toEqual([shown[0]?.id, message.id, shown[3]?.id])
})

it('pictures stand in the mail where they stood in the text; the mail ends with the author’s signature and what was said, unless left out (T5)', async () => {
  const ticket = await scene.create(desk)
  await scene.ada.patch('/me', { signature: 'Ada Berg\nHead of support' })
  const { api, ids } = await uploader([['screen.png', 'image/png', png]])
  await send(api, ticket, { html: `<p>Here: <img src="cid:upload-${ids[0]}" alt="The new screen"></p>`, attachments: ids })
  await send(scene.ada, ticket, { html: '<p>With a signature.</p>' })
  await send(scene.ada, ticket, { html: '<p>Without the rest.</p>', quote: false })
  const { items } = await scene.ada.get<{ items: { id: string; ticket: string }[] }>('/outbox?limit=50')
  const mails = items.filter((one) => one.ticket === ticket.reference).reverse()
  const read = (n: number) => scene.ada.get<{ text: string }>(`/outbox/${mails[n]?.id}`)
  const rows = await scene.rows<{ contentId: string; isInline: boolean }>(
    'SELECT content_id AS "contentId", is_inline AS "isInline" FROM attachments WHERE workspace_id = $1 AND id = $2',
    [scene.workspaceId, ids[0]],
  )
  expect(rows).toEqual([{ contentId: `upload-${ids[0]}`, isInline: true }])
  const [, signed, bare] = [await read(0), await read(1), await read(2)]
  expect(signed.text).toMatch(/With a signature\.\n\n-- \nAda Berg\nHead of support\n/)
  expect(signed.text).toContain('> It says no.')
  expect(bare.text).toContain('Head of support')
  expect(bare.text).not.toContain('It says no.')
})

it('the processing menu in one act: the words are the resolution or the hold mail, in a contact centre and on a support desk (LC2 T10)', async () => {
  const centre = await scene.desk('contact-center')
  const [resolved, held, supported, inbox] = [
    await scene.create(centre),
    await scene.create(centre),
    await scene.create(desk),
    await scene.create(await scene.desk('inbox')),
  ]
  const kinds = async (ticket: SeenTicket) => (await scene.mails(ticket)).map((mail) => mail.split(' ')[0])
  expect((await send(scene.mina, resolved, { html: '<p>It is <b>done</b>.</p>', then: { action: 'resolve' } })).ticket).toMatchObject({
    status: { key: 'resolved' },
    assignee: { name: 'Mina Kim' },
    firstResponseAt: expect.any(String),
    resolution: { text: 'It is done.' },
  })
  expect(await kinds(resolved)).toEqual(['resolution'])
  expect((await send(scene.mina, held, { text: 'One moment.', then: { action: 'hold' } })).ticket.status.key).toBe('pending')
  expect(await kinds(held)).toEqual(['hold'])
  expect((await send(scene.mina, supported, { text: 'Try again.', then: { action: 'resolve' } })).ticket.status.key).toBe('resolved')
  expect(await kinds(supported)).toEqual(['resolution'])
  // Resolving mails nobody in an inbox: there the words are a reply.
  expect((await send(scene.mina, inbox, { text: 'Try again.', then: { action: 'resolve' } })).ticket.status.key).toBe('resolved')
  expect(await kinds(inbox)).toEqual(['reply'])
})

it('a stroke that the lifecycle refuses sends nothing at all, held or not (LC2 L6)', async () => {
  const ticket = await scene.create(desk)
  const before = await scene.everything(ticket)
  const post = (body: Record<string, unknown>) =>
    scene.mina.problem('POST', `/tickets/${ticket.reference}/messages`, { text: 'x', ...body })
  expect((await post({ then: { action: 'hold' } })).code).toBe('refused')
  expect((await post({ then: { action: 'status', to: 'nowhere' } })).code).toBe('refused')
  expect((await post({ then: { action: 'status', to: 'nowhere' }, undoSeconds: 30 })).code).toBe('refused')
  expect((await post({ undoSeconds: 61 })).status).toBe(422)
  expect((await post({ then: { action: 'fly' } })).status).toBe(422)
  expect(await scene.everything(ticket)).toEqual(before)
})

it('files of a draft are kept as long as the draft, and no longer', async () => {
  const ticket = await scene.create(desk)
  const { ids } = await uploader([
    ['kept.txt', 'text/plain', Buffer.from('kept')],
    ['left.txt', 'text/plain', Buffer.from('left')],
  ])
  await scene.rows(
    `INSERT INTO drafts (workspace_id, user_id, ticket_id, kind, content, updated_at)
     SELECT $1, uploaded_by, $3, 'reply', jsonb_build_object('html', '', 'attachments', jsonb_build_array(jsonb_build_object('id', id::text))), business_now()
     FROM attachments WHERE workspace_id = $1 AND id = $2`,
    [scene.workspaceId, ids[0], ticket.id],
  )
  await scene.forward(2 * 86_400)
  await sweep(scene.app)
  const left = await scene.rows<{ id: number }>('SELECT id FROM attachments WHERE workspace_id = $1 AND id = ANY ($2::bigint[])', [
    scene.workspaceId,
    ids,
  ])
  expect(left.map(({ id }) => String(id))).toEqual([ids[0]])
})
