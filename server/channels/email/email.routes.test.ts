import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/http.ts'
import { type RelaySink, relaySink } from './testing/relay-sink.ts'

interface OutboxItem {
  id: string
  ticket: string
  recipient: string
  state: string
}
interface OutboxMail extends OutboxItem {
  headers: { name: string; value: string }[]
  text: string
  contentUrl: string | null
  problem: string | null
}

let desk: TestApp
let relay: RelaySink

beforeAll(async () => {
  relay = await relaySink()
  desk = await testApp({ SMTP_URL: relay.url, STATEDESK_DEV: '1' })
})
afterAll(async () => {
  await desk.close()
  await relay.close()
})

async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await look()
    if (found) return found
    await pause(50)
  }
  throw new Error('it did not come about in time')
}

describe('mail through the whole server', () => {
  test('a test mail really goes through the SMTP door and becomes a ticket', async () => {
    const ada = await desk.api('ada')
    const sent = await ada.post<{ accepted: boolean; ticket?: string }>(`/desks/${desk.deskId}/test-mail`)
    expect(sent).toMatchObject({ accepted: true, ticket: expect.stringMatching(/^TKT-/) as string })
    const ticket = await ada.get<{ title: string; contact: { email: string } }>(`/tickets/${sent.ticket}`)
    expect(ticket).toMatchObject({ title: 'Test mail', contact: { email: 'ada@desk.example' } })
    const mina = await desk.api('mina')
    expect(await mina.problem('POST', `/desks/${desk.deskId}/test-mail`)).toMatchObject({ code: 'forbidden' })
  })

  test('a reply leaves by itself; the outbox shows it exactly as it left', async () => {
    const mina = await desk.api('mina')
    await mina.post('/dev/mail', {
      from: 'Carl Ito <carl@customer.example>',
      to: 'support@desk.example',
      subject: 'From outside',
      text: 'Hello?',
    })
    const row = await until(async () => {
      const { items } = await mina.get<{ items: { reference: string; title: string }[] }>('/tickets?view=all')
      return items.find(({ title }) => title === 'From outside')
    })
    await mina.post(`/tickets/${row.reference}/messages`, { kind: 'reply', text: 'Hello, Carl.' })
    const item = await until(async () => {
      const { items } = await mina.get<{ items: OutboxItem[] }>('/outbox?state=sent')
      return items.find(({ ticket }) => ticket === row.reference)
    })
    expect(item).toMatchObject({ recipient: 'carl@customer.example', state: 'sent' })
    const mail = await mina.get<OutboxMail>(`/outbox/${item.id}`)
    const header = (name: string) => mail.headers.find((one) => one.name === name)?.value
    expect(header('Subject')).toBe(`Re: From outside [${row.reference}]`)
    expect(header('Message-ID')).toBe(/^Message-ID: (.*)\r$/m.exec(relay.mails[0]?.raw ?? '')?.[1])
    expect(mail.text).toContain('Hello, Carl.')
    const page = await fetch(`${desk.url}${mail.contentUrl}`)
    expect(await page.text()).toContain('Hello, Carl.')
    expect(page.headers.get('content-security-policy')).toContain('sandbox')
    expect((await fetch(`${desk.url}${mail.contentUrl}x`)).status).toBe(404)
    expect(await mina.problem('POST', `/outbox/${item.id}/retry`)).toMatchObject({ code: 'refused' })
    const { items } = await mina.get<{ items: { state: string; attempts: { outcome: string }[] }[] }>(
      `/tickets/${row.reference}/deliveries`,
    )
    expect(items).toMatchObject([{ state: 'sent', attempts: [{ outcome: 'sent' }] }])
  })

  test('a refused mail can be tried again', async () => {
    const mina = await desk.api('mina')
    const { reference } = await mina.post<{ reference: string }>('/tickets', {
      title: 'Refused first',
      contact: { email: 'yuki@customer.example' },
    })
    relay.script({ at: 'rcpt', answer: 550, says: 'not today' })
    await mina.post(`/tickets/${reference}/messages`, { kind: 'reply', text: 'Hi' })
    const failed = await until(async () => (await mina.get<{ items: OutboxItem[] }>('/outbox?state=failed')).items[0])
    expect(failed).toMatchObject({ ticket: reference, lastResponse: expect.stringContaining('not today') as string })
    await mina.post(`/outbox/${failed.id}/retry`)
    await until(async () => relay.mails.some(({ to }) => to[0] === 'yuki@customer.example'))
  })

  test('nobody reads the mails of tickets they may not see, nor the quarantine without the right', async () => {
    const ada = await desk.api('ada')
    const { id } = await ada.post<{ id: string }>('/desks', { name: 'Board', lifecycle: 'sign-off', address: 'board@desk.example' })
    const { reference } = await ada.post<{ reference: string }>('/tickets', {
      title: 'Between us',
      desk: id,
      contact: { email: 'chair@customer.example' },
    })
    await ada.post(`/tickets/${reference}/messages`, { kind: 'reply', text: 'canary-board' })
    const mail = await until(async () =>
      (await ada.get<{ items: OutboxItem[] }>('/outbox')).items.find(({ ticket }) => ticket === reference),
    )
    const joon = await desk.api('joon')
    expect((await joon.get<{ items: OutboxItem[] }>('/outbox')).items.map(({ ticket }) => ticket)).not.toContain(reference)
    expect(await joon.problem('GET', `/outbox/${mail.id}`)).toMatchObject({ code: 'not_found' })
    expect(await joon.problem('POST', `/outbox/${mail.id}/retry`)).toMatchObject({ code: 'not_found' })
    expect(await joon.problem('GET', '/quarantine')).toMatchObject({ code: 'forbidden', permission: 'mail.replay' })
    expect(await (await desk.api(null)).problem('GET', '/outbox')).toMatchObject({ code: 'not_signed_in' })
    expect(await ada.problem('GET', '/outbox/99999999')).toMatchObject({ code: 'not_found' })
    expect(await ada.problem('GET', '/outbox?state=lost')).toMatchObject({ code: 'invalid_input' })
  })

  test('a mail in quarantine is listed and read again', async () => {
    const ada = await desk.api('ada')
    await ada.post('/dev/mail', { from: 'carl@customer.example', to: 'support@desk.example', subject: 'Strange one', text: 'x' })
    const seal = (state: string) =>
      desk.app.db.transaction(desk.workspaceId, (tx) =>
        tx.run({ text: 'UPDATE raw_mails SET state = $1, error = $2 WHERE id = (SELECT max(id) FROM raw_mails)' }, [state, 'it choked']),
      )
    await until(async () =>
      (await ada.get<{ items: { title: string }[] }>('/tickets?view=all')).items.some(({ title }) => title === 'Strange one'),
    )
    await seal('quarantined')
    const { items } = await ada.get<{ items: { id: string; subject: string; from: string; error: string; address: string }[] }>(
      '/quarantine',
    )
    expect(items).toMatchObject([
      { subject: 'Strange one', from: 'carl@customer.example', error: 'it choked', address: 'support@desk.example' },
    ])
    expect((await ada.call('POST', `/quarantine/${items[0]?.id}/replay`)).status).toBe(204)
    await until(async () => (await ada.get<{ items: unknown[] }>('/quarantine')).items.length === 0)
    expect(await ada.problem('POST', `/quarantine/${items[0]?.id}/replay`)).toMatchObject({ code: 'not_found' })
  })

  test('in development the clock moves, and mails can be read before they leave', async () => {
    const ada = await desk.api('ada')
    expect(await ada.get('/dev/clock')).toEqual({ offsetSeconds: 0 })
    expect(await ada.put('/dev/clock', { offsetSeconds: 3_600 })).toEqual({ offsetSeconds: 3_600 })
    expect(await ada.get('/dev/clock')).toEqual({ offsetSeconds: 3_600 })
    const { items } = await ada.get<{ items: { to: string; raw: string }[] }>('/dev/mail')
    expect(items.length).toBeGreaterThan(0)
    expect(items[0]?.raw).toContain('Message-ID:')
  })
})

test('outside development there is no such thing', async () => {
  const plain = await testApp()
  const ada = await plain.api('ada')
  for (const path of ['/dev/mail', '/dev/clock']) expect(await ada.problem('GET', path)).toMatchObject({ code: 'not_found' })
  await plain.close()
})
