import { afterAll, beforeAll, expect, it } from 'vitest'
import { actingIn, whenWaiting } from '../testing/at-once.ts'
import { actOn } from '../tickets/index.ts'
import { type HandingOn, openHandingOn } from './testing/handing-on.ts'

let scene: HandingOn
beforeAll(async () => {
  scene = await openHandingOn()
})
afterAll(() => scene.end())

/** A ticket that was handed on, came back, and is worked on there once more. */
async function reopened() {
  const { origin, issue } = await scene.handedOn()
  await scene.finish(issue)
  await scene.reopen(issue)
  return { origin, issue }
}

it('two desks that are done at once: what waited for both goes on (LC4)', async () => {
  const { origin, issue } = await scene.handedOn()
  await scene.finish(issue)
  await scene.act(scene.mina, origin, 'transfer-to-desk', scene.asked({ title: 'And the invoice' }))
  const second = await scene.issueOf(origin)
  await scene.reopen(issue)
  await scene.act(scene.ada, second, 'take')
  expect(await scene.statusOf(origin)).toBe('transferred')
  const { resolving } = await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    await actOn(await actingIn(scene, tx, 'joon'), Number(issue.id), 'resolve', { text: 'Done.' })
    const resolving = scene.act(scene.ada, second, 'resolve', { text: 'Done.' })
    await Promise.race([resolving, whenWaiting(scene, 1)])
    return { resolving }
  })
  await resolving
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
  expect((await scene.log(origin)).filter(({ type }) => type === 'ticket.transfer_finished')).toHaveLength(2)
})

it('a ticket that is handed on again while one desk is done with it waits for the other one (LC4)', async () => {
  const { origin, issue } = await reopened()
  const { resolving } = await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    const again = { desk: Number(scene.back), title: 'And the invoice', text: 'It is missing.' }
    await actOn(await actingIn(scene, tx, 'mina'), Number(origin.id), 'transfer-to-desk', again)
    const resolving = scene.act(scene.joon, issue, 'resolve', { text: 'Done.' })
    await Promise.race([resolving, whenWaiting(scene, 1)])
    return { resolving }
  })
  await resolving
  expect(await scene.statusOf(origin)).toBe('transferred')
  await scene.finish(await scene.issueOf(origin))
  expect(await scene.statusOf(origin)).toBe('transfer_completed')
})
