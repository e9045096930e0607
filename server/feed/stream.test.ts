import { setTimeout as pause } from 'node:timers/promises'
import { sendSignal } from '../platform/events/index.ts'
import { endSession } from '../access/index.ts'
import { changeTicket, type Door } from '../tickets/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createReader } from './reader.ts'
import { type Heard, listen } from './testing/listen.ts'
import { tcpProxy } from '../testing/tcp-proxy.ts'
import { type FeedScene, feedProcess, feedScene } from './testing/scene.ts'

let scene: FeedScene
const closing: (() => Promise<void>)[] = []

beforeEach(async () => {
  scene = await feedScene()
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  await scene.close()
})

async function hear(user: number, after?: number, url?: string) {
  const session = await scene.session(user, url)
  const listener = await listen(session, after)
  closing.push(listener.stop)
  await listener.until((heard) => heard.some((one) => one.event === 'ready'))
  return { ...listener, session }
}

async function change(user: number, ticketId: number, what: (door: Door) => void | Promise<void>): Promise<void> {
  await changeTicket(await scene.as(user), { ticketId }, async (door) => what(door))
}

const retitle = (user: number, ticketId: number, title: string) =>
  change(user, ticketId, (door) => {
    door.ticket.title = title
    door.log('ticket.title_changed', {}, { title })
  })

const assign = (user: number, ticketId: number, agent: number | null) =>
  change(user, ticketId, (door) => {
    const former = door.ticket.assigneeId
    door.ticket.assigneeId = agent
    if (agent) door.log('ticket.assigned', { agent, team: null })
    else door.log('ticket.unassigned', { former: former as number })
  })

const types = (heard: Heard[]) => heard.map((one) => one.event)

