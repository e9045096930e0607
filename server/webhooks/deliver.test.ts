import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sweep } from '../housekeeping.ts'
import { runServer } from '../main.ts'
import { testLog } from '../testing/canaries/test-log.ts'
import { eventually, type SeenTicket } from '../tickets/testing/scene.ts'
import { type Receiver, receiver, refusalOf } from './testing/receiver.ts'
import { type SeenWebhook, type WebhookScene, webhookScene } from './testing/webhook-scene.ts'

let scene: WebhookScene
const receivers: Receiver[] = []
const webhooks: { id: string }[] = []
beforeAll(async () => {
  scene = await webhookScene()
})
afterEach(async () => {
  for (const { id } of webhooks.splice(0)) await scene.ada.delete(`/webhooks/${id}`)
  await Promise.all(receivers.splice(0).map((one) => one.close()))
})
afterAll(() => scene.end())

async function listen(more: Record<string, unknown> = {}): Promise<{ hooks: Receiver; webhook: SeenWebhook & { secret: string } }> {
  const hooks = await receiver()
  const webhook = await scene.hook(hooks.url, more)
  receivers.push(hooks)
  webhooks.push(webhook)
  return { hooks, webhook }
}
const titles = { types: ['ticket.title_changed'] }
const rename = (ticket: { reference: string }, title: string) => scene.ada.patch<SeenTicket>(`/tickets/${ticket.reference}`, { title })
const create = () => scene.create(scene.deskId)
const arrived = (hooks: Receiver, count: number) =>
  eventually(
    async () => hooks.received,
    (all) => all.length >= count,
  )

test('fault 24: what happens arrives, signed, in order, thin, and the API knows of it at once', async () => {
  const { hooks, webhook } = await listen()
  let asked: Promise<SeenTicket> | undefined
  hooks.script((response) => {
    // It is told only of what is committed.
    asked = scene.ada.get<SeenTicket>(`/tickets/${hooks.received[0]?.message.data.ticket.id}`)
    response.end()
  })
  const ticket = await create()
  await scene.reply(scene.mina, ticket)
  await scene.act(scene.mina, ticket, 'resolve', { text: 'Done' })
  const ledger = await scene.settled(
    webhook,
    (rows) => rows.some(({ type }) => type === 'ticket.resolved') && rows.every(({ state }) => state === 'delivered'),
  )
  expect((await asked)?.reference).toBe(ticket.reference)
  expect(hooks.types()).toEqual(ledger.map(({ type }) => type))
  expect(hooks.types()[0]).toBe('ticket.created')
  expect(hooks.types()).toEqual(expect.arrayContaining(['message.added', 'ticket.status_changed', 'ticket.resolved']))
  expect(hooks.types().some((type) => type.startsWith('timer'))).toBe(false)
  for (const one of hooks.received) {
    expect(refusalOf(webhook.secret, one)).toBeNull()
    expect(Object.keys(one.message)).toEqual(['type', 'timestamp', 'data'])
    expect(one.message.data.ticket).toMatchObject({ id: ticket.id, reference: ticket.reference, desk: scene.deskId })
  }
  const positions = hooks.received.map(({ message }) => message.data.position as number)
  expect(positions).toEqual(positions.toSorted((a, b) => a - b))
  expect(new Set(hooks.received.map(({ headers }) => headers['webhook-id'])).size).toBe(ledger.length)
  expect(await scene.look(webhook)).toMatchObject({ waiting: 0, failingSince: null, lastDeliveredAt: expect.any(String) })
})

