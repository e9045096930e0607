import { afterAll, beforeAll, expect, it } from 'vitest'
import { whenWaiting } from '../testing/at-once.ts'
import { eventually, openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'
import { workBatch } from './work-bulk.ts'

interface Run {
  id: string
  state: string
  done: number
  left: number
}

let scene: Scene
let desk: string
beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

/** A run that made some tickets urgent and has ended. */
async function ran(): Promise<{ run: Run; tickets: SeenTicket[] }> {
  const tickets = await Promise.all([scene.create(desk), scene.create(desk)])
  const asked = { act: { action: 'priority', priority: 'high' }, on: { ids: tickets.map((ticket) => ticket.id) } }
  const { id } = await scene.ada.post<Run>('/bulk', asked)
  const run = await eventually(
    () => scene.ada.get<Run>(`/bulk/${id}`),
    (one) => one.state !== 'running',
  )
  return { run, tickets }
}

it('“Take back” pressed twice at once takes the run back once, and says so to the other one', async () => {
  const { run } = await ran()
  const { both } = await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    await tx.run({ text: 'SELECT 1 FROM bulk_runs WHERE workspace_id = $1 AND id = $2 FOR UPDATE' }, [scene.workspaceId, run.id])
    const both = Promise.all([1, 2].map(() => scene.ada.call<Run & { code?: string }>('POST', `/bulk/${run.id}/undo`)))
    await whenWaiting(scene, 2)
    return { both }
  })
  const answers = (await both).sort((one, other) => one.status - other.status)
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [202, undefined],
    [409, 'in_use'],
  ])
})

it('two batches that end at once: the run says what both of them did', async () => {
  const { run, tickets } = await ran()
  const [last] = tickets
  const key = [scene.workspaceId, run.id]
  const lastOne = [...key, last?.id]
  // As it was before the last ticket was done, with no batch left that would do it.
  await scene.rows("UPDATE bulk_runs SET state = 'running', ended_at = NULL, done = 1 WHERE workspace_id = $1 AND id = $2", key)
  await scene.rows("UPDATE bulk_tickets SET state = 'waiting' WHERE workspace_id = $1 AND run_id = $2 AND ticket_id = $3", lastOne)
  const { other } = await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    // One batch has the last ticket, and counts; the other one comes to its end meanwhile.
    await tx.run({ text: 'SELECT 1 FROM bulk_runs WHERE workspace_id = $1 AND id = $2 FOR UPDATE' }, key)
    await tx.run({ text: 'SELECT 1 FROM bulk_tickets WHERE workspace_id = $1 AND run_id = $2 AND ticket_id = $3 FOR UPDATE' }, lastOne)
    const other = scene.app.db.transaction(scene.workspaceId, (one) => workBatch(scene.app, one, { run: Number(run.id), way: 'up' }))
    await whenWaiting(scene, 1)
    await tx.run({ text: "UPDATE bulk_tickets SET state = 'done' WHERE workspace_id = $1 AND run_id = $2 AND ticket_id = $3" }, lastOne)
    await tx.run(
      { text: "UPDATE bulk_runs SET state = 'done', ended_at = business_now(), done = 2 WHERE workspace_id = $1 AND id = $2" },
      key,
    )
    return { other }
  })
  await other
  expect(await scene.ada.get<Run>(`/bulk/${run.id}`)).toMatchObject({ state: 'done', done: 2, left: 0 })
})
