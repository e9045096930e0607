import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SeenTicket } from '../tickets/testing/scene.ts'
import { type MaskedScene, maskedScene, masksOf, type SeenMessage, secret, stars } from './testing/masked-scene.ts'

let scene: MaskedScene
beforeAll(async () => {
  scene = await maskedScene()
})
afterAll(() => scene.end())

describe('H7', () => {
  it('H7 unmask: takes the right to it, puts every form back as it was, and stands in the log without the words', async () => {
    const ticket = await scene.create(scene.contactDesk)
    const before = await scene.says(ticket, { html: `<p>Hi <b>${secret}</b></p><ul><li>one</li></ul><blockquote>said</blockquote>` })
    const stored = () => scene.rows('SELECT body, text, html, preview, subject, has_quote, masks FROM messages WHERE id = $1', [before.id])
    const original = await stored()
    const { masks } = await scene.mask(scene.mina, ticket, before)
    expect(await stored()).not.toEqual(original)
    const address = `${masksOf(ticket, before)}/${masks[0]}`
    expect(await scene.mina.problem('DELETE', address)).toMatchObject({ code: 'forbidden', permission: 'messages.unmask' })
    expect(await scene.mina.problem('POST', `${address}/read`)).toMatchObject({ code: 'forbidden' })
    expect(await scene.ada.post(`${address}/read`)).toEqual({ text: secret })
    expect((await scene.messages(ticket)).at(-1)?.text).not.toContain(secret)
    await scene.ada.delete(address)
    expect(await stored()).toEqual(original)
    expect((await scene.ada.call('DELETE', address)).status).toBe(404)
    const { items } = await scene.ada.get<{ items: { type: string; actor: { name: string }; data: object; sentence: { en: string } }[] }>(
      `/tickets/${ticket.reference}/events`,
    )
    expect(items.slice(0, 3).map(({ type, actor, data, sentence }) => [type, actor.name, data, sentence.en])).toEqual([
      [
        'message.unmasked',
        'Ada Berg',
        { message: Number(before.id), mask: Number(masks[0]), count: 1, looked: false },
        'Ada Berg unmasked words',
      ],
      [
        'message.unmasked',
        'Ada Berg',
        { message: Number(before.id), mask: Number(masks[0]), count: 1, looked: true },
        'Ada Berg read masked words of a message',
      ],
      [
        'message.masked',
        'Mina Kim',
        { message: Number(before.id), mask: Number(masks[0]), everywhere: false, count: 1 },
        'Mina Kim masked words of a message',
      ],
    ])
  })

  it('H7 re-mask: what was unmasked can be masked again, and then nothing shows it', async () => {
    const { ticket, message } = await scene.written()
    const { masks } = await scene.mask(scene.mina, ticket, message)
    await scene.ada.delete(`${masksOf(ticket, message)}/${masks[0]}`)
    const [again] = (await scene.messages(ticket)).slice(-1)
    if (!again) throw new Error('the message is gone')
    const second = await scene.mask(scene.mina, ticket, again)
    expect(second.message).toMatchObject({ revision: 4, text: `My card is ${stars}, thanks.` })
    expect(second.masks).not.toEqual(masks)
  })

  it('H7 quote: what a customer or an agent says again after it was masked everywhere is masked as it comes', async () => {
    const { ticket, message } = await scene.written()
    await scene.mask(scene.mina, ticket, message, secret, true)
    const quoting = await scene.says(ticket, { text: `Hello?\n\n> My card is ${secret}, thanks.` })
    expect(quoting).toMatchObject({ text: `Hello?\n\n> My card is ${stars}, thanks.`, masks: [{ from: 21, to: 40 }] })
    const reply = await scene.says(ticket, { kind: 'reply', html: `<p>Is it <b>4111</b> 1111 1111 1111?</p>` })
    expect(reply.text).toBe(`Is it ${stars}?`)
    // Each can be unmasked where it stands.
    await scene.ada.delete(`${masksOf(ticket, quoting)}/${quoting.masks[0]?.id}`)
    expect((await scene.messages(ticket)).find(({ id }) => id === quoting.id)?.text).toContain(secret)
  })

  it('H7 edit: a title or a resolution written after it was masked everywhere does not bring it back', async () => {
    const { ticket, message } = await scene.written()
    await scene.mask(scene.mina, ticket, message, secret, true)
    await scene.mina.patch(`/tickets/${ticket.reference}`, { title: `About ${secret}` })
    expect((await scene.read(ticket)).title).toBe(`About ${stars}`)
    await scene.act(scene.mina, ticket, 'resolve', { text: `Card ${secret} refunded` })
    expect(JSON.stringify([await scene.read(ticket), await scene.messages(ticket), await scene.log(ticket)])).not.toContain(secret)
  })

  it('H7 edit: a message written anew keeps its masks where their asterisks stay, and gives up those that are written over', async () => {
    const ticket = await scene.create(scene.contactDesk, { description: `Card 👨‍👩‍👧 ${secret} and PIN 4711, code 90210.` })
    const [message] = await scene.messages(ticket)
    if (!message) throw new Error('there is no message')
    for (const words of [`👨‍👩‍👧 ${secret}`, '4711', '90210']) await scene.mina.post(masksOf(ticket, message), { text: words })
    const kin = `**${stars}`
    expect((await scene.messages(ticket))[0]?.text).toBe(`Card ${kin} and PIN ****, code *****.`)
    await scene.mina.patch(`/tickets/${ticket.reference}`, {
      descriptionHtml: `<p>Once more:</p><ul><li>Card <b>${kin}</b></li><li>code *****</li></ul>`,
    })
    const [edited] = await scene.messages(ticket)
    expect(edited?.text).toBe(`Once more:\n\n- Card ${kin}\n- code *****`)
    expect(edited?.masks).toHaveLength(2)
    const stale = await scene.mina.problem('POST', masksOf(ticket, message), { revision: 4, from: 0, to: 4 })
    expect(stale.code).toBe('version_conflict')
    const [card, code] = edited?.masks ?? []
    await scene.ada.delete(`${masksOf(ticket, message)}/${code?.id}`)
    expect((await scene.messages(ticket))[0]?.text).toBe(`Once more:\n\n- Card ${kin}\n- code 90210`)
    await scene.ada.delete(`${masksOf(ticket, message)}/${card?.id}`)
    expect((await scene.messages(ticket))[0]?.text).toBe(`Once more:\n\n- Card 👨‍👩‍👧 ${secret}\n- code 90210`)
    expect(await scene.rows('SELECT 1 FROM masks WHERE message_id = $1', [message.id])).toEqual([])
  })

  it('H7 edit: what is masked everywhere is masked in what is written anew, and the former words stay out of the log', async () => {
    const ticket = await scene.create(scene.contactDesk, { description: `My card is ${secret}.` })
    await scene.mina.patch(`/tickets/${ticket.reference}`, { description: `The card is ${secret}, I said.` })
    const [message] = await scene.messages(ticket)
    if (!message) throw new Error('there is no message')
    await scene.mask(scene.mina, ticket, message)
    const log = async () => JSON.stringify(await scene.ada.get(`/tickets/${ticket.reference}/events`))
    expect(await log()).not.toMatch(/\b4111\b/)
    await scene.mina.patch(`/tickets/${ticket.reference}`, { description: `Say it: ${secret}.` })
    const [again] = await scene.messages(ticket)
    if (again) await scene.mask(scene.mina, ticket, again, secret, true)
    await scene.mina.patch(`/tickets/${ticket.reference}`, { description: `And again ${secret}!` })
    expect((await scene.messages(ticket))[0]).toMatchObject({ text: `And again ${stars}!`, masks: [{ from: 10, to: 29 }] })
    expect(await log()).not.toMatch(/\b4111\b/)
  })

  it('H7 edit: fields that hold what somebody typed are masked, and stay so', async () => {
    const own = await scene.desk('support')
    const field = async (kind: string) => {
      const form = await scene.ada.post<{ fields: { id: string; kind: string }[] }>(`/desks/${own}/fields`, { kind, name: kind })
      return form.fields.find((one) => one.kind === kind)?.id ?? ''
    }
    const [text, phone] = [await field('text'), await field('phone')]
    const ticket = await scene.create(own, {
      description: 'Call 090-1234-5678.',
      fields: { [text]: 'Call 090-1234-5678 at night', [phone]: '090-1234-5678' },
    })
    const [message] = await scene.messages(ticket)
    if (!message) throw new Error('there is no message')
    const masked = await scene.mask(scene.mina, ticket, message, '090-1234-5678', true)
    const fields = async () => (await scene.ada.get<{ fields: Record<string, string> }>(`/tickets/${ticket.reference}`)).fields
    expect(await fields()).toEqual({ [text]: 'Call ************* at night', [phone]: '*************' })
    await scene.mina.patch(`/tickets/${ticket.reference}`, { fields: { [text]: 'Or 090-1234-5678' } })
    expect(await fields()).toEqual({ [text]: 'Or *************', [phone]: '*************' })
    await scene.ada.delete(`${masksOf(ticket, message)}/${masked.masks[0]}?together=1`)
    expect(await fields()).toMatchObject({ [phone]: '090-1234-5678' })
  })

  it('H7 forward: given to somebody else, merged or moved, it stays masked, and what comes after too', async () => {
    const primary = await scene.create(scene.contactDesk)
    const { ticket, message } = await scene.written()
    const { masks } = await scene.mask(scene.mina, ticket, message, secret, true)
    await scene.act(scene.mina, ticket, 'forward', { agent: scene.ids.joon })
    await scene.act(scene.ada, primary, 'merge', { duplicate: ticket.reference })
    expect((await scene.says(primary, { text: `again ${secret}` })).text).toBe(`again ${stars}`)
    await scene.robot.post(`/tickets/${primary.reference}/messages/${message.id}/move`, { to: 'new' })
    const found = await scene.rows<{ ticket: string }>('SELECT ticket_id::text AS ticket FROM messages WHERE id = $1', [message.id])
    const moved = await scene.ada.get<SeenTicket>(`/tickets/${found[0]?.ticket}`)
    expect((await scene.messages(moved))[0]).toMatchObject({ text: `My card is ${stars}, thanks.`, masks: [{ id: masks[0] }] })
    expect((await scene.says(moved, { text: `and ${secret} again` })).text).toBe(`and ${stars} again`)
    const said = (await scene.messages(moved)).filter(({ text }) => text.startsWith('and'))
    const { ticket: split } = await scene.ada.post<{ ticket: SeenTicket }>(`/tickets/${moved.reference}/split`, {
      messages: said.map(({ id }) => id),
      title: 'Apart',
    })
    expect((await scene.says(split, { text: `apart ${secret}` })).text).toBe(`apart ${stars}`)
    await scene.ada.delete(`/tickets/${moved.reference}/messages/${message.id}/masks/${masks[0]}`)
    expect((await scene.messages(moved))[0]?.text).toContain(secret)
  })

  it('H7 forward: what is masked everywhere on one ticket is masked in what comes to it by a merge or a move, and the other way round', async () => {
    const other = '5500 0000 0000 0004'
    const both = (text: string) => text.replaceAll(/[45]\d{3}( \d{4}){3}/g, stars)
    for (const bring of ['merge', 'move'] as const) {
      const there = await scene.written(`The old card is ${secret}, the new one ${other}.`)
      const here = await scene.written(`Take ${other} instead of ${secret}.`)
      await scene.mask(scene.mina, here.ticket, here.message, other, true)
      await scene.mask(scene.mina, there.ticket, there.message, secret, true)
      await scene.mina.put(`/tickets/${here.ticket.reference}/draft`, { html: `<p>${secret}</p>` })
      if (bring === 'merge') await scene.act(scene.ada, here.ticket, 'merge', { duplicate: there.ticket.reference })
      else await scene.robot.post(`/tickets/${there.ticket.reference}/messages/${there.message.id}/move`, { to: here.ticket.reference })
      const said = (await scene.messages(here.ticket)).map(({ text }) => text)
      expect(said).toContain(both(`The old card is ${secret}, the new one ${other}.`))
      expect(said).toContain(both(`Take ${other} instead of ${secret}.`))
      const { draft } = await scene.mina.get<{ draft: { html: string } }>(`/tickets/${here.ticket.reference}/draft`)
      expect(draft.html).toBe('<p>**** **** **** ****</p>')
      const readable = await scene.rows(
        'SELECT 1 FROM messages WHERE ticket_id = $1 AND (row_to_json(messages)::text LIKE $2 OR row_to_json(messages)::text LIKE $3)',
        [here.ticket.id, `%${secret}%`, `%${other}%`],
      )
      expect(readable).toEqual([])
    }
  })

  it('H7 forward: a follow-up and a ticket for another desk are masked from their first word', async () => {
    const live = await scene.desk('live')
    const ticket = await scene.create(live)
    const message = await scene.says(ticket, { text: `My card is ${secret}, thanks.` })
    await scene.mask(scene.ada, ticket, message, secret, true)
    await scene.presence('mina', 'online')
    await scene.act(scene.mina, ticket, 'take')
    await scene.act(scene.ada, ticket, 'close', { confirmed: true })
    const answer = await scene.says(ticket, { text: `It is ${secret} still.` })
    expect(answer.text).toBe(`It is ${stars} still.`)
    const followUp = await scene.customerWrites(ticket, 'Hello?')
    expect(followUp.reference).not.toBe(ticket.reference)
    expect((await scene.says(followUp, { text: `Again ${secret}` })).text).toBe(`Again ${stars}`)

    const { ticket: origin, message: said } = await scene.written()
    await scene.mask(scene.ada, origin, said, secret, true)
    await scene.act(scene.mina, origin, 'transfer-to-desk', { desk: live, title: `Card ${secret}`, text: `Charge ${secret} back.` })
    const issue = await scene.rows<{ title: string; text: string; maskedWords: number }>(
      `SELECT t.title, m.text, t.masked_words AS "maskedWords" FROM tickets t JOIN messages m ON m.ticket_id = t.id AND m.kind = 'note'
       WHERE t.title LIKE 'Card %' AND t.desk_id = $1`,
      [live],
    )
    expect(issue).toEqual([{ title: `Card ${stars}`, text: `Charge ${stars} back.`, maskedWords: 1 }])
  })

  it('H7 forward: a composer that was open while words were masked keeps them with asterisks from then on', async () => {
    const { ticket, message } = await scene.written()
    const draft = `/tickets/${ticket.reference}/draft`
    const begun = await scene.mina.put<{ updatedAt: string }>(draft, { html: `<p>Your card ${secret}</p>` })
    await scene.mask(scene.ada, ticket, message, secret, true)
    const { updatedAt } = await scene.mina.put<{ updatedAt: string }>(draft, {
      html: `<p>Your card <b>${secret}</b> is blocked</p>`,
      seen: begun.updatedAt,
    })
    const kept = await scene.mina.get<{ draft: { html: string } }>(draft)
    expect(kept).toMatchObject({ draft: { html: '<p>Your card <b>**** **** **** ****</b> is blocked</p>' }, updatedAt })
    await scene.joon.put(draft, { html: `<p>${secret}, for the first time</p>`, seen: null })
    expect((await scene.joon.get<{ draft: { html: string } }>(draft)).draft.html).toBe('<p>**** **** **** ****, for the first time</p>')
  })

  it('H7 forward by mail: what was written down before the words were masked is sent, and kept as a draft, with asterisks', async () => {
    const { ticket, message } = await scene.written()
    const quoted = `<p>Can you look?</p><blockquote><p>My <b>card</b> is ${secret}, thanks.</p></blockquote>`
    const forward = { html: quoted, forwardOf: message.id, to: [{ address: 'bank@partner.example' }] }
    await scene.mina.put(`/tickets/${ticket.reference}/draft`, forward)
    const held = await scene.joon.post<{ message: { id: string } }>(`/tickets/${ticket.reference}/messages`, {
      ...forward,
      undoSeconds: 60,
    })
    await scene.mask(scene.ada, ticket, message, secret, true)

    const { draft } = await scene.mina.get<{ draft: { html: string } }>(`/tickets/${ticket.reference}/draft`)
    expect(draft.html).toBe(quoted.replace(secret, '**** **** **** ****'))
    await scene.mina.post(`/tickets/${ticket.reference}/messages`, { ...forward, fromDraft: true })
    await scene.joon.post(`/tickets/${ticket.reference}/messages/${held.message.id}/send`)
    const { items } = await scene.ada.get<{ items: { id: string; ticket: string; recipient: string }[] }>('/outbox?limit=50')
    const mails = items.filter((mail) => mail.ticket === ticket.reference)
    expect(mails.length).toBe(2)
    for (const { id } of mails) {
      const mail = await scene.ada.get<{ text: string; contentUrl: string }>(`/outbox/${id}`)
      const seen = mail.text + (await scene.ada.call('GET', mail.contentUrl)).body
      expect(seen).toContain(stars)
      expect(seen).not.toContain(secret)
    }
  })

  it.each([
    ['everywhere', true],
    ['in itself', false],
  ])('H7 held: a reply that waits is taken back with asterisks after its words were masked %s', async (_, everywhere) => {
    const { ticket, message } = await scene.written()
    const held = await scene.joon.post<{ message: SeenMessage }>(`/tickets/${ticket.reference}/messages`, {
      html: `<p>Is it <b>${secret}</b>?</p>`,
      undoSeconds: 60,
    })
    await scene.mask(scene.ada, ticket, everywhere ? message : held.message, secret, everywhere)
    const { draft } = await scene.joon.post<{ draft: { html: string } }>(
      `/tickets/${ticket.reference}/messages/${held.message.id}/withdraw`,
    )
    expect(draft.html).toBe('<p>Is it <b>**** **** **** ****</b>?</p>')
    const kept = await scene.rows('SELECT 1 FROM messages WHERE id = $1 AND row_to_json(messages)::text LIKE $2', [
      held.message.id,
      `%${secret}%`,
    ])
    expect(kept).toEqual([])
  })

  it('H7 merge: what is masked everywhere stays so through a merge, an unmasking and the way back', async () => {
    const other = '5500 0000 0000 0004'
    const primary = await scene.written()
    const duplicate = await scene.written(`The other one is ${other}.`)
    await scene.mask(scene.mina, primary.ticket, primary.message, secret, true)
    const { masks } = await scene.mask(scene.mina, duplicate.ticket, duplicate.message, other, true)
    await scene.act(scene.ada, primary.ticket, 'merge', { duplicate: duplicate.ticket.reference })
    await scene.ada.delete(`${masksOf(primary.ticket, duplicate.message)}/${masks[0]}?together=1`)
    const [{ mergeId } = { mergeId: '' }] = (await scene.read(primary.ticket)).mergedFrom
    await scene.act(scene.ada, primary.ticket, 'unmerge', { merge: mergeId })
    expect((await scene.says(primary.ticket, { text: `Again ${secret}, not ${other}` })).text).toBe(`Again ${stars}, not ${other}`)
    expect((await scene.says(duplicate.ticket, { text: `Again ${other}` })).text).toBe(`Again ${other}`)
  })

  it('H7 merge: words masked on both of two merged tickets are unmasked together, and stay masked on each that goes its own way', async () => {
    const apart = async (unmask: boolean) => {
      const [primary, duplicate] = [await scene.written(), await scene.written(`Card: ${secret}`)]
      await scene.mask(scene.mina, duplicate.ticket, duplicate.message, secret, true)
      await scene.act(scene.ada, primary.ticket, 'merge', { duplicate: duplicate.ticket.reference })
      // It is covered since the merge, and from here on for the ticket's own sake as well.
      await scene.mask(scene.mina, primary.ticket, primary.message, secret, true)
      if (unmask) {
        const [mask] = (await scene.messages(primary.ticket)).find(({ id }) => id === primary.message.id)?.masks ?? []
        await scene.ada.delete(`${masksOf(primary.ticket, primary.message)}/${mask?.id}?together=1`)
        expect((await scene.messages(primary.ticket)).filter(({ text }) => text.includes(secret))).toHaveLength(2)
        expect((await scene.says(primary.ticket, { text: `Is it ${secret}?` })).text).toBe(`Is it ${secret}?`)
        return
      }
      const [{ mergeId } = { mergeId: '' }] = (await scene.read(primary.ticket)).mergedFrom
      await scene.act(scene.ada, primary.ticket, 'unmerge', { merge: mergeId })
      for (const { ticket } of [primary, duplicate])
        expect((await scene.says(ticket, { text: `Is it ${secret}?` })).text).toBe(`Is it ${stars}?`)
    }
    await apart(false)
    await apart(true)
  })

  it('H7 unmask: what is taken off a message that was moved here stays on where it came from', async () => {
    const [there, here] = [await scene.written(), await scene.create(scene.contactDesk)]
    const { masks } = await scene.mask(scene.mina, there.ticket, there.message, secret, true)
    await scene.robot.post(`/tickets/${there.ticket.reference}/messages/${there.message.id}/move`, { to: here.reference })
    await scene.ada.delete(`${masksOf(here, there.message)}/${masks[0]}?together=1`)
    expect((await scene.says(here, { text: `Here ${secret}` })).text).toBe(`Here ${secret}`)
    expect((await scene.says(there.ticket, { text: `There ${secret}` })).text).toBe(`There ${stars}`)
  })
})
