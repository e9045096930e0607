import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { type HandingOn, openHandingOn } from './testing/handing-on.ts'

let scene: HandingOn
beforeAll(async () => {
  scene = await openHandingOn()
})
afterAll(() => scene.end())

it('LC8: a request to tell the customer shows with its words, counts for who has the ticket, and ends with a reply; no status moves', async () => {
  const { origin, issue } = await scene.handedOn()
  const guides = async (as: Api) =>
    (await as.get<{ my: { customerGuides: number; transferred: number } }>(`/dashboard?desk=${scene.front}`)).my.customerGuides
  const before = await guides(scene.mina)
  expect((await scene.actionsOf(issue, scene.joon)).find(({ action }) => action === 'request-guide')).toMatchObject({ allowed: true })
  expect((await scene.actionsOf(origin, scene.mina)).some(({ action }) => action === 'request-guide')).toBe(false)
  await scene.refused(scene.mina, origin, 'request-guide', { text: 'x' }, { reason: 'not_transferred' })
  await scene.refused(scene.mina, origin, 'customer-told', {}, { reason: 'nothing_to_tell' })
  await scene.act(scene.joon, issue, 'request-guide', { text: 'The refund went out today.' })
  expect([await scene.statusOf(origin), await scene.statusOf(issue)]).toEqual(['transferred', issue.status.key])
  expect((await scene.transfers(origin, scene.mina)).issues).toMatchObject([
    { guide: { text: 'The refund went out today.', by: 'Joon Park', toldAt: null } },
  ])
  expect((await scene.transfers(issue, scene.joon)).origins).toMatchObject([{ guide: { toldAt: null } }])
  expect(await guides(scene.mina)).toBe(before + 1)
  const notices = async () => (await scene.mina.get<{ items: { kind: string; ticket: { reference: string } | null }[] }>('/notices')).items
  await expect.poll(async () => (await notices())[0]).toMatchObject({ kind: 'guide_requested', ticket: { reference: origin.reference } })
  const listed = await scene.mina.get<{ items: { reference: string }[] }>(
    `/tickets?where=${encodeURIComponent(JSON.stringify({ field: 'guideSince', op: 'present' }))}`,
  )
  expect(listed.items.map(({ reference }) => reference)).toContain(origin.reference)
  await scene.customerWrites(origin)
  expect(await guides(scene.mina)).toBe(before + 1)
  await scene.reply(scene.mina, origin, 'The refund is on its way.')
  expect(await guides(scene.mina)).toBe(before)
  expect((await scene.seen(origin)).guideSince).toBeNull()
  expect((await scene.transfers(issue, scene.joon)).origins[0]?.guide?.toldAt).toEqual(expect.any(String))
  expect((await scene.log(origin)).slice(-6).map(({ type }) => type)).toContain('ticket.guide_ended')
  expect(await scene.statusOf(origin)).toBe('transferred')
})

it('LC8: it ends with a resolution mail and by word of mouth too, not with a note; it can be asked again', async () => {
  const { origin, issue } = await scene.handedOn()
  const ask = () => scene.act(scene.joon, issue, 'request-guide', { text: 'Please tell.' })
  const open = async () => (await scene.seen(origin)).guideSince !== null
  await ask()
  await scene.ada.post(`/tickets/${origin.reference}/messages`, { kind: 'note', text: 'On it.' })
  expect(await open()).toBe(true)
  await scene.act(scene.mina, origin, 'customer-told')
  expect(await open()).toBe(false)
  await ask()
  expect(await open()).toBe(true)
  await scene.finish(issue)
  await scene.act(scene.mina, origin, 'resolve', { mail: false })
  expect(await open()).toBe(true)
  await scene.act(scene.mina, origin, 'forward', { agent: scene.ids.mina })
  await scene.act(scene.mina, origin, 'resolve', { text: 'It is on its way.' })
  expect(await open()).toBe(false)
  await scene.act(scene.ada, origin, 'complete')
  await scene.refused(scene.joon, issue, 'request-guide', { text: 'x' }, { reason: 'origin_closed' })
})

it('LC8: a reply that waits tells nobody yet; it ends the request when it leaves', async () => {
  const { origin, issue } = await scene.handedOn()
  await scene.act(scene.joon, issue, 'request-guide', { text: 'Please tell.' })
  const { message } = await scene.mina.post<{ message: { id: string } }>(`/tickets/${origin.reference}/messages`, {
    text: 'It left.',
    undoSeconds: 60,
  })
  expect((await scene.seen(origin)).guideSince).not.toBeNull()
  await scene.mina.post(`/tickets/${origin.reference}/messages/${message.id}/send`)
  expect((await scene.seen(origin)).guideSince).toBeNull()
})