test('what one does is on the other’s screen at once, with the row as that person sees it', async () => {
  const mina = await scene.agent('Mina')
  const [atAda, atMina] = [await hear(scene.ada), await hear(mina)]
  expect(atMina.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(atMina.response.headers.get('x-accel-buffering')).toBe('no')
  expect(atMina.response.headers.get('cache-control')).toContain('no-store')

  const id = await scene.ticket('Cannot sign in')
  await atMina.until((heard) => types(heard).includes('message.added'))
  const created = atMina.events().find((one) => one.event === 'ticket.created') as Heard
  expect(created.data).toMatchObject({
    ticketId: String(id),
    reference: 'TKT-0001',
    type: 'ticket.created',
    actor: { kind: 'staff', id: String(scene.ada), name: 'Ada' },
    row: { id: String(id), title: 'Cannot sign in', starred: false, unread: true, version: 1 },
  })
  expect(created.id).toBe(created.data.position)

  await scene.app.db.transaction(scene.workspaceId, (tx) =>
    tx.run({ text: 'INSERT INTO stars (workspace_id, user_id, ticket_id, at) VALUES ($1, $2, $3, now())' }, [scene.workspaceId, mina, id]),
  )
  await retitle(scene.ada, id, 'Still cannot')
  for (const [at, starred] of [
    [atAda, false],
    [atMina, true],
  ] as const) {
    await at.until((heard) => types(heard).includes('ticket.title_changed'))
    expect(at.events().at(-1)?.data.row).toMatchObject({ title: 'Still cannot', starred, version: 2 })
  }
  await atAda.until((heard) => heard.some((one) => one.event === 'counts'))
})

test('a reader who was away continues without a gap and without a repetition, while others write on', async () => {
  const mina = await scene.agent('Mina')
  const id = await scene.ticket('Busy')
  const seen: number[] = []
  let last: number | undefined = 0
  let writing = true
  const writers = [1, 2, 3].map(async (n) => {
    for (let i = 0; writing && i < 200; i++) await retitle(scene.ada, id, `${n}/${i}`)
  })
  for (let round = 0; round < 6; round++) {
    const listener = await listen(await scene.session(mina), last)
    await pause(150)
    await listener.stop()
    seen.push(...listener.events().map((one) => one.id as number))
    last = listener.lastId() ?? last
  }
  writing = false
  await Promise.all(writers)
  const end = await hear(mina, last)
  const head = async () =>
    (await scene.app.db.transaction(scene.workspaceId, (tx) => tx.one<{ position: number }>({ text: 'SELECT position FROM feed_heads' })))
      .position
  await end.until(() => end.lastId() !== null)
  await retitle(scene.ada, id, 'last')
  // Its title says nothing: rows are as they are now, also beside what happened before.
  const newest = await scene.placed()
  await end.until(() => end.lastId() === newest)
  seen.push(...end.events().map((one) => one.id as number))
  expect(new Set(seen).size).toBe(seen.length)
  const all = await scene.app.db.transaction(scene.workspaceId, (tx) =>
    tx.many<{ position: number }>({ text: `SELECT position FROM events WHERE type NOT LIKE 'timer.%' ORDER BY position` }),
  )
  expect(seen).toEqual(all.map((row) => row.position))
  expect(seen.at(-1)).toBe(await head())
})

test('fault 28: notifications lost, sockets dropped and held back: the reader has every event once, in order', async () => {
  const mina = await scene.agent('Mina')
  const id = await scene.ticket('Lossy')
  const second = await feedProcess(scene.database, { sequencer: false })
  closing.push(second.close)
  const { port, pathname } = new URL(second.url)
  const proxy = await tcpProxy({ host: '127.0.0.1', port: Number(port) })
  closing.push(proxy.close)
  const session = await scene.session(mina, `http://127.0.0.1:${proxy.port}${pathname}`)
  const seen: number[] = []
  let last = 0
  let until = Number.MAX_SAFE_INTEGER
  const reading = (async () => {
    while (last < until) {
      const listener = await listen(session, last).catch(() => null)
      if (!listener) continue
      while (!listener.isEnded() && (listener.lastId() ?? 0) < until) await pause(5)
      await listener.stop()
      seen.push(...listener.events().map((one) => one.id as number))
      last = listener.lastId() ?? last
    }
  })()
  let dropped = 0
  for (let round = 0; round < 6; round += 1) {
    // Whatever is said between here and the next connection reaches nobody.
    await scene.app.db.outside({
      text: "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'statedesk bus'",
    })
    if (round % 3 === 1) proxy.set('silent')
    await Promise.all([retitle(scene.ada, id, `${round} a`), retitle(scene.ada, id, `${round} b`)])
    if (round % 3 === 2) proxy.set('open')
    // Until it struck: the reader may be on its way back.
    for (let cut = 0; round % 3 === 0 && cut === 0; dropped += cut) {
      await pause(5)
      cut = proxy.cut()
    }
    await pause(40)
  }
  proxy.set('open')
  expect(dropped).toBeGreaterThan(1)
  const all = () =>
    scene.app.db.transaction(scene.workspaceId, (tx) =>
      tx.many<{ position: number }>({ text: `SELECT position FROM events WHERE type NOT LIKE 'timer.%' ORDER BY position` }),
    )
  until = await scene.placed()
  await reading
  expect(seen).toEqual((await all()).map(({ position }) => position))
})

test('a second process carries the same events', async () => {
  const mina = await scene.agent('Mina')
  const second = await feedProcess(scene.database, { sequencer: false })
  closing.push(second.close)
  const [here, there] = [await hear(mina), await hear(mina, undefined, second.url)]
  const id = await scene.ticket('Both')
  await retitle(scene.ada, id, 'Both of them')
  for (const at of [here, there]) await at.until((heard) => types(heard).includes('ticket.title_changed'))
  expect(there.events().map((one) => [one.id, one.event])).toEqual(here.events().map((one) => [one.id, one.event]))
})

test('who sees only their own is told when a ticket comes and when it leaves, and hears of no other', async () => {
  const [mina, joon] = [await scene.agent('Mina'), await scene.agent('Joon')]
  await scene.seesOwnOnly(mina)
  const atMina = await hear(mina)
  const secret = await scene.ticket('Not for Mina')
  const id = await scene.ticket('For Mina, then for Joon')
  await assign(scene.ada, id, mina)
  await atMina.until((heard) => types(heard).includes('ticket.assigned'))
  expect(atMina.events().every((one) => one.data.ticketId === String(id))).toBe(true)
  expect(atMina.events().at(-1)?.data.row?.assignee?.id).toBe(String(mina))

  await assign(scene.ada, id, joon)
  await atMina.until((heard) => types(heard).includes('ticket.left'))
  expect(atMina.heard.find((one) => one.event === 'ticket.left')?.data).toEqual({
    position: expect.any(Number),
    type: 'ticket.left',
    id: String(id),
  })

  await assign(scene.ada, id, mina)
  await assign(scene.ada, id, null)
  await atMina.until((heard) => types(heard).filter((type) => type === 'ticket.left').length === 2)
  await assign(scene.ada, secret, joon)
  await retitle(scene.ada, id, 'Nobody’s')
  await pause(300)
  expect(JSON.stringify(atMina.heard)).not.toContain('Not for Mina')
  expect(JSON.stringify(atMina.heard)).not.toContain('Nobody’s')
  expect(atMina.heard.some((one) => one.data.ticketId === String(secret) || one.data.id === String(secret))).toBe(false)
})

test('one workspace hears nothing of another', async () => {
  const mine = await hear(scene.ada)
  const other = await scene.app.db.outside<{ id: number }>({ text: `INSERT INTO workspaces (name) VALUES ('other') RETURNING id` })
  await scene.app.db.outside({ text: 'SELECT 1' })
  await sendSignal(scene.app.db, other[0]?.id as number, { type: 'presence', userId: 1, presence: 'away' })
  await scene.ticket('Mine')
  await mine.until((heard) => types(heard).includes('ticket.created'))
  expect(types(mine.heard)).not.toContain('agent.presence_changed')
})

test('F2: a stream ends with its session: at once where the change is announced, within five seconds where it is not', async () => {
  const mina = await scene.agent('Mina')
  const told = await hear(mina)
  const untold = await hear(mina)
  const ctx = await scene.as(mina)
  await endSession(ctx, told.session.sessionId)
  expect(await told.ends()).toBeLessThan(5_000)
  expect(untold.isEnded()).toBe(false)
  await scene.app.db.transaction(scene.workspaceId, (tx) =>
    tx.run({ text: 'DELETE FROM sessions WHERE workspace_id = $1 AND id = $2' }, [scene.workspaceId, untold.session.sessionId]),
  )
  expect(await untold.ends()).toBeLessThan(15_000)
  const again = await fetch(`${scene.process.url}/events`, { headers: { ...untold.session.headers, accept: 'text/event-stream' } })
  expect(again.status).toBe(401)
})

test('another desk or none: the stream asks to start again, and the next one has the new rights', async () => {
  const mina = await scene.agent('Mina')
  const atMina = await hear(mina)
  await scene.app.db.transaction(scene.workspaceId, (tx) =>
    tx.run({ text: 'DELETE FROM desk_members WHERE workspace_id = $1 AND user_id = $2' }, [scene.workspaceId, mina]),
  )
  await atMina.ends()
  expect(atMina.heard.at(-1)).toMatchObject({ event: 'resync', data: { reason: 'rights_changed' } })
  const after = await hear(mina)
  await scene.ticket('Out of sight')
  await pause(400)
  expect(after.events()).toEqual([])
})

test('pages of JSON give the same events and where to continue', async () => {
  const mina = await scene.agent('Mina')
  const session = await scene.session(mina)
  const page = async (query: string) => {
    const response = await fetch(`${session.url}/events${query}`, { headers: { ...session.headers, accept: 'application/json' } })
    return {
      status: response.status,
      body: (await response.json()) as { items: { position: number; type: string }[]; position: number; code?: string },
    }
  }
  const start = (await page('')).body
  expect(start).toEqual({ items: [], position: expect.any(Number) })
  const id = await scene.ticket('Pages')
  for (let i = 0; i < 5; i++) await retitle(scene.ada, id, `Page ${i}`)
  const stream = await hear(mina, start.position)
  await stream.until((heard) => heard.filter((one) => one.event === 'ticket.title_changed').length === 5)

  const paged: { position: number; type: string }[] = []
  for (let after = start.position; ; ) {
    const { body } = await page(`?after=${after}&limit=3`)
    if (body.position === after) break
    paged.push(...body.items)
    after = body.position
  }
  expect(paged.map((item) => [item.position, item.type])).toEqual(stream.events().map((one) => [one.id, one.event]))
  expect((await page('?after=-1')).status).toBe(422)
  expect((await page('?after=x')).status).toBe(422)
  expect((await page('?from=1')).status).toBe(422)
  expect((await page('?after=999999')).body.code).toBe('resync_required')
  expect((await fetch(`${session.url}/events?after=0`)).status).toBe(401)
})

test('who was away longer than the feed reaches back starts again', async () => {
  const second = await feedProcess(scene.database, { sequencer: false, retention: { events: 5, days: 7 } })
  closing.push(second.close)
  const id = await scene.ticket('Old')
  for (let i = 0; i < 6; i++) await retitle(scene.ada, id, `Title ${i}`)
  await scene.placed()
  const session = await scene.session(scene.ada, second.url)
  const headers = { ...session.headers, accept: 'text/event-stream' }
  const refused = await fetch(`${second.url}/events`, { headers: { ...headers, 'last-event-id': '1' } })
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ code: 'resync_required', position: expect.any(Number) })
  expect((await fetch(`${second.url}/events`, { headers: { ...headers, 'last-event-id': 'abc' } })).status).toBe(422)

  // Eight days later even a short gap is too old.
  await scene.app.db.outside({ text: `UPDATE clock SET offset_seconds = 8 * 86400` })
  const old = await fetch(`${scene.process.url}/events?after=1`, {
    headers: { ...(await scene.session(scene.ada)).headers, accept: 'application/json' },
  })
  expect(old.status).toBe(409)
})

