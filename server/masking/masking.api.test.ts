import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKey } from '../access/index.ts'
import { sealerOf } from '../platform/secrets.ts'
import { createWorkspace } from '../setup/index.ts'
import { apiAs } from '../testing/api.ts'
import { castPassword } from '../testing/cast.ts'
import { verifyWorkspace } from '../tickets/index.ts'
import type { SeenTicket } from '../tickets/testing/scene.ts'
import { type MaskedScene, maskedScene, type SeenMessage, secret } from './testing/masked-scene.ts'

let scene: MaskedScene
let desk: string
beforeAll(async () => {
  scene = await maskedScene()
  desk = await scene.desk('contact-center')
})
afterAll(() => scene.end())

const stars = '*'.repeat(secret.length)
const at = (ticket: SeenTicket, message: SeenMessage) => `/tickets/${ticket.reference}/messages/${message.id}/masks`

const countAt = (ticket: SeenTicket, message: SeenMessage) => at(ticket, message).replace(/masks$/, 'mask-count')

async function written(text = `My card is ${secret}, thanks.`): Promise<{ ticket: SeenTicket; message: SeenMessage }> {
  const ticket = await scene.create(desk)
  return { ticket, message: await scene.says(ticket, { text }) }
}

describe('masking', () => {
  it('puts as many asterisks in the place of the words, whoever wrote them (T20)', async () => {
    const ticket = await scene.create(desk)
    for (const kind of [undefined, 'reply', 'note'] as const) {
      const message = await scene.says(ticket, { kind, text: `Card ${secret}.` })
      const masked = await scene.mask(scene.mina, ticket, message)
      expect(masked).toMatchObject({
        occurrences: 1,
        message: { text: `Card ${stars}.`, preview: `Card ${stars}.`, revision: 2, masks: [{ id: masked.masks[0], from: 5, to: 24 }] },
      })
    }
    await scene.act(scene.mina, ticket, 'resolve', { text: `Refunded to ${secret}` })
    const resolution = (await scene.messages(ticket)).find(({ text }) => text.startsWith('Refunded'))
    expect(resolution).toBeDefined()
    if (resolution) expect((await scene.mask(scene.mina, ticket, resolution)).message.text).toBe(`Refunded to ${stars}`)
  })

  it('is of the words that were seen: positions in other words are refused, and nothing is changed', async () => {
    const { ticket, message } = await written('first second')
    await scene.mask(scene.mina, ticket, message, 'first')
    const stale = await scene.mina.problem('POST', at(ticket, message), { revision: message.revision, from: 6, to: 12 })
    expect(stale).toMatchObject({ status: 409, code: 'version_conflict', revision: 2 })
    expect((await scene.messages(ticket)).at(-1)?.text).toBe('***** second')
  })

  it('is the same when it is asked for twice, and joins what overlaps', async () => {
    const { ticket, message } = await written('one two three four')
    const first = await scene.mask(scene.mina, ticket, message, 'two three')
    const log = await scene.log(ticket)
    const again = await scene.mina.post<typeof first>(at(ticket, message), { revision: 2, from: 5, to: 9 })
    expect(again).toMatchObject({ masks: first.masks, occurrences: 0, message: { revision: 2, text: 'one ********* four' } })
    expect(await scene.log(ticket)).toEqual(log)
    const wider = await scene.mina.post<typeof first>(at(ticket, message), { revision: 2, from: 0, to: 6 })
    expect(wider.message).toMatchObject({ text: '************* four', masks: [{ from: 0, to: 13 }] })
    await scene.ada.delete(`${at(ticket, message)}/${wider.masks[0]}`)
    expect((await scene.messages(ticket)).at(-1)).toMatchObject({ text: 'one two three four', masks: [], revision: 4 })
  })

  it('takes words and which of them, and says when they are not there', async () => {
    const { ticket, message } = await written('tic tac tic')
    const second = await scene.mina.post<{ message: SeenMessage }>(at(ticket, message), { text: 'tic', occurrence: 2 })
    expect(second.message.text).toBe('tic tac ***')
    expect(await scene.mina.problem('POST', at(ticket, message), { text: 'toe' })).toMatchObject({ status: 422 })
    expect(await scene.mina.problem('POST', at(ticket, message), { text: 'x', everywhere: true })).toMatchObject({ status: 422 })
    for (const body of [
      {},
      { from: 3, to: 1, revision: 2 },
      { from: 0, to: 999, revision: 2 },
      { from: -1, to: 1, revision: 2 },
      { text: '' },
    ])
      expect((await scene.mina.problem('POST', at(ticket, message), body)).status).toBe(422)
  })

  it('takes the right to edit tickets, and another workspace’s messages are not there', async () => {
    const { ticket, message } = await written()
    const viewer = await scene.withKey('viewer')
    expect(await viewer.problem('POST', at(ticket, message), { text: secret })).toMatchObject({ code: 'forbidden' })
    expect(await viewer.problem('POST', countAt(ticket, message), { text: secret })).toMatchObject({ code: 'forbidden' })
    const other = await createWorkspace(scene.app, {
      name: 'Other',
      admin: { name: 'Eve', email: 'eve@other.example', password: castPassword },
      desk: { name: 'Other', lifecycle: 'support', address: 'help@other.example' },
    })
    const { key } = await scene.app.db.transaction(other.workspaceId, (tx) => createKey(tx, { name: 'key', role: 'admin' }, null))
    const eve = apiAs(scene.url, { authorization: `Bearer ${key}` })
    const theirs = await eve.post<SeenTicket>('/tickets', { title: 'Theirs' })
    for (const reference of [ticket.id, theirs.id]) {
      expect((await eve.call('POST', `/tickets/${reference}/messages/${message.id}/masks`, { text: secret })).status).toBe(404)
      expect((await eve.call('DELETE', `/tickets/${reference}/messages/${message.id}/masks/1`)).status).toBe(404)
    }
  })

  it('everywhere: messages of all kinds, the title, the resolution, and links behind words; counted before', async () => {
    const ticket = await scene.create(desk, { title: `Card ${secret}`, description: `About ${secret}.` })
    const html = `<p><b>4111</b> 1111 1111 1111 and <a href="https://x.example/?c=${encodeURIComponent(secret)}">here</a></p>`
    await scene.says(ticket, { html })
    await scene.says(ticket, { kind: 'note', text: `He said ${secret.replace(' ', '\n')}` })
    const message = await scene.says(ticket, { text: `${secret} ${secret}` })
    const from = 0
    const count = await scene.mina.post(countAt(ticket, message), { revision: 1, from, to: secret.length })
    expect(count).toEqual({ here: 2, ticket: 7, messages: 4, head: true })
    const masked = await scene.mask(scene.mina, ticket, message, secret, true)
    expect(masked).toMatchObject({ occurrences: 7, message: { text: `${stars} ${stars}` } })
    expect(JSON.stringify([await scene.messages(ticket), await scene.read(ticket)])).not.toMatch(/4111|c=4/)
    expect((await scene.read(ticket)).title).toBe(`Card ${stars}`)
    expect(await scene.mina.post(countAt(ticket, message), { text: secret })).toMatchObject({ ticket: 0, messages: 0 })
    const bold = (await scene.messages(ticket)).find(({ hasHtml }) => hasHtml)
    expect(await scene.ada.post(`/tickets/${ticket.reference}/messages/${bold?.id}/masks/${bold?.masks[0]?.id}/read`)).toEqual({
      text: secret,
    })
    // All of it comes back at once.
    await scene.ada.delete(`${at(ticket, message)}/${masked.masks[0]}?together=1`)
    expect((await scene.read(ticket)).title).toBe(`Card ${secret}`)
    expect((await scene.messages(ticket)).map(({ text, masks }) => [text.includes('*'), masks])).toEqual(Array(4).fill([false, []]))
  })
})

