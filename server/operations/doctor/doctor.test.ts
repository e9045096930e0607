import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type RelaySink, relaySink } from '../../channels/email/testing/relay-sink.ts'
import { type Config, loadConfig } from '../../platform/config.ts'
import { withClient } from '../../platform/postgres/index.ts'
import { type TestApp, testApp } from '../../testing/http.ts'
import { temporaryFolder } from '../testing/backups.ts'
import { doctor, type Finding } from './doctor.cli.ts'
import type { Names } from './dns-checks.ts'
import { addressCheck, nodeCheck } from './host-checks.ts'

vi.setConfig({ testTimeout: 180_000 })

const folder = temporaryFolder()
let app: TestApp
let relay: RelaySink
let stranger: Server

beforeAll(async () => {
  ;[app, relay] = await Promise.all([testApp(), relaySink()])
  stranger = createServer((socket) => socket.end('220 mail.example ESMTP Somebody else\r\n'))
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  stranger.close()
  await relay.close()
  await app.close()
  folder.remove()
})

const settled: Names = {
  mx: async () => ['mail.desk.example'],
  txt: async (name) => [name.startsWith('_dmarc.') ? 'v=DMARC1; p=none' : 'v=spf1 mx -all'],
}

function examine(config: Config, names = settled, now?: () => number): Promise<Finding[]> {
  const { owner, app: pool } = app.database
  return doctor(
    {
      config: { ...config, databaseUrl: 'postgresql://outside' },
      withDatabase: (work) => work({ app: pool, owner, appRole: String(pool.user), beside: true, applied: [] }),
    },
    { names, ...(now && { now }) },
  )
}

const of = (findings: Finding[], check: string) => findings.filter((finding) => finding.check === check)
const asOwner = (sql: string) => withClient(app.database.owner, (client) => client.query(sql))
const inWorkspace = (text: string, params: unknown[] = []) =>
  app.app.db.transaction(app.workspaceId, (tx) => tx.run({ text }, [tx.workspaceId, ...params]))

test('doctor: of an installation that is well it says so, beside its server', async () => {
  const findings = await examine({ ...app.app.config, smtpUrl: relay.url })
  expect(findings.filter(({ state }) => state === 'problem')).toEqual([])
  expect(of(findings, 'Web port')[0]?.says).toContain('Statedesk answers')
  expect(of(findings, 'Mail port')[0]?.says).toContain('Statedesk answers')
  expect(of(findings, 'Relay')[0]).toMatchObject({ state: 'ok', says: expect.stringContaining('in the clear') as string })
  for (const check of ['Database', 'Roles', 'Clock', 'Schema', 'Sealed', 'Counters'])
    expect([check, of(findings, check)[0]?.state]).toEqual([check, 'ok'])
  expect(relay.mails).toEqual([])
})