test('E6 webhook: a note is told as its id; its words, the title and the names stay here', async () => {
  const { hooks, webhook } = await listen()
  const ticket = await scene.create(scene.deskId, { title: 'Canary title 8812', description: 'Canary words 8812' })
  await scene.ada.post(`/tickets/${ticket.reference}/messages`, { kind: 'note', text: 'Canary note 8812' })
  await scene.act(scene.ada, ticket, 'escalate', { reason: 'Canary reason 8812' })
  await rename(ticket, 'Canary other title 8812')
  await scene.settled(
    webhook,
    (rows) => rows.some(({ type }) => type === 'ticket.title_changed') && rows.every(({ state }) => state === 'delivered'),
  )
  const note = hooks.received.find(({ message }) => message.type === 'note.added')
  expect(note?.message.data.event).toEqual({ message: expect.stringMatching(/^\d+$/), kind: 'note' })
  const everything = JSON.stringify(hooks.received)
  for (const word of ['8812', 'Canary', 'Carl', 'Ada', 'Mina', '@']) expect([word, everything.includes(word)]).toEqual([word, false])
})

test('a filter by type and by desk keeps everything else away', async () => {
  const other = await scene.desk('inbox')
  const { hooks, webhook } = await listen({ types: ['ticket.created'], desks: [other] })
  await create()
  const wanted = await scene.create(other)
  await scene.reply(scene.ada, wanted)
  await scene.settled(webhook)
  expect(hooks.received.map(({ message }) => [message.type, message.data.ticket.id])).toEqual([['ticket.created', wanted.id]])
})

test('a message that fails is tried again with the same id and a new moment; later ones of its ticket wait, others do not', async () => {
  const { hooks, webhook } = await listen(titles)
  const [one, two] = [await create(), await create()]
  hooks.script(500, 503)
  await rename(one, 'one a')
  await eventually(
    () => scene.ledger(webhook),
    (rows) => rows[0]?.attempts === 1 && rows[0].state === 'waiting',
  )
  // Nothing is tried again before it was looked at, however long that takes.
  await scene.forward(-600)
  await rename(one, 'one b')
  await rename(two, 'two a')
  await eventually(
    () => scene.ledger(webhook),
    (rows) => rows.length === 3 && rows[2]?.attempts === 1 && rows[2].state === 'waiting',
  )
  const failed = (await scene.ledger(webhook)).map(({ ticket, state, attempts, lastStatus }) => [ticket, state, attempts, lastStatus])
  expect(failed).toEqual([
    [one.reference, 'waiting', 1, 500],
    [one.reference, 'waiting', 0, null],
    [two.reference, 'waiting', 1, 503],
  ])
  expect((await scene.look(webhook)).failingSince).not.toBeNull()
  await scene.later(607)
  await scene.settled(webhook)
  const ticketOf = (index: number) => hooks.received[index]?.message.data.ticket.reference
  const ids = hooks.received.map(({ headers }) => headers['webhook-id'])
  expect([ticketOf(0), ticketOf(1)]).toEqual([one.reference, two.reference])
  expect(ids).toHaveLength(5)
  expect(new Set(ids).size).toBe(3)
  const ofOne = hooks.received.filter(({ message }) => message.data.ticket.reference === one.reference)
  expect(ofOne.map(({ headers }) => headers['webhook-id'])).toEqual([ids[0], ids[0], ofOne[2]?.headers['webhook-id']])
  expect(ofOne[1]?.body).toBe(ofOne[0]?.body)
  expect(Number(ofOne[1]?.headers['webhook-timestamp'])).toBeGreaterThanOrEqual(Number(ofOne[0]?.headers['webhook-timestamp']))
  // The clock of the business was moved; what is signed is real time, or a receiver would refuse it.
  for (const message of ofOne) expect(refusalOf(webhook.secret, message)).toBeNull()
  expect((await scene.look(webhook)).failingSince).toBeNull()
})

