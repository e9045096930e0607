import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Tx } from '../platform/db/index.ts'
import { placeEvents } from './sequencer.ts'
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

/** An event as the door writes it, as far as the sequencer is concerned. */
async function write(tx: Tx, ticketId: number, seq: number): Promise<void> {
  await tx.run(
    {
      text: `INSERT INTO events (workspace_id, ticket_id, seq, type, actor_kind, at, data, hash) VALUES ($1, $2, $3, 'test.happened', 'system', $4, '{}', '\\x00')`,
    },
    [tx.workspaceId, ticketId, seq, tx.now],
  )
}

const lastSeq = (tx: Tx, ticketId: number) =>
  tx.one<{ seq: number }>({ text: 'SELECT event_seq AS seq FROM tickets WHERE workspace_id = $1 AND id = $2 FOR UPDATE' }, [
    tx.workspaceId,
    ticketId,
  ])

const placed = () =>
  scene.app.db.transaction(scene.workspaceId, (tx) =>
    tx.many<{ position: number | null; ticket: number; seq: number; id: number }>(
      { text: 'SELECT position, ticket_id AS ticket, seq, id FROM events WHERE workspace_id = $1 ORDER BY position NULLS LAST, id' },
      [scene.workspaceId],
    ),
  )

async function allPlaced(): Promise<Awaited<ReturnType<typeof placed>>> {
  for (let tries = 0; tries < 3_000; tries++) {
    const events = await placed()
    if (events.every((event) => event.position !== null)) return events
    await pause(10)
  }
  throw new Error('events were not placed in time')
}

test('of many writers who commit in any order, every event gets one place, without gaps, each ticket’s in order', async () => {
  // Two more processes ask for the same work; one is elected, and the lock on the head would keep them apart anyway.
  for (let i = 0; i < 2; i++) closing.push((await feedProcess(scene.database)).close)
  const tickets = [await scene.ticket('one'), await scene.ticket('two'), await scene.ticket('three')]
  const racing = { on: true }
  const rivals = [1, 2].map(async () => {
    while (racing.on) await placeEvents(scene.app, scene.workspaceId)
  })
  await Promise.all(
    Array.from({ length: 60 }, async (_, n) => {
      const ticketId = tickets[n % 3] as number
      await pause(Math.random() * 200)
      await scene.app.db.transaction(scene.workspaceId, async (tx) => {
        const { seq } = await lastSeq(tx, ticketId)
        for (let i = 1; i <= 3; i++) await write(tx, ticketId, seq + i)
        await pause(Math.random() * 20)
        await tx.run({ text: 'UPDATE tickets SET event_seq = $3 WHERE workspace_id = $1 AND id = $2' }, [tx.workspaceId, ticketId, seq + 3])
        tx.afterCommit(() => scene.app.wake('events'))
      })
    }),
  )
  const events = await allPlaced()
  racing.on = false
  await Promise.all(rivals)

  expect(events.length).toBeGreaterThan(180)
  expect(events.map((event) => event.position)).toEqual(events.map((_, i) => i + 1))
  for (const ticket of tickets) {
    const seqs = events.filter((event) => event.ticket === ticket).map((event) => event.seq)
    expect(seqs).toEqual(seqs.map((_, i) => i + 1))
  }
  const [head] = await scene.app.db.transaction(scene.workspaceId, (tx) =>
    tx.many<{ position: number }>({ text: 'SELECT position FROM feed_heads' }),
  )
  expect(head?.position).toBe(events.length)
})

/** Once, and again while the loop of the product is just at it. */
async function place(): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if ((await placeEvents(scene.app, scene.workspaceId)) !== 'busy') return
    await pause(20)
  }
}

test('an event that is committed late stands later, and nobody passed over it', async () => {
  const [slow, quick] = [await scene.ticket('slow'), await scene.ticket('quick')]
  await allPlaced()
  const from = (await placed()).length
  let commitSlow = () => {}
  const waiting = new Promise<void>((resolve) => (commitSlow = resolve))
  let written = () => {}
  const isWritten = new Promise<void>((resolve) => (written = resolve))
  const transaction = scene.app.db.transaction(scene.workspaceId, async (tx) => {
    const { seq } = await lastSeq(tx, slow)
    await write(tx, slow, seq + 1)
    written()
    await waiting
  })
  await isWritten
  await scene.app.db.transaction(scene.workspaceId, async (tx) => write(tx, quick, (await lastSeq(tx, quick)).seq + 1))
  await place()
  expect((await placed()).slice(from).map((event) => event.ticket)).toEqual([quick])
  commitSlow()
  await transaction
  await place()
  expect((await placed()).slice(from).map((event) => event.ticket)).toEqual([quick, slow])
})

test('an event waits for a missing one before it, and nothing else waits', async () => {
  const [holey, other] = [await scene.ticket('holey'), await scene.ticket('other')]
  await allPlaced()
  const from = (await placed()).length
  const add = (ticket: number, ...steps: number[]) =>
    scene.app.db.transaction(scene.workspaceId, async (tx) => {
      const { seq } = await lastSeq(tx, ticket)
      for (const step of steps) await write(tx, ticket, seq + step)
      return seq
    })
  const seq = await add(holey, 1, 3, 4)
  await add(other, 1)
  await place()
  const places = async () => (await placed()).slice(from).flatMap((event) => (event.position === null ? [] : [[event.ticket, event.seq]]))
  expect(await places()).toEqual([
    [holey, seq + 1],
    [other, expect.any(Number)],
  ])
  await add(holey, 2)
  await place()
  expect((await places()).slice(2)).toEqual([
    [holey, seq + 2],
    [holey, seq + 3],
    [holey, seq + 4],
  ])
})

test('when the elected process loses its connection, another one goes on', async () => {
  closing.push((await feedProcess(scene.database)).close)
  await scene.ticket('before')
  await allPlaced()
  const gone: number[] = []
  for (let round = 0; round < 2; round++) {
    let elected: { pid: number }[] = []
    for (let tries = 0; elected.length === 0 && tries < 600; tries++) {
      elected = await scene.app.db.outside<{ pid: number }>(
        {
          text: `SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND l.granted
            AND a.datname = current_database() AND a.application_name = 'statedesk election' AND l.pid <> ALL ($1::int[])`,
        },
        [gone],
      )
      await pause(50)
    }
    expect(elected).toHaveLength(1)
    gone.push(...elected.map(({ pid }) => pid))
    await scene.app.db.outside({ text: 'SELECT pg_terminate_backend($1)' }, [gone.at(-1)])
    await scene.ticket(`after ${round}`)
    const events = await allPlaced()
    expect(events.map((event) => event.position)).toEqual(events.map((_, i) => i + 1))
  }
})
