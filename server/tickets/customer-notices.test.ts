import { afterAll, beforeAll, expect, it } from 'vitest'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

let scene: Scene
/** Desks that tell their customers. */
let support: string
let signOff: string

beforeAll(async () => {
  scene = await openScene()
  support = await scene.desk('support', { settings: { acknowledgeNew: true, statusMails: true } })
  signOff = await scene.desk('sign-off', { viewAll: true, settings: { acknowledgeNew: true, statusMails: true } })
})
afterAll(() => scene.end())

/** What the desk said by itself, in order. */
async function linesOf(ticket: SeenTicket): Promise<string[]> {
  const rows = await scene.rows<{ key: string }>(
    `SELECT m.system_line ->> 'key' AS key FROM messages m JOIN outbox o ON o.workspace_id = m.workspace_id AND o.message_id = m.id
     WHERE m.workspace_id = $1 AND m.ticket_id = $2 AND m.kind = 'system' ORDER BY m.id`,
    [scene.workspaceId, ticket.id],
  )
  return rows.map(({ key }) => key)
}

/** A mail as it will leave: the newest to the ticket's customer. */
async function newestMail(ticket: SeenTicket) {
  const { items } = await scene.ada.get<{ items: { id: string; ticket: string; recipient: string }[] }>('/outbox?limit=100')
  const [newest] = items.filter((one) => one.ticket === ticket.reference && one.recipient === 'carl@customer.example')
  return scene.ada.get<{ subject: string; text: string; headers: { name: string; value: string }[] }>(`/outbox/${newest?.id}`)
}

