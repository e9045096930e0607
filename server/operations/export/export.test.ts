import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { csvLine } from '../../platform/csv.ts'
import { watch } from '../../testing/canaries/collector.ts'
import { type TestApp, testApp } from '../../testing/http.ts'
import { readTar } from '../backup/tar.ts'
import { furnish, temporaryFolder } from '../testing/backups.ts'
import { type ExportReport, exportWorkspace } from './export-workspace.ts'

vi.setConfig({ testTimeout: 180_000 })

const folder = temporaryFolder()
const dangerous = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1',
  '＋1',
  '－1',
  '＠A',
  ' =1',
  '\u200b=1',
  'a;=1',
  '"=1',
  'two\nlines',
  'plain',
]
const canary = { masked: 'original-4417-0098', draft: 'canary-draft-71', password: 'canary-hash-11', bcc: 'boss@hidden.example' }
let app: TestApp
let report: ExportReport
let file: Buffer
let first: string

beforeAll(async () => {
  app = await testApp()
  const made = await furnish(app)
  first = made.first
  file = made.file
  const robot = await app.withKey('admin')
  const { message } = await robot.post<{ message: { id: string } }>(`/tickets/${first}/messages`, {
    as: 'customer',
    text: `${canary.masked} is my number`,
  })
  await robot.patch(`/tickets/${first}`, { title: `Call ${canary.masked}` })
  await robot.patch(`/tickets/${first}`, { title: 'First' })
  await robot.post(`/tickets/${first}/messages/${message.id}/masks`, { text: canary.masked, everywhere: true })
  for (const title of dangerous)
    await robot.post('/tickets', {
      title: title.replace(/[\t\r\n]/g, ' ').trim() === title ? title : `x${title.replace(/[\t\r\n]/g, ' ')}`,
    })
  await app.app.db.transaction(app.workspaceId, async (tx) => {
    const run = (text: string, params: unknown[] = []) => tx.run({ text }, params)
    await run(
      `INSERT INTO raw_mails (workspace_id, address_id, source, content_hash, received_at, size, envelope, key_id, sealed)
       SELECT $1, min(id), 'smtp', '\\x01', now(), 10, '{}', 'k', $2 FROM mail_addresses WHERE workspace_id = $1`,
      [tx.workspaceId, Buffer.from(canary.masked)],
    )
    await run(
      `INSERT INTO drafts (workspace_id, user_id, ticket_id, kind, content, updated_at) SELECT $1, $2, min(id), 'note', to_jsonb($3::text), now() FROM tickets WHERE workspace_id = $1`,
      [tx.workspaceId, app.ids.ada, canary.draft],
    )
    await run(
      `INSERT INTO outgoing_bcc (workspace_id, message_id, addresses) SELECT $1, max(id), jsonb_build_array(jsonb_build_object('address', $2::text)) FROM messages WHERE workspace_id = $1`,
      [tx.workspaceId, canary.bcc],
    )
    await run('UPDATE users SET password_hash = $1', [canary.password])
  })
  report = await exportWorkspace(app.app, app.workspaceId, folder.file('out'))
})
afterAll(async () => {
  await app.close()
  folder.remove()
})

const text = (name: string) => readFileSync(join(folder.file('out'), name), 'utf8')
const lines = <T>(name: string) =>
  text(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T)

interface Ticket {
  reference: string
  title: string
  messages: { kind: string; for: string; text: string; attachments: { filename: string; file: string }[] }[]
}

