import { afterAll, beforeAll, expect, it } from 'vitest'
import { actingIn, whenWaiting } from '../testing/at-once.ts'
import { createTicketIn, takeForTicket } from './create-ticket.ts'
import { eventually, openScene, type Scene } from './testing/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.end())

interface Migration {
  id: string
  state: string
  moved: number
  total: number
  lastError: string | null
}

/** Moves a desk to the lifecycle with a sign-off, which knows no “waiting”. */
async function publish(desk: string, map?: Record<string, string>): Promise<Migration> {
  const { items } = await scene.ada.get<{ items: { id: string; key: string }[] }>('/lifecycles')
  const path = `/lifecycles/${items.find((one) => one.key === 'sign-off')?.id}/versions/1/publish`
  return (await scene.ada.post<{ migration: Migration }>(path, { desks: [desk], map })).migration
}

const read = ({ id }: { id: string }) => scene.ada.get<Migration>(`/lifecycles/migrations/${id}`)
const until = (migration: { id: string }, holds: (seen: Migration) => boolean) => eventually(() => read(migration), holds)
const undo = ({ id }: { id: string }) => scene.ada.post(`/lifecycles/migrations/${id}/undo`)
const jobOf = ({ id }: { id: string }) =>
  scene.rows<{ id: number; attempts: number; waits: boolean }>(
    `SELECT id, attempts, payload ? 'overAt' AS waits FROM jobs WHERE workspace_id = $1 AND kind = 'lifecycle_migration' AND payload ->> 'migrationId' = $2`,
    [scene.workspaceId, id],
  )

/** Whether a ticket lives by what its desk works by. */
async function follows(ticket: { id: string | number }): Promise<boolean> {
  const [row] = await scene.rows<{ follows: boolean }>(
    `SELECT t.lifecycle_version_id = d.lifecycle_version_id AS follows FROM tickets t JOIN desks d ON d.workspace_id = t.workspace_id AND d.id = t.desk_id
     WHERE t.workspace_id = $1 AND t.id = $2`,
    [scene.workspaceId, ticket.id],
  )
  return row?.follows === true
}

it('a ticket that is being made while its desk is moved comes along, though its number is lower (B1)', async () => {
  const desk = await scene.desk('support')
  const { made, migration } = await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    const ctx = await actingIn(scene, tx, 'ada')
    const taken = await takeForTicket(tx, [Number(desk)], false)
    await scene.create(desk)
    const migration = await publish(desk)
    // It has moved what is there, and waits for this one or has ended.
    await eventually(
      async () => ({ state: (await read(migration)).state, jobs: await jobOf(migration) }),
      ({ state, jobs }) => state !== 'running' || jobs.some(({ waits }) => waits),
    )
    const made = await createTicketIn(ctx, tx, { taken, title: 'Slow', channel: 'created' })
    return { made: made.ticketId, migration }
  })
  expect(await until(migration, ({ state }) => state !== 'running')).toMatchObject({ state: 'done', moved: 2, total: 2, lastError: null })
  expect(await follows({ id: made })).toBe(true)
  await undo(migration)
  await until(migration, ({ state }) => state === 'undone')
  expect(await follows({ id: made })).toBe(true)
})

it('a ticket put into a status that the map does not name stays; the move says so, and goes on with a better map (B1)', async () => {
  const desk = await scene.desk('support')
  const tickets = [await scene.create(desk), await scene.create(desk), await scene.create(desk)] as const
  const [first, second, third] = tickets
  const { migration } = await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    await tx.run({ text: 'SELECT 1 FROM tickets WHERE workspace_id = $1 AND id = $2 FOR UPDATE' }, [scene.workspaceId, first.id])
    const migration = await publish(desk)
    await whenWaiting(scene, 1)
    await scene.act(scene.ada, second, 'status', { to: 'waiting' })
    return { migration }
  })
  const seen = await until(migration, ({ state, lastError }) => state !== 'running' || lastError !== null)
  expect(seen).toMatchObject({ state: 'failed', moved: 2, total: 3 })
  expect(seen.lastError).toContain('waiting (1)')
  const inJapanese = await scene.ada.call<Migration>('GET', `/lifecycles/migrations/${migration.id}`, undefined, {
    'accept-language': 'ja',
  })
  expect(inJapanese.body.lastError).toMatch(/^新しいバージョンにないステータス.*waiting \(1\)/)
  expect(await Promise.all(tickets.map(follows))).toEqual([true, false, true])
  expect(await scene.statusOf(second)).toBe('waiting')

  const more = await publish(desk, { waiting: 'in_progress' })
  expect(await until(more, ({ state }) => state !== 'running')).toMatchObject({ state: 'done', moved: 1, total: 1 })
  expect(await follows(second)).toBe(true)
  // Each is taken back, also the one that left some.
  for (const one of [more, migration]) {
    await undo(one)
    expect(await until(one, ({ state }) => state === 'undone')).toMatchObject({ lastError: null })
  }
  expect(await Promise.all([first, second, third].map((ticket) => scene.statusOf(ticket)))).toEqual(['open', 'waiting', 'open'])
  expect(await Promise.all(tickets.map(follows))).toEqual([true, true, true])
})

it('a move that breaks says why, and is failed when it is given up; then it can be asked for again (B1)', async () => {
  const desk = await scene.desk('support')
  await scene.create(desk)
  const migration = await publish(desk)
  await until(migration, ({ state }) => state === 'done')
  const setMap = (map: string) =>
    scene.rows('UPDATE lifecycle_migrations SET status_map = $3::jsonb WHERE workspace_id = $1 AND id = $2', [
      scene.workspaceId,
      migration.id,
      map,
    ])
  await setMap('null')
  await undo(migration)
  expect(await until(migration, ({ lastError }) => lastError !== null)).toMatchObject({ state: 'undoing' })
  // The last of its tries, at once.
  await scene.rows('UPDATE jobs SET attempts = 7, run_at = business_now() WHERE workspace_id = $1 AND id = $2', [
    scene.workspaceId,
    (await jobOf(migration))[0]?.id,
  ])
  scene.app.wake('jobs')
  const seen = await until(migration, ({ state }) => state === 'failed')
  expect(seen.lastError).toMatch(/^TypeError/)
  await setMap('{}')
  await undo(migration)
  expect(await until(migration, ({ state }) => state === 'undone')).toMatchObject({ lastError: null })
})