it('a new ticket is acknowledged once, with its reference, in the act that makes it (A3)', async () => {
  const ticket = await scene.create(support)
  expect(ticket.version).toBe(1)
  expect(await scene.mails(ticket)).toEqual(['system to carl@customer.example'])
  const mail = await newestMail(ticket)
  expect(mail.headers).toContainEqual({ name: 'Subject', value: `We have received your request [${ticket.reference}]` })
  expect(mail.text).toContain(ticket.reference)
  expect(mail.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' })
})

it('B2: the acknowledgement holds nothing that somebody wrote: no title, no text, no name, no header of theirs', async () => {
  const ticket = await scene.create(support, {
    title: 'ALARM https://evil.example/pay',
    description: 'Pay at https://evil.example now',
    contact: { email: 'carl@customer.example', name: 'Click https://evil.example' },
  })
  const mail = await newestMail(ticket)
  const all = JSON.stringify(mail.headers.filter(({ name }) => !/^(message-id|reply-to)$/i.test(name))) + mail.subject + mail.text
  expect(all).not.toMatch(/evil|ALARM|Click|Pay/)
  // Not even where the desk gave the mail no subject of its own.
  const bare = await scene.desk('support', { settings: { acknowledgeNew: true, acknowledgement: { subject: '', text: 'We got it.' } } })
  const other = await scene.create(bare, { title: 'ALARM https://evil.example/pay' })
  expect((await newestMail(other)).headers).toContainEqual({ name: 'Subject', value: `Your message [${other.reference}]` })
})

it('nobody is acknowledged whom it would not help: internal tickets, chats, whom an agent writes to first, and desks that switched it off (A3)', async () => {
  const quiet = await scene.desk('support')
  for (const [desk, more] of [
    [support, { internal: true }],
    [support, { channel: 'chat' }],
    [quiet, {}],
  ] as const)
    expect(await scene.mails(await scene.create(desk, more))).toEqual([])
  const first = await scene.create(support, { firstMessage: 'agent', description: 'We saw a fault in your account.' })
  expect(await scene.mails(first)).toEqual(['reply to carl@customer.example'])
})

it('a status that means something else to the customer is mailed in their words, once, and one that does not is not (A3)', async () => {
  const ticket = await scene.create(support)
  await scene.act(scene.mina, ticket, 'status', { to: 'waiting' })
  expect(await linesOf(ticket)).toEqual(['acknowledged', 'status_mailed'])
  expect((await newestMail(ticket)).text).toContain('Waiting for your answer')
  await scene.act(scene.mina, ticket, 'assign', { agent: scene.ids.joon })
  expect(await linesOf(ticket)).toEqual(['acknowledged', 'status_mailed'])
})

it('one act sends one mail: a resolution says more than a reply, a reply more than a status (T10 A3)', async () => {
  const replied = await scene.create(support)
  await scene.reply(scene.mina, replied, 'Please try again.', { then: { action: 'status', to: 'waiting' } })
  expect((await scene.mails(replied)).slice(1)).toEqual(['reply to carl@customer.example'])
  const resolved = await scene.create(support)
  await scene.act(scene.mina, resolved, 'resolve', { text: 'It works again.' })
  expect((await scene.mails(resolved)).slice(1)).toEqual(['resolution to carl@customer.example'])
  const both = await scene.create(support)
  await scene.reply(scene.mina, both, 'It works again.', { then: { action: 'resolve' } })
  expect((await scene.mails(both)).slice(1)).toEqual(['resolution to carl@customer.example'])
})

it('who resolves without a mail, or among colleagues, tells the customer nothing of the status either (LC2 T10)', async () => {
  const ticket = await scene.create(support)
  await scene.act(scene.mina, ticket, 'resolve', { text: 'Solved by phone.', mail: false })
  expect(await linesOf(ticket)).toEqual(['acknowledged'])
  const centre = await scene.desk('contact-center', { settings: { statusMails: true } })
  const spam = await scene.create(centre)
  await scene.act(scene.mina, spam, 'resolve-internally', { reason: 'test' })
  expect(await scene.mails(spam)).toEqual([])
})

it('what the customer did themselves is not told them, and a merge tells nobody (LX1 A3)', async () => {
  const asked = await scene.create(signOff)
  await scene.robot.post(`/tickets/${asked.reference}/request-closure`, { as: 'customer' })
  expect(await scene.statusOf(asked)).toBe('pending_closure')
  expect(await linesOf(asked)).toEqual(['acknowledged'])
  const [primary, duplicate] = [await scene.create(support), await scene.create(support)]
  await scene.act(scene.mina, primary, 'merge', { duplicate: duplicate.reference })
  expect(await linesOf(duplicate)).toEqual([])
  expect((await scene.mails(duplicate)).filter((mail) => !mail.startsWith('system'))).toEqual([])
})

it('a timer tells the customer as a person would (A3 A5)', async () => {
  const ticket = await scene.create(signOff)
  const [row] = await scene.rows<{ at: Date }>("SELECT business_now() + interval '2 minutes' AS at")
  await scene.act(scene.ada, ticket, 'schedule-closure', { at: row?.at.toISOString() })
  await scene.forward(121)
  await expect.poll(() => scene.statusOf(ticket)).toBe('closed')
  expect((await linesOf(ticket)).filter((line) => line === 'status_mailed')).toHaveLength(2)
})

it('a customer is told in the language they write in, as far as the desk has words in it (A3)', async () => {
  const words = (text: string) => ({ subject: '', text })
  const desk = await scene.desk('support', {
    settings: {
      acknowledgeNew: true,
      statusMails: true,
      acknowledgement: { ...words('Got {{ Reference }}.'), languages: { ja: words('{{reference}}を受け付けました。') } },
      statusMail: { ...words('Now {{ticket_id}}: {{status}}.'), languages: { ja: words('{{reference}}は「{{status}}」です。') } },
    },
  })
  const mails = async (title: string, description: string) => {
    const ticket = await scene.create(desk, { title, description })
    const acknowledged = (await newestMail(ticket)).text
    await scene.act(scene.mina, ticket, 'status', { to: 'waiting' })
    return { reference: ticket.reference, acknowledged, told: (await newestMail(ticket)).text }
  }
  const japanese = await mails('ログインできません', '更新の後に入れなくなりました。')
  expect(japanese.acknowledged).toContain(`${japanese.reference}を受け付けました。`)
  expect(japanese.told).toContain(`${japanese.reference}は「お返事をお待ちしています」です。`)
  // In the conversation it stands in every language, for whoever reads it there.
  const { items } = await scene.ada.get<{ items: { systemLine: { key: string; params: object } | null }[] }>(
    `/tickets/${japanese.reference}/messages`,
  )
  expect(items.find(({ systemLine }) => systemLine?.key === 'status_mailed')?.systemLine?.params).toMatchObject({
    status: 'お返事をお待ちしています',
    status_en: 'Waiting for your answer',
    status_ko: '고객 답변 대기',
  })
  // Without words in Korean nothing of the mail is.
  const korean = await mails('로그인이 안 돼요', '업데이트 뒤로 들어갈 수 없어요.')
  expect(korean.acknowledged).toContain(`Got ${korean.reference}.`)
  expect(korean.told).toContain(`Now ${korean.reference}: Waiting for your answer.`)
})

it('words for everybody are told with the status in the language they are in, however many variables stand in them (A3)', async () => {
  const told = async (text: string, title: string) => {
    const desk = await scene.desk('support', { settings: { statusMails: true, statusMail: { subject: '', text } } })
    const ticket = await scene.create(desk, { title, description: title })
    await scene.act(scene.mina, ticket, 'status', { to: 'waiting' })
    return (await newestMail(ticket)).text
  }
  expect(await told('{{reference}}は「{{status}}」です。', 'My kettle leaks')).toContain('は「お返事をお待ちしています」です。')
  // Words that are in no language are in the customer's.
  expect(await told('{{reference}}: {{status}}', '주전자가 새요')).toContain(': 고객 답변 대기')
})

it('a desk that wrote no mails of its own tells customers in theirs, of all four mails (A3 T10)', async () => {
  const settings = { acknowledgeNew: true, statusMails: true, resolutionTextRequired: false }
  const desk = await scene.desk('support', { settings })
  const contact = await scene.desk('contact-center')
  for (const [title, acknowledged, told, solved, held] of [
    ['ログインできません', '受付番号は', '「お返事をお待ちしています」に変わりました', '解決済みといたしました', 'もう少しお時間を'],
    ['로그인이 안 돼요', '접수 번호는', '변경되었습니다: 고객 답변 대기', '해결로 처리했습니다', '시간이 조금 더'],
    ['Connexion impossible', 'has the reference', 'new status: Waiting for your answer', 'has been resolved', 'a little more time'],
  ] as const) {
    const ticket = await scene.create(desk, { title, description: title })
    expect((await newestMail(ticket)).text).toContain(acknowledged)
    await scene.act(scene.mina, ticket, 'status', { to: 'waiting' })
    expect((await newestMail(ticket)).text).toContain(told)
    await scene.act(scene.mina, ticket, 'resolve', {})
    expect((await newestMail(ticket)).text).toContain(solved)
    const waiting = await scene.create(contact, { title, description: title })
    await scene.act(scene.mina, waiting, 'take', {})
    await scene.act(scene.mina, waiting, 'hold', {})
    expect((await newestMail(waiting)).text).toContain(held)
  }
})

it('what a mail fills in is in the language of its words, not half in the customer’s (T10)', async () => {
  const desk = await scene.desk('support', {
    settings: { resolutionTextRequired: false, resolutionMail: { subject: '', text: 'Opened on {{created_at}}.' } },
  })
  const ticket = await scene.create(desk, { title: 'ログインできません', description: '入れません。' })
  await scene.act(scene.mina, ticket, 'resolve', {})
  expect((await newestMail(ticket)).text).toMatch(/^Opened on \d+ \w+ \d{4}\.$/m)
})

it('a mail the desk sends by itself is kept only with variables it fills, in every language (A3)', async () => {
  const of = (text: string, more = {}) => ({ subject: '', text, ...more })
  for (const [settings, path] of [
    [{ acknowledgement: of('Dear {{customer_name}}') }, 'settings.acknowledgement.text'],
    [{ acknowledgement: of('It is {{status}}') }, 'settings.acknowledgement.text'],
    [{ acknowledgement: { subject: '{{ticket_title}}', text: 'Hello' } }, 'settings.acknowledgement.subject'],
    [{ statusMail: of('Now {{status}}', { languages: { ko: of('Now {{stauts}}') } }) }, 'settings.statusMail.languages.ko.text'],
  ] as const)
    expect(await scene.ada.problem('PATCH', `/desks/${support}`, { settings })).toMatchObject({
      code: 'unknown_variable',
      errors: [{ path }],
    })
  await scene.ada.patch(`/desks/${support}`, { settings: { statusMail: of('{{reference}} {{ticket_id}} {{status}}') } })
})

it('what an agent splits off or moves to a ticket of its own tells the customer nothing: they wrote once (A3 B6)', async () => {
  const ticket = await scene.create(support)
  const note = await scene.mina.post<{ message: { id: string } }>(`/tickets/${ticket.reference}/messages`, {
    kind: 'note',
    text: 'Two things.',
  })
  await scene.customerWrites(ticket, 'And my invoice is wrong.')
  const { items } = await scene.ada.get<{ items: { id: string; text: string }[] }>(`/tickets/${ticket.reference}/messages`)
  const invoice = items.find(({ text }) => text === 'And my invoice is wrong.')?.id
  for (const messages of [[note.message.id], [invoice]]) {
    const { ticket: made } = await scene.ada.post<{ ticket: SeenTicket }>(`/tickets/${ticket.reference}/split`, {
      messages,
      title: 'Apart',
    })
    expect(await scene.mails(made)).toEqual([])
    // Its number is told with the first answer.
    await scene.reply(scene.ada, made, 'We look into it.')
    expect(await scene.mails(made)).toEqual(['reply to carl@customer.example'])
  }
  const moved = await scene.create(support)
  await scene.customerWrites(moved, 'Something else.')
  const later = (await scene.ada.get<{ items: { id: string }[] }>(`/tickets/${moved.reference}/messages`)).items.at(-1)
  const answer = await scene.ada.post<{ ticket: SeenTicket }>(`/tickets/${moved.reference}/messages/${later?.id}/move`, { to: 'new' })
  expect(answer.ticket.reference).not.toBe(moved.reference)
  expect(await scene.mails(answer.ticket)).toEqual([])
})