test('G3: redirects, errors, endless answers and broken ones are failures that are tried again', async () => {
  const { hooks, webhook } = await listen(titles)
  const ticket = await create()
  hooks.script(
    (response) => response.writeHead(301, { location: hooks.url }).end(),
    (response) => response.writeHead(200, { 'content-length': 1_073_741_824 }).write('x'),
    (response) => response.destroy(),
    404,
  )
  await rename(ticket, 'a')
  const seen: (string | number | null)[][] = []
  for (const wait of [7, 400, 2_200, 9_000]) {
    const attempts = seen.length + 1
    const [row] = await eventually(
      () => scene.ledger(webhook),
      (rows) => rows[0]?.attempts === attempts && rows[0].state === 'waiting',
    )
    seen.push([row?.lastOutcome ?? null, row?.lastStatus ?? null])
    await scene.later(wait)
  }
  await scene.settled(webhook)
  expect(seen).toEqual([
    ['redirect', 301],
    ['too_large', null],
    ['broken_answer', null],
    ['status', 404],
  ])
  expect(hooks.received).toHaveLength(5)
})

test('G3: one receiver that hangs holds up nobody else, and has at most four messages under way', async () => {
  const slow = await listen(titles)
  const quick = await listen(titles)
  const held: ServerResponse[] = []
  slow.hooks.always((response) => void held.push(response))
  const tickets = await Promise.all(Array.from({ length: 8 }, create))
  await Promise.all(tickets.map((ticket) => rename(ticket, 'a')))
  await scene.settled(quick.webhook, (rows) => rows.length === 8 && rows.every(({ state }) => state === 'delivered'))
  await arrived(slow.hooks, 4)
  await rename(tickets[0] as SeenTicket, 'b')
  await scene.settled(quick.webhook, (rows) => rows.length === 9 && rows.every(({ state }) => state === 'delivered'))
  expect(held).toHaveLength(4)
  slow.hooks.always(null)
  for (const response of held) response.writeHead(204).end()
  await scene.settled(slow.webhook)
})

test('G3: 410 switches a webhook off at once; the admins are told, and nobody else', async () => {
  const { hooks, webhook } = await listen(titles)
  const ticket = await create()
  hooks.script(410)
  await rename(ticket, 'a')
  const off = await eventually(
    () => scene.look(webhook),
    ({ enabled }) => !enabled,
  )
  expect(off).toMatchObject({ disabledWhy: 'gone', waiting: 1 })
  const notices = async (api: typeof scene.ada) =>
    (await api.get<{ items: { kind: string; ticket: string | null; text: string }[] }>('/notices')).items.filter(
      ({ kind }) => kind === 'webhook_gone',
    )
  expect(await notices(scene.ada)).toMatchObject([{ ticket: null, text: expect.stringContaining('“Receiver” was switched off') }])
  expect(await notices(scene.mina)).toEqual([])
  const [logged] = await scene.rows("SELECT user_id AS by, change FROM settings_log WHERE subject = 'webhook' ORDER BY id DESC LIMIT 1")
  expect(logged).toEqual({ by: null, change: { enabled: false, why: 'gone' } })

  await rename(ticket, 'b')
  await scene.later(400)
  expect(hooks.received).toHaveLength(1)
  await scene.ada.post(`/webhooks/${webhook.id}/enable`)
  await scene.settled(webhook, (rows) => rows.length === 2 && rows.every(({ state }) => state === 'delivered'))
  expect(hooks.types()).toHaveLength(3)
})

test('G3: a message is given up after ten attempts and the next one of its ticket goes on; after five days without a success the webhook is switched off, with a notice', async () => {
  const { hooks, webhook } = await listen(titles)
  const ticket = await create()
  hooks.always(500)
  await rename(ticket, 'a')
  await rename(ticket, 'b')
  await eventually(
    () => scene.ledger(webhook),
    ([row, next]) => (row?.attempts ?? 0) > 0 && row?.state === 'waiting' && next !== undefined,
  )
  // As after nine attempts; the waits between them have a test of their own.
  await scene.rows('UPDATE webhook_deliveries SET tries = 9 WHERE webhook_id = $1 AND attempts > 0', [webhook.id])
  await scene.later(400)
  await eventually(
    () => scene.ledger(webhook),
    ([row, next]) => row?.state === 'failed' && next?.attempts === 1 && next.state === 'waiting',
  )
  expect((await scene.look(webhook)).enabled).toBe(true)
  await scene.later(5 * 86_400)
  expect(
    await eventually(
      () => scene.look(webhook),
      ({ enabled }) => !enabled,
    ),
  ).toMatchObject({ disabledWhy: 'failing', waiting: 1 })
  const { items } = await scene.ada.get<{ items: { kind: string; text: string }[] }>('/notices')
  expect(items[0]).toMatchObject({ kind: 'webhook_failing', text: expect.stringContaining('for five days') })
})