describe('H7', () => {
  it('H7 unmask: takes the right to it, puts every form back as it was, and stands in the log without the words', async () => {
    const ticket = await scene.create(desk)
    const before = await scene.says(ticket, { html: `<p>Hi <b>${secret}</b></p><ul><li>one</li></ul><blockquote>said</blockquote>` })
    const stored = () => scene.rows('SELECT body, text, html, preview, subject, has_quote, masks FROM messages WHERE id = $1', [before.id])
    const original = await stored()
    const { masks } = await scene.mask(scene.mina, ticket, before)
    expect(await stored()).not.toEqual(original)
    const address = `${at(ticket, before)}/${masks[0]}`
    expect(await scene.mina.problem('DELETE', address)).toMatchObject({ code: 'forbidden', permission: 'messages.unmask' })
    expect(await scene.mina.problem('POST', `${address}/read`)).toMatchObject({ code: 'forbidden' })
    expect(await scene.ada.post(`${address}/read`)).toEqual({ text: secret })
    expect((await scene.messages(ticket)).at(-1)?.text).not.toContain(secret)
    await scene.ada.delete(address)
    expect(await stored()).toEqual(original)
    expect((await scene.ada.call('DELETE', address)).status).toBe(404)
    const { items } = await scene.ada.get<{ items: { type: string; actor: { name: string }; data: object; sentence: { en: string } }[] }>(
      `/tickets/${ticket.reference}/events`,
    )
    expect(items.slice(0, 3).map(({ type, actor, data, sentence }) => [type, actor.name, data, sentence.en])).toEqual([
      [
        'message.unmasked',
        'Ada Berg',
        { message: Number(before.id), mask: Number(masks[0]), count: 1, looked: false },
        'Ada Berg unmasked words',
      ],
      [
        'message.unmasked',
        'Ada Berg',
        { message: Number(before.id), mask: Number(masks[0]), count: 1, looked: true },
        'Ada Berg read masked words of a message',
      ],
      [
        'message.masked',
        'Mina Kim',
        { message: Number(before.id), mask: Number(masks[0]), everywhere: false, count: 1 },
        'Mina Kim masked words of a message',
      ],
    ])
  })

  it('H7 re-mask: what was unmasked can be masked again, and then nothing shows it', async () => {
    const { ticket, message } = await written()
    const { masks } = await scene.mask(scene.mina, ticket, message)
    await scene.ada.delete(`${at(ticket, message)}/${masks[0]}`)
    const [again] = (await scene.messages(ticket)).slice(-1)
    if (!again) throw new Error('the message is gone')
    const second = await scene.mask(scene.mina, ticket, again)
    expect(second.message).toMatchObject({ revision: 4, text: `My card is ${stars}, thanks.` })
    expect(second.masks).not.toEqual(masks)
  })

  it('H7 quote: what a customer or an agent says again after it was masked everywhere is masked as it comes', async () => {
    const { ticket, message } = await written()
    await scene.mask(scene.mina, ticket, message, secret, true)
    const quoting = await scene.says(ticket, { text: `Hello?\n\n> My card is ${secret}, thanks.` })
    expect(quoting).toMatchObject({ text: `Hello?\n\n> My card is ${stars}, thanks.`, masks: [{ from: 21, to: 40 }] })
    const reply = await scene.says(ticket, { kind: 'reply', html: `<p>Is it <b>4111</b> 1111 1111 1111?</p>` })
    expect(reply.text).toBe(`Is it ${stars}?`)
    // Each can be unmasked where it stands.
    await scene.ada.delete(`${at(ticket, quoting)}/${quoting.masks[0]?.id}`)
    expect((await scene.messages(ticket)).find(({ id }) => id === quoting.id)?.text).toContain(secret)
  })

  it('H7 edit: a title or a resolution written after it was masked everywhere does not bring it back', async () => {
    const { ticket, message } = await written()
    await scene.mask(scene.mina, ticket, message, secret, true)
    await scene.mina.patch(`/tickets/${ticket.reference}`, { title: `About ${secret}` })
    expect((await scene.read(ticket)).title).toBe(`About ${stars}`)
    await scene.act(scene.mina, ticket, 'resolve', { text: `Card ${secret} refunded` })
    expect(JSON.stringify([await scene.read(ticket), await scene.messages(ticket), await scene.log(ticket)])).not.toContain(secret)
  })

  it('H7 forward: given to somebody else, merged or moved, it stays masked, and what comes after too', async () => {
    const primary = await scene.create(desk)
    const { ticket, message } = await written()
    const { masks } = await scene.mask(scene.mina, ticket, message, secret, true)
    await scene.act(scene.mina, ticket, 'forward', { agent: scene.ids.joon })
    await scene.act(scene.ada, primary, 'merge', { duplicate: ticket.reference })
    expect((await scene.says(primary, { text: `again ${secret}` })).text).toBe(`again ${stars}`)
    await scene.robot.post(`/tickets/${primary.reference}/messages/${message.id}/move`, { to: 'new' })
    const found = await scene.rows<{ ticket: string }>('SELECT ticket_id::text AS ticket FROM messages WHERE id = $1', [message.id])
    const moved = await scene.ada.get<SeenTicket>(`/tickets/${found[0]?.ticket}`)
    expect((await scene.messages(moved))[0]).toMatchObject({ text: `My card is ${stars}, thanks.`, masks: [{ id: masks[0] }] })
    await scene.ada.delete(`/tickets/${moved.reference}/messages/${message.id}/masks/${masks[0]}`)
    expect((await scene.messages(moved))[0]?.text).toContain(secret)
  })
})

