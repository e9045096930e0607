import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKey } from '../access/index.ts'
import { createWorkspace } from '../setup/index.ts'
import { apiAs } from '../testing/api.ts'
import { castPassword } from '../testing/cast.ts'
import type { SeenTicket } from '../tickets/testing/scene.ts'
import { countOf, type MaskedScene, maskedScene, masksOf, type SeenMessage, secret, stars } from './testing/masked-scene.ts'

let scene: MaskedScene
beforeAll(async () => {
  scene = await maskedScene()
})
afterAll(() => scene.end())

describe('masking', () => {
  it('puts as many asterisks in the place of the words, whoever wrote them (T20)', async () => {
    const ticket = await scene.create(scene.contactDesk)
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
    // It stands below the conversation and in the log as well.
    const page = JSON.stringify(await scene.ada.get(`/tickets/${ticket.reference}?include=messages,events`))
    expect(page).not.toMatch(/\b4111\b/)
    expect(page.split(`Refunded to ${stars}`).length).toBeGreaterThan(3)
  })

  it('is of the words that were seen: positions in other words are refused, and nothing is changed', async () => {
    const { ticket, message } = await scene.written('first second')
    await scene.mask(scene.mina, ticket, message, 'first')
    const stale = await scene.mina.problem('POST', masksOf(ticket, message), { revision: message.revision, from: 6, to: 12 })
    expect(stale).toMatchObject({ status: 409, code: 'version_conflict', revision: 2 })
    expect((await scene.messages(ticket)).at(-1)?.text).toBe('***** second')
  })

  it('is the same when it is asked for twice, and joins what overlaps', async () => {
    const { ticket, message } = await scene.written('one two three four')
    const first = await scene.mask(scene.mina, ticket, message, 'two three')
    const log = await scene.log(ticket)
    const again = await scene.mina.post<typeof first>(masksOf(ticket, message), { revision: 2, from: 5, to: 9 })
    expect(again).toMatchObject({ masks: first.masks, occurrences: 0, message: { revision: 2, text: 'one ********* four' } })
    expect(await scene.log(ticket)).toEqual(log)
    const wider = await scene.mina.post<typeof first>(masksOf(ticket, message), { revision: 2, from: 0, to: 6 })
    expect(wider.message).toMatchObject({ text: '************* four', masks: [{ from: 0, to: 13 }] })
    await scene.ada.delete(`${masksOf(ticket, message)}/${wider.masks[0]}`)
    expect((await scene.messages(ticket)).at(-1)).toMatchObject({ text: 'one two three four', masks: [], revision: 4 })
  })

  it('takes words and which of them, and says when they are not there', async () => {
    const { ticket, message } = await scene.written('tic tac tic')
    const second = await scene.mina.post<{ message: SeenMessage }>(masksOf(ticket, message), { text: 'tic', occurrence: 2 })
    expect(second.message.text).toBe('tic tac ***')
    expect(await scene.mina.problem('POST', masksOf(ticket, message), { text: 'toe' })).toMatchObject({ status: 422 })
    expect(await scene.mina.problem('POST', masksOf(ticket, message), { text: 'x', everywhere: true })).toMatchObject({ status: 422 })
    for (const body of [
      {},
      { from: 3, to: 1, revision: 2 },
      { from: 0, to: 999, revision: 2 },
      { from: -1, to: 1, revision: 2 },
      { text: '' },
    ])
      expect((await scene.mina.problem('POST', masksOf(ticket, message), body)).status).toBe(422)
  })

  it('takes the right to edit tickets, and another workspace’s messages are not there', async () => {
    const { ticket, message } = await scene.written()
    const viewer = await scene.withKey('viewer')
    expect(await viewer.problem('POST', masksOf(ticket, message), { text: secret })).toMatchObject({ code: 'forbidden' })
    expect(await viewer.problem('POST', countOf(ticket, message), { text: secret })).toMatchObject({ code: 'forbidden' })
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
    const ticket = await scene.create(scene.contactDesk, { title: `Card ${secret}`, description: `About ${secret}.` })
    const html = `<p><b>4111</b> 1111 1111 1111 and <a href="https://x.example/?c=${encodeURIComponent(secret)}">here</a></p>`
    await scene.says(ticket, { html })
    await scene.says(ticket, { kind: 'note', text: `He said ${secret.replace(' ', '\n')}` })
    const message = await scene.says(ticket, { text: `${secret} ${secret}` })
    const from = 0
    const count = await scene.mina.post(countOf(ticket, message), { revision: 1, from, to: secret.length })
    expect(count).toEqual({ here: 2, ticket: 7, messages: 4, head: true })
    const masked = await scene.mask(scene.mina, ticket, message, secret, true)
    expect(masked).toMatchObject({ occurrences: 7, message: { text: `${stars} ${stars}` } })
    expect(JSON.stringify([await scene.messages(ticket), await scene.read(ticket)])).not.toMatch(/\b4111\b|c=4/)
    expect((await scene.read(ticket)).title).toBe(`Card ${stars}`)
    expect(await scene.mina.post(countOf(ticket, message), { text: secret })).toMatchObject({ ticket: 0, messages: 0 })
    const bold = (await scene.messages(ticket)).find(({ hasHtml }) => hasHtml)
    expect(await scene.ada.post(`/tickets/${ticket.reference}/messages/${bold?.id}/masks/${bold?.masks[0]?.id}/read`)).toEqual({
      text: secret,
    })
    // All of it comes back at once.
    await scene.ada.delete(`${masksOf(ticket, message)}/${masked.masks[0]}?together=1`)
    expect((await scene.read(ticket)).title).toBe(`Card ${secret}`)
    expect((await scene.messages(ticket)).map(({ text, masks }) => [text.includes('*'), masks])).toEqual(Array(4).fill([false, []]))
  })
})
