import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealerOf } from '../platform/secrets.ts'
import { apiAs } from '../testing/api.ts'
import { uploadFile } from '../testing/upload-file.ts'
import { verifyWorkspace } from '../tickets/index.ts'
import type { SeenTicket } from '../tickets/testing/scene.ts'
import { countOf, type MaskedScene, maskedScene, masksOf, type SeenMessage, secret, stars } from './testing/masked-scene.ts'

let scene: MaskedScene
beforeAll(async () => {
  scene = await maskedScene()
})
afterAll(() => scene.end())

it('E13 guessing: neither counting nor masking looks behind asterisks', async () => {
  const { ticket, message } = await scene.written(`The code is 4711, really.`)
  await scene.mask(scene.mina, ticket, message, '4711')
  for (const text of ['code is 4', '4711', 'is 4711', '1, really']) {
    expect(await scene.mina.post(countOf(ticket, message), { text })).toEqual({ here: 0, ticket: 0, messages: 0, head: false })
    expect((await scene.mina.problem('POST', masksOf(ticket, message), { text })).status).toBe(422)
  }
  const over = await scene.mina.problem('POST', countOf(ticket, message), { revision: 2, from: 4, to: 14 })
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
  const reply = { kind: 'reply', text: `The attached ${secret}?` }

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
  // As a word: four digits stand by chance within any hash.
  const clean = (text: string) => expect(text).not.toMatch(/\b4111\b|wordundermaskqx/i)

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
    const own = await scene.create(scene.contactDesk)
    const { key } = await scene.withKey('admin')
    const robot = apiAs(scene.url, { authorization: `Bearer ${key}` })
    const upload = await uploadFile(scene.url, key, 'forwarded.eml', `Subject: x\r\n\r\n${secret}`, 'message/rfc822')
    const { message: sent } = await robot.post<{ message: SeenMessage }>(`/tickets/${own.reference}/messages`, {
      kind: 'note',
      text: `Attached: ${secret}`,
      attachments: [upload],
    })
    expect((await scene.mina.call('GET', `/attachments/${upload}`)).status).toBe(200)
    const [stored] = (await scene.messages(own)).slice(-1)
    await scene.mask(scene.mina, own, stored ?? sent)
    expect((await scene.mina.call('GET', `/attachments/${upload}`)).status).toBe(403)
    expect((await scene.ada.call('GET', `/attachments/${upload}`)).status).toBe(200)
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
    const { ticket: gone, message: said } = await scene.written()
    await scene.mask(scene.mina, gone, said, secret, true)
    await scene.act(scene.ada, gone, 'delete')
    await scene.ada.post(`/tickets/${gone.reference}/purge`)
    expect(await scene.rows('SELECT 1 FROM masks WHERE message_id = $1 OR ticket_id = $2', [said.id, gone.id])).toEqual([])
    expect(await scene.rows('SELECT 1 FROM masked_words WHERE ticket_id = $1', [gone.id])).toEqual([])
  })
})