test('who has a ticket open is shown to the others who may see it, and not when they left', async () => {
  const [mina, joon, blind] = [await scene.agent('Mina'), await scene.agent('Joon'), await scene.agent('Blind')]
  await scene.seesOwnOnly(blind)
  const id = await scene.ticket('Looked at')
  const [atJoon, atMina, atBlind] = [await hear(joon), await hear(mina), await hear(blind)]
  const session = await scene.session(mina)
  const look = (method: string, body?: unknown, who = session) =>
    fetch(`${who.url}/tickets/TKT-0001/viewing`, {
      method,
      headers: { ...who.headers, 'x-statedesk': '1', 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  const views = (heard: Heard[]) => heard.filter((one) => one.event === 'viewing').map((one) => one.data)

  expect((await look('PUT', {})).status).toBe(204)
  await atJoon.until((heard) => views(heard).length === 1)
  expect(views(atJoon.heard)[0]).toEqual({ ticket: String(id), viewers: [{ id: String(mina), name: 'Mina', typing: false }] })
  await look('PUT', {})
  await look('PUT', { typing: true })
  await atJoon.until((heard) => views(heard).length === 2)
  expect(views(atJoon.heard)[1]).toEqual({ ticket: String(id), viewers: [{ id: String(mina), name: 'Mina', typing: true }] })
  await look('DELETE')
  await atJoon.until((heard) => views(heard).length === 3)
  expect(views(atJoon.heard)[2]).toEqual({ ticket: String(id), viewers: [] })
  expect(views(atMina.heard).every((view) => view.viewers?.length === 0)).toBe(true)
  expect(views(atBlind.heard)).toEqual([])

  expect((await look('PUT', {}, await scene.session(blind))).status).toBe(404)
  expect((await look('PUT', { typing: 'yes' })).status).toBe(422)
  expect((await fetch(`${session.url}/tickets/TKT-0001/viewing`, { method: 'PUT', headers: session.headers })).status).toBe(403)
})

test('a change of presence is on every screen', async () => {
  const mina = await scene.agent('Mina')
  const atAda = await hear(scene.ada)
  await sendSignal(scene.app.db, scene.workspaceId, { type: 'presence', userId: mina, presence: 'away' })
  await atAda.until((heard) => types(heard).includes('agent.presence_changed'))
  expect(atAda.heard.at(-1)?.data).toEqual({ id: String(mina), presence: 'away' })
})

test('who does not read is not waited for: the stream ends and says to start again', async () => {
  const { actor } = await scene.as(scene.ada)
  const reader = createReader(scene.workspaceId, actor, 0)
  const json = JSON.stringify({ text: 'x'.repeat(10_000) })
  for (let position = 1; position <= 1_000 && !reader.ended; position++) reader.send([{ position, type: 'ticket.created', json }], position)
  expect(reader.ended).toBe(true)
  expect(reader.position).toBeLessThan(150)
  let text = ''
  for await (const chunk of reader.stream) text += String(chunk)
  expect(text).toMatch(/event: resync\ndata: {"reason":"slow"}\n\n$/)
})

test('a heartbeat carries the position, also past what the reader could not see', async () => {
  const { actor } = await scene.as(scene.ada)
  const reader = createReader(scene.workspaceId, actor, 3)
  reader.send([], 17)
  reader.beat()
  reader.end('closing')
  let text = ''
  for await (const chunk of reader.stream) text += String(chunk)
  expect(text).toBe('retry: 2000\nid: 3\nevent: ready\ndata: {"position":3}\n\n: still here\nid: 17\n\n')
})
