import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Api } from '../testing/api.ts'
import { openScene, type Scene, type SeenTicket } from '../tickets/testing/scene.ts'

let scene: Scene
let desk: string

interface Inserted {
  html: string
  text: string
  unfilled: string[]
  unknown: string[]
}

beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

/** What template languages would run, walk into or repeat. */
const constructs = [
  '{{constructor}}',
  '{{__proto__}}',
  '{{toString}}',
  '{{customer_name.constructor}}',
  '{{customer_name.length}}',
  '{{agent_email}}',
  '{{secret}}',
  '{{#each customer_name}}x{{/each}}',
  '{% for x in (1..100000000) %}x{% endfor %}',
  '{{ customer_name | append: ticket_title }}',
  '{{customer_name()}}',
  '{{{customer_raw}}}',
  '{{customer_{{ticket_id}}}}',
  '<%= 7*7 %>',
  '#{7*7}',
  '${7*7}',
  '{{7*7}}',
]

async function inserted(as: Api, ticket: SeenTicket, html: string): Promise<Inserted> {
  const { id } = await scene.ada.post<{ id: string }>('/texts', { kind: 'canned', scope: 'all', title: 'Words', html })
  return as.post<Inserted>(`/tickets/${ticket.reference}/texts/${id}/insert`, {})
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

it.each(constructs)('H2 canned: %s is no more than the words it is written with', async (construct) => {
  const ticket = await scene.create(desk)
  const { text, unknown } = await inserted(scene.mina, ticket, `<p>${escaped(construct)} {{customer_first_name}}</p>`)
  // The only names in double braces that are filled are those of the list; this one is, wherever it stands.
  expect(text).toBe(`${construct.replace('{{ticket_id}}', ticket.reference)} Carl`)
  if (!/^\{+[a-z_]+(\.[a-z]+)?\}+$/i.test(construct)) return
  expect(unknown).toHaveLength(1)
  // Sent it is not: neither in a reply nor in the words that resolve or hold.
  for (const [action, body] of [
    ['messages', { text: `See ${construct} there` }],
    ['resolve', { text: `See ${construct} there` }],
  ] as const)
    expect(await scene.mina.problem('POST', `/tickets/${ticket.reference}/${action}`, body)).toMatchObject({
      code: expect.stringMatching(/variable|words/),
    })
  expect(await scene.mails(ticket)).toEqual([])
})

it('H2 canned: what a customer is called and writes is a value: it is not read for variables, wherever it is put', async () => {
  const name = 'Eve {{agent_email}} {{agent_name}}'
  const title = '{{desk_address}} <b>{{ticket_id}}</b> {{customer_name}}'
  const ticket = await scene.create(desk, {
    title,
    contact: { email: 'eve@customer.example', name },
    description: 'My {{agent_name}} says no.',
  })
  const given = await inserted(scene.mina, ticket, '<p>Dear {{customer_name}}, about {{ticket_title}}: {{agent_name}}</p>')
  expect(given.text).toBe(`Dear ${name}, about ${title}: Mina Kim`)
  expect(given.html).toContain('&lt;b&gt;')
  expect(given).toMatchObject({ unfilled: [], unknown: [] })

  // It is sent as it is: what the customer wrote is no mistake of the agent’s.
  const { message } = await scene.mina.post<{ message: { text: string } }>(`/tickets/${ticket.reference}/messages`, { html: given.html })
  expect(message.text).toBe(given.text)
})

it('H2 mails: the desk’s own words take listed variables only, and put the customer’s in as they are, in one pass', async () => {
  const other = await scene.desk('contact-center')
  const settings = (holdMail: { subject: string; text: string }) => ({ settings: { holdMail } })
  for (const construct of ['{{agent_email}}', '{{__proto__}}', '{{constructor}}', '{{status}}'])
    for (const holdMail of [
      { subject: `About ${construct}`, text: 'Please wait.' },
      { subject: '', text: `Please wait. ${construct}` },
    ])
      expect(await scene.ada.problem('PATCH', `/desks/${other}`, settings(holdMail))).toMatchObject({ code: 'unknown_variable' })
  await scene.ada.patch(
    `/desks/${other}`,
    settings({ subject: '{{ticket_id}}', text: 'Dear {{customer_name}}, {{agent_text}} {% raw %} ${7*7} Yours, {{agent_name}}' }),
  )
  const ticket = await scene.create(other, { contact: { email: 'mallory@customer.example', name: '{{agent_text}} {{agent_name}}' } })
  await scene.act(scene.mina, ticket, 'hold', { text: 'we look into it.' })
  const { items } = await scene.ada.get<{ items: { id: string; ticket: string }[] }>('/outbox?limit=50')
  const mail = await scene.ada.get<{ text: string; headers: { name: string; value: string }[] }>(
    `/outbox/${items.find((one) => one.ticket === ticket.reference)?.id}`,
  )
  expect(mail.text).toContain('Dear {{agent_text}} {{agent_name}}, we look into it. {% raw %} ${7*7} Yours, Mina Kim')
  expect(mail.headers.find((header) => header.name.toLowerCase() === 'subject')?.value).toContain(ticket.reference)
})
