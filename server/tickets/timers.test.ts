import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningServer, runServer } from '../main.ts'
import { loadConfig } from '../platform/config.ts'
import { eventually, openScene, type Scene, type SeenTicket } from './testing/scene.ts'
import { atRest } from '../testing/at-rest.ts'
import { testLog } from '../testing/canaries/test-log.ts'

let scene: Scene
let live: string
let signOff: string
const others: RunningServer[] = []

beforeAll(async () => {
  scene = await openScene()
  live = await scene.desk('live', { settings: { idleMinutes: 10, returnAfterTime: true, returnMinutes: 10 } })
  signOff = await scene.desk('sign-off')
  await scene.presence('mina', 'online')
})
afterAll(async () => {
  try {
    await scene.end(others.at(-1)?.app)
  } finally {
    for (const server of others) await server.close()
  }
})

/** Another process on the same database, as far as it can tell. */
async function anotherServer(): Promise<RunningServer> {
  const config = loadConfig({ PORT: '0', SMTP_PORT: '0', STATEDESK_DATA: scene.app.config.dataFolder, LOG_LEVEL: 'silent' })
  const server = await runServer({ config, pool: scene.database.app, log: testLog(), demo: false })
  others.push(server)
  return server
}

const inTen = async () => {
  const [row] = await scene.rows<{ at: Date }>("SELECT date_trunc('second', business_now()) + interval '10 minutes' AS at")
  return row?.at.toISOString() ?? ''
}
const polls = (ms = 1_300) => new Promise((resolve) => setTimeout(resolve, ms))
const rowOf = async (ticket: { id: string }) => {
  const [row] = await scene.rows<{ status: string; bucket: string; trashed: boolean }>(
    'SELECT status, bucket, trashed_at IS NOT NULL AS trashed FROM tickets WHERE workspace_id = $1 AND id = $2',
    [scene.workspaceId, ticket.id],
  )
  return row
}
const timersOf = (ticket: { id: string }) =>
  scene.rows('SELECT kind FROM timers WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, ticket.id])

interface Case {
  readonly kind: 'idle' | 'return' | 'closure' | 'deletion' | 'snooze'
  /** Makes a ticket whose timer is due in ten minutes. */
  readonly arm: () => Promise<SeenTicket>
  readonly hasFired: (row: NonNullable<Awaited<ReturnType<typeof rowOf>>>) => boolean
  /** The event that tells of the firing. */
  readonly tells: (event: { type: string; data: Record<string, unknown> }) => boolean
}

const cases: Case[] = [
  {
    kind: 'idle',
    async arm() {
      const ticket = await scene.create(live)
      await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.mina })
      return scene.reply(scene.ada, ticket)
    },
    hasFired: (row) => row.status === 'idle',
    tells: (event) => event.data.event === 'idle_due',
  },
  {
    kind: 'return',
    async arm() {
      const ticket = await scene.create(live)
      await scene.act(scene.ada, ticket, 'assign', { agent: scene.ids.mina })
      return scene.act(scene.ada, ticket, 'status', { to: 'in_progress' })
    },
    hasFired: (row) => row.status === 'pending',
    tells: (event) => event.data.event === 'return_due',
  },
  {
    kind: 'closure',
    arm: async () => scene.act(scene.ada, await scene.create(signOff), 'schedule-closure', { at: await inTen() }),
    hasFired: (row) => row.status === 'closed',
    tells: (event) => event.data.event === 'closure_due',
  },
  {
    kind: 'deletion',
    arm: async () => scene.act(scene.ada, await scene.create(signOff), 'schedule-deletion', { at: await inTen() }),
    hasFired: (row) => row.trashed,
    tells: (event) => event.type === 'ticket.trashed',
  },
  {
    kind: 'snooze',
    arm: async () => scene.act(scene.ada, await scene.create(signOff), 'snooze', { until: await inTen(), zone: 'Europe/Berlin' }),
    hasFired: (row) => row.bucket === 'active',
    tells: (event) => event.type === 'ticket.woke',
  },
]

async function firedTimes(one: Case, ticket: SeenTicket): Promise<number> {
  return (await scene.log(ticket)).filter(one.tells).length
}

async function settled(one: Case, ticket: SeenTicket): Promise<void> {
  await eventually(
    () => rowOf(ticket),
    (row) => row !== undefined && one.hasFired(row),
  )
  expect(await timersOf(ticket)).toEqual([])
}

it('idle, return, closure, deletion and snooze fire once, and not a second early (A5)', async () => {
  const armed: [Case, SeenTicket][] = []
  for (const one of cases) armed.push([one, await one.arm()])
  for (const [one, ticket] of armed) expect([one.kind, await timersOf(ticket)]).toEqual([one.kind, [{ kind: one.kind }]])
  const latest = await scene.rows<{ left: number }>(
    'SELECT EXTRACT(epoch FROM min(due_at) - business_now())::float AS left FROM timers WHERE workspace_id = $1',
    [scene.workspaceId],
  )
  // To just before the first of them, with time for a look or two on a busy machine.
  await scene.forward(Math.floor(latest[0]?.left ?? 0) - 15)
  await polls()
  for (const [one, ticket] of armed) expect([one.kind, await firedTimes(one, ticket)]).toEqual([one.kind, 0])
  await scene.forward(75)
  for (const [one, ticket] of armed) await settled(one, ticket)
  await scene.forward(100_000)
  await polls()
  for (const [one, ticket] of armed) expect([one.kind, await firedTimes(one, ticket)]).toEqual([one.kind, 1])
})