test('an export holds every ticket with what was said, what happened, and its files', () => {
  const tickets = lines<Ticket>('tickets.jsonl')
  expect(tickets).toHaveLength(report.tickets)
  const ticket = tickets.find(({ reference }) => reference === first)
  expect(ticket?.messages.map((message) => [message.kind, message.for])).toEqual([
    ['customer', 'everybody'],
    ['note', 'staff'],
    ['reply', 'everybody'],
    ['reply', 'everybody'],
    ['customer', 'everybody'],
  ])
  const attachment = ticket?.messages.flatMap(({ attachments }) => attachments)[0]
  expect(attachment?.filename).toBe('dot.png')
  expect(readFileSync(join(folder.file('out'), attachment?.file ?? ''))).toEqual(file)
  expect(report).toMatchObject({ attachments: 1, damaged: [] })
  expect(lines('events.jsonl')).toHaveLength(report.events)
  expect(
    lines<{ identities: { value: string }[] }>('contacts.jsonl').flatMap(({ identities }) => identities.map(({ value }) => value)),
  ).toContain('carl@customer.example')
  expect(lines<{ email: string }>('users.jsonl').map(({ email }) => email)).toContain('ada@desk.example')
})

test('the same stands in one tar file', async () => {
  await exportWorkspace(app.app, app.workspaceId, folder.file('out.tar'))
  const entries = new Map<string, Buffer>()
  async function* bytes() {
    yield readFileSync(folder.file('out.tar'))
  }
  for await (const entry of readTar(bytes())) entries.set(entry.name, entry.bytes)
  for (const name of ['tickets.jsonl', 'tickets.csv', 'events.jsonl', 'contacts.jsonl', 'users.jsonl', 'desks.jsonl'])
    expect(entries.get(name)?.toString()).toBe(text(name))
  expect([...entries].find(([name]) => name.startsWith('attachments/'))?.[1]).toEqual(file)
})

test('H1: what a spreadsheet would calculate is neutralised in CSV and exact in JSON', () => {
  const cells = dangerous.map((cell) => csvLine([cell]))
  expect(cells).toEqual(
    [
      `"'=1+1"`,
      `"'+1"`,
      `"'-1"`,
      `"'@SUM(A1)"`,
      `"' =1"`,
      `"' =1"`,
      `"'＝1"`,
      `"'＋1"`,
      `"'－1"`,
      `"'＠A"`,
      `"' =1"`,
      `"'\u200b=1"`,
      `"a;'=1"`,
      `"""=1"`,
      `"two lines"`,
      `"plain"`,
    ].map((cell) => `${cell}\r\n`),
  )
  expect(csvLine(['a', -5, null])).toBe('"a",-5,\r\n')

  const titles = new Set(lines<Ticket>('tickets.jsonl').map(({ title }) => title))
  for (const title of ['=1+1', '+1', '-1', '@SUM(A1)', '＝1', 'a;=1', '"=1']) expect(titles).toContain(title)
  const rows = text('tickets.csv').split('\r\n')
  expect(rows.filter((row) => row !== '')).toHaveLength(report.tickets + 1)
  for (const row of rows.slice(1, -1)) expect(row.split(',').filter((cell) => /^"?[\s\u200b]*[=+\-@＝＋－＠]/u.test(cell))).toEqual([])
})

test('E13 export: of a masked message asterisks are exported, the words nowhere', () => {
  const all = everything()
  expect(all).toContain(`${'*'.repeat(canary.masked.length)} is my number`)
  expect(all).toContain('Call ******')
  expect(all).not.toContain(canary.masked)
})

test('an export holds no password, token or sealed value, no draft, no Bcc and nothing of another workspace', () => {
  const all = everything()
  for (const secret of [canary.draft, canary.password, canary.bcc, app.app.config.secret]) expect(all).not.toContain(secret)
  expect(all).not.toMatch(/passwordHash|password_hash|token|sealed/i)
  watch().observe({
    surface: 'answer to staff',
    where: 'an export',
    text: all,
    reader: { workspace: `${app.database.name}/${app.workspaceId}` },
  })
})

function everything(): string {
  const names = ['workspace', 'roles', 'users', 'teams', 'labels', 'lifecycles', 'desks', 'forms', 'contacts', 'tickets', 'events'].map(
    (name) => `${name}.jsonl`,
  )
  return [...names, 'tickets.csv'].map(text).join('')
}