test('whoever takes over from a process that is gone sends the same message again; what the former one hears later changes nothing (P9)', async () => {
  const { config, log, ...rest } = {
    config: { ...scene.app.config, port: 0, smtpPort: 0 },
    log: testLog(),
    pool: scene.database.app,
    demo: false,
  }
  const { hooks, webhook } = await listen(titles)
  const ticket = await create()
  const held: ServerResponse[] = []
  hooks.script((response) => void held.push(response))
  await rename(ticket, 'a')
  await rename(ticket, 'b')
  await arrived(hooks, 1)
  const second = await runServer({ config, log, ...rest })
  try {
    await scene.forward(30)
    second.app.wake('webhooks')
    expect(hooks.received).toHaveLength(1)
    await scene.forward(31)
    second.app.wake('webhooks')
    await scene.settled(webhook, (rows) => rows.length === 2 && rows.every(({ state }) => state === 'delivered'))
    held[0]?.writeHead(500).end()
    const ids = hooks.received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toEqual([ids[0], ids[0], ids[2]])
    expect(ids[2]).not.toBe(ids[0])

    // Both at work: what neither of them loses comes once.
    const tickets = await Promise.all(Array.from({ length: 10 }, create))
    await Promise.all(tickets.map((one) => rename(one, 'x')))
    const ledger = await scene.settled(webhook, (rows) => rows.length === 12 && rows.every(({ state }) => state === 'delivered'))
    expect(ledger.map(({ attempts }) => attempts)).toEqual([2, ...Array.from({ length: 11 }, () => 1)])
    expect((await scene.look(webhook)).failingSince).toBeNull()
  } finally {
    await second.close()
  }
})

test('fault 25: a message that ends its process again and again waits ever longer, is given up, and its neighbours go on', async () => {
  const { hooks, webhook } = await listen(titles)
  const [poison, neighbour] = [await create(), await create()]
  hooks.always(500)
  await rename(poison, 'a')
  await rename(poison, 'b')
  await eventually(
    () => scene.ledger(webhook),
    ([row, next]) => row?.state === 'waiting' && row.attempts === 1 && next !== undefined,
  )
  hooks.always(null)
  const [first] = await scene.ledger(webhook)
  const lostAfter = (tries: number) =>
    scene.rows("UPDATE webhook_deliveries SET state = 'sending', tries = $2, next_attempt_at = business_now() WHERE id = $1", [
      first?.id,
      tries,
    ])
  await lostAfter(3)
  scene.app.wake('webhooks')
  const [waiting] = await eventually(
    () => scene.ledger(webhook),
    ([row]) => row?.lastOutcome === 'interrupted',
  )
  expect(waiting).toMatchObject({ state: 'waiting', attempts: 1 })
  await rename(neighbour, 'a')
  await eventually(
    () => scene.ledger(webhook),
    (rows) => rows.some(({ ticket, state }) => ticket === neighbour.reference && state === 'delivered'),
  )
  await lostAfter(10)
  scene.app.wake('webhooks')
  const ledger = await scene.settled(webhook)
  expect(ledger.map(({ state, lastOutcome }) => [state, lastOutcome])).toEqual([
    ['failed', 'interrupted'],
    ['delivered', 'delivered'],
    ['delivered', 'delivered'],
  ])
})