it('fault 19: a clock that steps back fires nothing twice and nothing early', async () => {
  const armed: [Case, SeenTicket][] = []
  for (const one of cases) armed.push([one, await one.arm()])
  await scene.forward(-86_400)
  await polls()
  for (const [one, ticket] of armed) expect([one.kind, await firedTimes(one, ticket)]).toEqual([one.kind, 0])
  await scene.forward(86_400 + 660)
  for (const [one, ticket] of armed) await settled(one, ticket)
  await scene.forward(-3_600)
  await polls()
  await scene.forward(3_600)
  await polls()
  for (const [one, ticket] of armed) expect([one.kind, await firedTimes(one, ticket)]).toEqual([one.kind, 1])
})

it('fault 22: a timer that was moved fires at its new time only, and one that was stopped never', async () => {
  const moved = await scene.act(scene.ada, await scene.create(signOff), 'snooze', { until: await inTen() })
  await scene.forward(300)
  await scene.act(scene.ada, moved, 'snooze', { until: await inTen() })
  const stopped = await scene.act(scene.ada, await scene.create(signOff), 'schedule-closure', { at: await inTen() })
  await scene.act(scene.ada, stopped, 'status', { to: 'open' })
  const spared = await scene.act(scene.ada, await scene.create(signOff), 'schedule-deletion', { at: await inTen() })
  await scene.act(scene.ada, spared, 'cancel-deletion')
  const woken = await scene.act(scene.ada, await scene.create(signOff), 'snooze', { until: await inTen() })
  await scene.customerWrites(woken)
  await scene.forward(400)
  await polls()
  expect((await rowOf(moved))?.bucket).toBe('snoozed')
  await scene.forward(300)
  await eventually(
    () => rowOf(moved),
    (row) => row?.bucket === 'active',
  )
  await polls()
  expect(await rowOf(stopped)).toMatchObject({ status: 'open' })
  expect(await rowOf(spared)).toMatchObject({ bucket: 'active', trashed: false })
  expect((await scene.log(woken)).filter((event) => event.type === 'ticket.woke').map((event) => event.data)).toEqual([
    { why: 'customer_wrote' },
  ])
})

it('fault 20: “tomorrow at this time” in a zone is kept as local time and zone beside the instant', async () => {
  // Clocks are never changed there, so that tomorrow has this time as well.
  const ticket = await scene.act(scene.ada, await scene.create(signOff), 'snooze', { preset: '1d', zone: 'Asia/Seoul' })
  const [timer] = await scene.rows<{ dueAt: Date; local: string; zone: string }>(
    'SELECT due_at AS "dueAt", local_time AS local, zone FROM timers WHERE workspace_id = $1 AND ticket_id = $2',
    [scene.workspaceId, ticket.id],
  )
  expect(timer?.zone).toBe('Asia/Seoul')
  expect(timer?.dueAt.toLocaleString('sv-SE', { timeZone: 'Asia/Seoul' })).toBe(timer?.local.replace('T', ' '))
  expect(ticket.snoozedUntil).toBe(timer?.dueAt.toISOString())
  await scene.act(scene.ada, ticket, 'unsnooze')
})

it('fault 21: two servers on one database fire every timer once', async () => {
  await anotherServer()
  const armed: [Case, SeenTicket][] = []
  for (let round = 0; round < 3; round++) for (const one of cases) armed.push([one, await one.arm()])
  await scene.forward(660)
  for (const server of [scene.server, ...others]) server.app.wake('timers')
  for (const [one, ticket] of armed) await settled(one, ticket)
  await polls()
  for (const [one, ticket] of armed) expect([one.kind, await firedTimes(one, ticket)]).toEqual([one.kind, 1])
})

// The last test: it ends the server that the others use.
it('timers survive a restart: what came due meanwhile fires within seconds, what is to come at its time (A5)', async () => {
  const due: [Case, SeenTicket][] = []
  for (const one of cases) due.push([one, await one.arm()])
  await scene.forward(300)
  const toCome = await scene.act(scene.ada, await scene.create(signOff), 'snooze', { until: await inTen() })
  for (const server of others.splice(0)) await server.close()
  const seqs = () =>
    anyRows<{ id: number; seq: number; status: string; bucket: string; trashed: boolean }>(
      'SELECT id, event_seq AS seq, status, bucket, trashed_at IS NOT NULL AS trashed FROM tickets ORDER BY id',
    )
  let restarted: RunningServer | undefined
  const anyRows = <Row>(text: string) => (restarted ?? scene.server).app.db.transaction(scene.workspaceId, (tx) => tx.many<Row>({ text }))
  await scene.app.db.outside({ text: 'UPDATE clock SET offset_seconds = offset_seconds + 360' })
  await scene.server.close()

  restarted = await anotherServer()
  const fired = await eventually(seqs, (rows) =>
    due.every(([one, ticket]) => rows.some((row) => String(row.id) === ticket.id && one.hasFired(row))),
  )
  expect(fired.find((row) => String(row.id) === toCome.id)?.bucket).toBe('snoozed')
  await restarted.app.db.outside({ text: 'UPDATE clock SET offset_seconds = offset_seconds + 300' })
  await eventually(seqs, (rows) => rows.some((row) => String(row.id) === toCome.id && row.bucket === 'active'))
  await atRest(restarted.app)
  const before = await seqs()
  await polls()
  expect(await seqs()).toEqual(before)
})