test('doctor: what is wrong is named with what to do, and no secret with it', async () => {
  const password = 'a-relay-password-71'
  await inWorkspace(
    `INSERT INTO raw_mails (workspace_id, address_id, source, content_hash, received_at, size, envelope, key_id, sealed, state)
     SELECT $1, min(id), 'smtp', '\\x01', now(), 10, '{}', 'a0ther5ecret', '\\x00', 'quarantined' FROM mail_addresses WHERE workspace_id = $1`,
  )
  await inWorkspace(`INSERT INTO jobs (workspace_id, kind, dead_at, last_error) VALUES ($1, 'x', now(), 'no')`)
  await inWorkspace(
    `INSERT INTO mail_addresses (workspace_id, desk_id, address, kind, imap, imap_password_sealed)
     SELECT $1, id, 'box@desk.example', 'imap', '{"host": "127.0.0.1", "port": 993, "secure": true, "user": "u", "folder": "INBOX"}', '\\x01' FROM desks WHERE workspace_id = $1 LIMIT 1`,
  )
  await inWorkspace(
    `INSERT INTO mail_addresses (workspace_id, desk_id, address) SELECT $1, id, 'help@statedesk.dev' FROM desks WHERE workspace_id = $1 LIMIT 1`,
  )
  await inWorkspace(
    `INSERT INTO count_totals (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n) VALUES ($1, 7, 1, 'open', 'open', 0, 0, 'active', '', 3)`,
  )
  await asOwner('UPDATE clock SET offset_seconds = 60')
  const { port } = stranger.address() as { port: number }
  const config = {
    ...app.app.config,
    port,
    smtpPort: port,
    smtpUrl: `smtp://desk:${password}@127.0.0.1:${port}`,
    publicUrl: 'http://desk.statedesk.dev',
  }
  const none: Names = { mx: async () => [], txt: async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENODATA' })) }

  const findings = await examine(config, none, () => Date.now() - 60_000)
  await asOwner('UPDATE clock SET offset_seconds = 0')
  const problems = findings.filter(({ state }) => state === 'problem')
  expect(new Set(problems.map(({ check }) => check))).toEqual(
    new Set(['Address', 'Web port', 'Mail port', 'Relay', 'Sealed', 'Counters', 'Mailbox box@desk.example']),
  )
  expect(of(findings, 'Web port')[0]).toMatchObject({
    says: `Port ${port} is taken by another program.`,
    todo: expect.stringContaining('PORT') as string,
  })
  expect(of(findings, 'Sealed').map(({ says }) => says)).toEqual([
    expect.stringContaining('a0ther5ecret'),
    'The stored password of box@desk.example does not open.',
  ])
  expect(of(findings, 'Counters')[0]?.says).toContain('off by 3')
  expect(of(findings, 'Clock').map(({ state, says }) => [state, says])).toEqual([
    ['warning', expect.stringContaining('behind the database')],
    ['warning', expect.stringContaining('moved by 60 s')],
  ])
  expect(
    of(findings, 'Work')
      .map(({ says }) => says)
      .join(),
  ).toMatch(/1 mails could not be read.*1 background jobs were given up/)
  expect(of(findings, 'DNS of statedesk.dev').map(({ says }) => says.slice(0, 15))).toEqual([
    'It has no MX re',
    'It has no SPF r',
    'It has no DMARC',
  ])
  for (const { todo } of problems) expect(todo).not.toBeNull()
  for (const secret of [password, app.app.config.secret]) expect(JSON.stringify(findings)).not.toContain(secret)
})

test('doctor: a table without isolation and a schema that waits are told', async () => {
  await asOwner('ALTER TABLE labels NO FORCE ROW LEVEL SECURITY')
  await asOwner(`UPDATE migrations SET name = '9999-tomorrow.sql' WHERE name = '0008-restores.sql'`)
  const findings = await examine(app.app.config)
  await asOwner(`UPDATE migrations SET name = '0008-restores.sql' WHERE name = '9999-tomorrow.sql'`)
  await asOwner('ALTER TABLE labels FORCE ROW LEVEL SECURITY')
  expect(of(findings, 'Isolation')[0]).toMatchObject({ state: 'problem', says: expect.stringContaining('labels') as string })
  expect(of(findings, 'Schema')[0]).toMatchObject({ state: 'problem', says: expect.stringContaining('9999-tomorrow.sql') as string })
})

test('doctor: before the first start it makes nothing, and a database that does not answer is a finding', async () => {
  const config = loadConfig({ PORT: '0', SMTP_PORT: '0', STATEDESK_DATA: folder.file('data') })
  const never = () => Promise.reject(new Error('was asked'))
  const before = await doctor({ config, withDatabase: never }, { names: settled })
  expect(of(before, 'Database folder')[0]?.says).toContain('the first start makes it')
  expect(of(before, 'Database')).toEqual([])
  const away = await doctor({
    config: { ...config, databaseUrl: 'postgresql://x' },
    withDatabase: () => Promise.reject(new Error('connect ECONNREFUSED')),
  })
  expect(of(away, 'Database')[0]).toMatchObject({ state: 'problem', says: expect.stringContaining('ECONNREFUSED') as string })
})

test('doctor: versions of Node and addresses are judged', () => {
  expect(nodeCheck('18.20.1').state).toBe('problem')
  expect(nodeCheck('20.18.0').state).toBe('problem')
  expect(nodeCheck('20.19.0').state).toBe('warning')
  expect(nodeCheck('24.1.0').state).toBe('ok')
  const at = (publicUrl: string | null, host = '127.0.0.1', insecureHttp = false) =>
    addressCheck({ ...app.app.config, publicUrl, host, insecureHttp }).state
  expect([at('https://desk.example.com'), at('http://localhost:3000'), at(null), at(null, '0.0.0.0')]).toEqual([
    'ok',
    'ok',
    'ok',
    'warning',
  ])
  expect([at('http://desk.example.com'), at('http://desk.example.com', '0.0.0.0', true)]).toEqual(['problem', 'warning'])
})