test('a webhook that was off is told what it missed, as far as seven days back', async () => {
  const { hooks, webhook } = await listen(titles)
  const ticket = await create()
  await scene.ada.post(`/webhooks/${webhook.id}/disable`)
  await rename(ticket, 'too long ago')
  await scene.forward(8 * 86_400)
  await rename(ticket, 'missed')
  const feedSaw = () => scene.rows<{ n: number }>('SELECT count(*)::int AS n FROM events WHERE position IS NULL')
  await eventually(feedSaw, ([row]) => row?.n === 0)
  expect(await scene.ledger(webhook)).toEqual([])
  expect(await scene.ada.post(`/webhooks/${webhook.id}/enable`)).toMatchObject({ enabled: true, disabledWhy: null })
  await rename(ticket, 'after')
  await scene.settled(webhook, (rows) => rows.length === 2 && rows.every(({ state }) => state === 'delivered'))
  expect(hooks.received).toHaveLength(2)
})

test('a message can be asked for again, with the same id; one that waits for its turn cannot', async () => {
  const { hooks, webhook } = await listen(titles)
  const ticket = await create()
  await rename(ticket, 'a')
  const [sent] = await scene.settled(webhook)
  const again = `/webhooks/${webhook.id}/deliveries/${sent?.id}/redeliver`
  expect(await scene.ada.post(again)).toMatchObject({ messageId: sent?.messageId })
  await arrived(hooks, 2)
  expect(new Set(hooks.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  await scene.settled(webhook)
  hooks.always(500)
  await rename(ticket, 'b')
  await rename(ticket, 'c')
  const rows = await eventually(
    () => scene.ledger(webhook),
    (all) => all[1]?.attempts === 1 && all[1].state === 'waiting' && all.length === 3,
  )
  expect(rows[2]).toMatchObject({ nextAttemptAt: null, attempts: 0 })
  expect(await scene.ada.problem('POST', `/webhooks/${webhook.id}/deliveries/${rows[2]?.id}/redeliver`)).toMatchObject({
    status: 409,
    code: 'refused',
  })
  expect((await scene.ada.problem('POST', `/webhooks/${webhook.id}/deliveries/999999/redeliver`)).code).toBe('not_found')

  // A corrected address: what waits goes there at once, in its order.
  const other = await receiver()
  receivers.push(other)
  const { secret } = await scene.ada.patch<{ secret: string }>(`/webhooks/${webhook.id}`, { url: other.url })
  await scene.settled(webhook)
  expect(other.received.map((one) => [one.headers['webhook-id'], refusalOf(secret, one)])).toEqual(
    rows.slice(1).map(({ messageId }) => [messageId, null]),
  )
})

test('the ledger is read in pages and by state, and goes back thirty days', async () => {
  const { webhook } = await listen(titles)
  const ticket = await create()
  for (const title of ['a', 'b', 'c']) await rename(ticket, title)
  await scene.settled(webhook, (rows) => rows.length === 3 && rows.every(({ state }) => state === 'delivered'))
  const page = await scene.ada.get<{ items: unknown[]; nextCursor: string }>(`/webhooks/${webhook.id}/deliveries?limit=2&state=delivered`)
  const rest = await scene.ada.get<{ items: unknown[]; nextCursor: null }>(
    `/webhooks/${webhook.id}/deliveries?limit=2&cursor=${page.nextCursor}`,
  )
  expect([page.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null])
  expect(await scene.ada.get(`/webhooks/${webhook.id}/deliveries?state=failed`)).toEqual({ items: [], nextCursor: null })
  await scene.forward(29 * 86_400)
  await sweep(scene.app)
  expect(await scene.ledger(webhook)).toHaveLength(3)
  await scene.forward(2 * 86_400)
  await sweep(scene.app)
  expect(await scene.ledger(webhook)).toEqual([])
})