it('E13 guessing: neither counting nor masking looks behind asterisks', async () => {
  const { ticket, message } = await written(`The code is 4711, really.`)
  await scene.mask(scene.mina, ticket, message, '4711')
  for (const text of ['code is 4', '4711', 'is 4711', '1, really']) {
    expect(await scene.mina.post(countAt(ticket, message), { text })).toEqual({ here: 0, ticket: 0, messages: 0, head: false })
    expect((await scene.mina.problem('POST', at(ticket, message), { text })).status).toBe(422)
  }
  const over = await scene.mina.problem('POST', countAt(ticket, message), { revision: 2, from: 4, to: 14 })
  expect(over).toMatchObject({ status: 422, errors: [{ path: 'everywhere' }] })
  expect((await scene.messages(ticket)).at(-1)).toMatchObject({ text: 'The code is ****, really.', revision: 2 })
})

describe('E13', () => {
  /** One ticket in which the words stand wherever they can, and then are masked everywhere. */
  let ticket: SeenTicket
  let message: SeenMessage
  let framed: SeenMessage
  const repeated = {
    title: `Lost card ${secret}`,
    description: `It is ${secret}.`,
    contact: { email: 'kim@customer.example', name: 'Kim' },
  }
  const reply = { kind: 'reply', text: `Is it ${secret}?` }

  let own: string

  beforeAll(async () => {
    own = await scene.desk('contact-center')
    ticket = await scene.robot.post<SeenTicket>('/tickets', { ...repeated, desk: own }, { 'idempotency-key': 'e13-create' })
    await scene.robot.post(`/tickets/${ticket.reference}/messages`, reply, { 'idempotency-key': 'e13-reply' })
    framed = await scene.says(ticket, { html: `<p>Yes, <b>4111</b> 1111 1111 1111, wordUnderMaskQX</p>` })
    message = await scene.says(ticket, { text: `${secret} wordUnderMaskQX` })
    await scene.mina.patch(`/tickets/${ticket.reference}`, { title: `Card ${secret}` })
    await scene.mina.patch(`/tickets/${ticket.reference}`, { title: `Our card ${secret}` })
    await scene.act(scene.mina, ticket, 'escalate', { reason: `He lost ${secret}` })
    await scene.joon.put(`/tickets/${ticket.reference}/draft?kind=reply`, { html: `<p>Your <em>4111</em>&nbsp;1111 1111 1111</p>` })
    await scene.rows(
      `INSERT INTO surveys (workspace_id, ticket_id, token_hash, created_at, submitted_at, score, comment) VALUES ($1, $2, '\\x0102', business_now(), business_now(), 2, $3)`,
      [scene.workspaceId, ticket.id, `You lost ${secret}`],
    )
    await indexed()
    expect(await found('wordUnderMaskQX')).toEqual([ticket.reference])
    await scene.mask(scene.mina, ticket, message, secret, true)
    await scene.mask(scene.mina, ticket, message, 'wordUnderMaskQX', true)
  })

  const indexed = async () => {
    while ((await scene.rows('SELECT 1 FROM search_queue')).length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const found = async (words: string) =>
    (await scene.mina.get<{ items: { reference: string }[] }>(`/tickets?q=${encodeURIComponent(words)}`)).items.map(
      ({ reference }) => reference,
    )
  const clean = (text: string) => expect(text).not.toMatch(/4111|wordundermaskqx/i)

  it('E13 API: the ticket, its messages, its rows and its page hold asterisks', async () => {
    const ref = ticket.reference
    for (const path of [`/tickets/${ref}`, `/tickets/${ref}/messages`, `/tickets?desk=${own}`, `/tickets/${ref}?include=messages,events`])
      clean(JSON.stringify(await scene.ada.get(path)))
    const [draft] = [await scene.joon.get<{ draft: { html: string } }>(`/tickets/${ref}/draft?kind=reply`)]
    expect(draft.draft.html).toBe('<p>Your <em>****</em>&nbsp;**** **** ****</p>')
  })

  it('E13 search: the words find nothing from that moment on, whole, in part, as a beginning or spelled almost so', async () => {
    for (const words of [secret, '4111', '1111', 'wordUnderMaskQX', 'wordUnderMask', 'wordundermasqx', `"${secret}"`])
      expect([words, (await found(words)).includes(ticket.reference)]).toEqual([words, false])
    expect(await found(ticket.reference)).toEqual([ticket.reference])
    const words = await scene.rows<{ word: string }>("SELECT word FROM search_words WHERE word LIKE 'wordunder%'")
    expect(words).toEqual([])
  })

  it('E13 event log: words of the log that held it are covered, and verify tells them from altered ones', async () => {
    const { items } = await scene.ada.get<{ items: { type: string; sentence: { en: string } }[] }>(
      `/tickets/${ticket.reference}/events?limit=200`,
    )
    clean(JSON.stringify(items))
    expect(items.find(({ type }) => type === 'ticket.title_changed')?.sentence.en).toContain(`“Our card ${stars}”`)
    const report = await scene.app.db.snapshot(scene.workspaceId, verifyWorkspace)
    expect(report.faults).toEqual([])
    expect(report.erased).toBeGreaterThanOrEqual(3)
    const where = [scene.workspaceId, ticket.id]
    const [row] = await scene.rows<{ seq: number; data: object }>(
      "SELECT seq, data FROM event_details WHERE workspace_id = $1 AND ticket_id = $2 AND data::text LIKE '%Our card%' LIMIT 1",
      where,
    )
    const write = (data: object) =>
      scene.rows('UPDATE event_details SET data = $4::jsonb WHERE workspace_id = $1 AND ticket_id = $2 AND seq = $3', [
        ...where,
        row?.seq,
        data,
      ])
    await write({ to: 'Altered' })
    expect((await scene.app.db.snapshot(scene.workspaceId, verifyWorkspace)).faults).toEqual([
      `${ticket.reference}: the details of event ${row?.seq} were altered.`,
    ])
    await write(row?.data ?? {})
  })

  it('E13 history: a request that comes again is answered with asterisks', async () => {
    const again = await scene.robot.call('POST', '/tickets', { ...repeated, desk: own }, { 'idempotency-key': 'e13-create' })
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    clean(JSON.stringify(again.body))
    const replied = await scene.robot.call('POST', `/tickets/${ticket.reference}/messages`, reply, { 'idempotency-key': 'e13-reply' })
    expect(replied.headers.get('idempotency-replayed')).toBe('true')
    clean(JSON.stringify(replied.body))
  })

  it('E13 content frame: a link made before shows asterisks, in bars that name their masks; the message has another link now', async () => {
    const page = await (await fetch(scene.url + (framed.contentUrl ?? ''))).text()
    clean(page)
    expect(page).toMatch(/<span class="masked" role="button" tabindex="0" aria-label="masked" data-at="5" data-mask="\d+">\*\*\*\*<\/span>/)
    const now = (await scene.messages(ticket)).find(({ id }) => id === framed.id)
    expect(now?.contentUrl).not.toBe(framed.contentUrl)
    clean(await (await fetch(scene.url + (now?.contentUrl ?? ''))).text())
  })

  it('E13 raw mail: a mail attached to a masked message is given to nobody without the right', async () => {
    const own = await scene.create(desk)
    const { key } = await scene.withKey('admin')
    const robot = apiAs(scene.url, { authorization: `Bearer ${key}` })
    const form = new FormData()
    form.append('file', new Blob([`Subject: x\r\n\r\n${secret}`], { type: 'message/rfc822' }), 'forwarded.eml')
    const headers = { authorization: `Bearer ${key}` }
    const uploaded = (await (await fetch(`${scene.url}/api/v1/uploads`, { method: 'POST', headers, body: form })).json()) as { id: string }
    const { message: sent } = await robot.post<{ message: SeenMessage }>(`/tickets/${own.reference}/messages`, {
      kind: 'note',
      text: `Attached: ${secret}`,
      attachments: [uploaded.id],
    })
    expect((await scene.mina.call('GET', `/attachments/${uploaded.id}`)).status).toBe(200)
    const [stored] = (await scene.messages(own)).slice(-1)
    await scene.mask(scene.mina, own, stored ?? sent)
    expect((await scene.mina.call('GET', `/attachments/${uploaded.id}`)).status).toBe(403)
    expect((await scene.ada.call('GET', `/attachments/${uploaded.id}`)).status).toBe(200)
  })

  it('E13 feed: it says where words were masked and not which; the row that comes along holds asterisks', async () => {
    const { items } = await scene.ada.get<{ items: { ticketId: string; type: string; row?: { title: string } }[] }>(
      '/events?after=0&limit=500',
    )
    const heard = items.filter(({ ticketId }) => ticketId === ticket.id)
    expect(heard.filter(({ type }) => type === 'message.masked')).toHaveLength(2)
    expect(heard.every(({ row }) => row?.title === `Our card ${stars}`)).toBe(true)
    clean(JSON.stringify(heard))
  })

  it('E13 notification: what people are told of holds ids and times', async () => {
    const told = await scene.rows<{ row: string }>('SELECT to_jsonb(n)::text AS row FROM notifications n WHERE ticket_id = $1', [ticket.id])
    expect(told.length).toBeGreaterThan(0)
    clean(JSON.stringify(told))
  })

  it('E13 metrics: nothing is counted by words', async () => {
    const { key } = await scene.withKey('admin')
    const answer = await fetch(`${scene.url}/metrics`, { headers: { authorization: `Bearer ${key}` } })
    clean(await answer.text())
  })

  it('E13 database: no row of any table holds the words', async () => {
    const dump = (await scene.dump())
      .split('\n')
      .filter((row) =>
        [`"ticket_id": ${ticket.id},`, `"ticket_id": ${ticket.id}}`, 'idempotency_keys', ticket.reference].some((mine) =>
          row.includes(mine),
        ),
      )
    expect(dump.length).toBeGreaterThan(10)
    clean(dump.join('\n'))
  })

  it('E13 secret: originals sealed before the secret was changed open with the old one, and with no other', async () => {
    const [mask] = await scene.rows<{ sealed: Buffer; keyId: string }>(
      'SELECT sealed, key_id AS "keyId" FROM masks WHERE message_id = $1 ORDER BY id LIMIT 1',
      [message.id],
    )
    const old = scene.app.config.secret
    const rotated = sealerOf('another secret of at least thirty-two characters', [old])
    expect(rotated.knows(mask?.keyId ?? '')).toBe(true)
    expect(JSON.parse(rotated.open('masked-text', mask?.sealed ?? Buffer.alloc(0)).toString('utf8'))).toEqual([secret])
    expect(() =>
      sealerOf('another secret of at least thirty-two characters').open('masked-text', mask?.sealed ?? Buffer.alloc(0)),
    ).toThrow()
  })

  it('E13 purge: what was masked goes with the ticket, sealed or not', async () => {
    const { ticket: gone, message: said } = await written()
    await scene.mask(scene.mina, gone, said, secret, true)
    await scene.act(scene.ada, gone, 'delete')
    await scene.ada.post(`/tickets/${gone.reference}/purge`)
    expect(await scene.rows('SELECT 1 FROM masks WHERE message_id = $1 OR ticket_id = $2', [said.id, gone.id])).toEqual([])
    expect(await scene.rows('SELECT 1 FROM masked_words WHERE ticket_id = $1', [gone.id])).toEqual([])
  })
})
