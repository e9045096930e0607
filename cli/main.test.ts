import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startEmbedded } from '../server/platform/postgres/index.ts'
import { commandLine } from './testing/statedesk.ts'

const { data, statedesk, remove } = commandLine()
afterAll(remove)

test('a command works without a server, and leaves no database running', async () => {
  const { output, code } = await statedesk(['migrate'])
  expect(output).toContain('The database is up to date now')
  expect(code).toBe(0)
  expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false)
}, 180_000)

test('a command works beside the process that holds the database', async () => {
  const held = await startEmbedded({ dataFolder: data, log: { info: () => undefined, warn: () => undefined } })
  const { output, complaints, code } = await statedesk(['migrate', '--data', data], { STATEDESK_DATA: '' })
  expect(complaints).toBe('')
  expect(output).toBe('The database is up to date.\n')
  expect(code).toBe(0)
  await held.stop()
}, 180_000)

test('two commands at the same moment both work', async () => {
  const both = await Promise.all([statedesk(['migrate']), statedesk(['migrate'])])
  expect(
    both.map(({ code }) => code),
    both.map(({ complaints }) => complaints).join('\n'),
  ).toEqual([0, 0])
  expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false)
}, 180_000)

test('an unknown command is answered with those there are', async () => {
  const { complaints, code } = await statedesk(['dance'])
  expect(code).toBe(2)
  expect(complaints).toContain('statedesk start')
})

test('an unknown flag is answered with the usage', async () => {
  const { complaints, code } = await statedesk(['migrate', '--fast'])
  expect(code).toBe(2)
  expect(complaints).toContain('Usage: statedesk migrate')
})

test('mistakes in the environment are told without a stack', async () => {
  const { complaints, code } = await statedesk(['migrate'], { PORT: 'x', SMTP_PORT: 'y' })
  expect(code).toBe(1)
  expect(complaints).toContain('PORT must be a number')
  expect(complaints).toContain('SMTP_PORT must be a number')
  expect(complaints).not.toContain('    at ')
})

test('automation needs no browser: the key stands on the last line, and users and desks follow', async () => {
  const key = await statedesk(['key', 'create', '--role', 'admin', '--name', 'Robot'])
  expect(key.code).toBe(0)
  expect(key.output).toMatch(/(^|\n)sd_[\w-]{43}\n$/)

  const user = await statedesk(['user', 'create', '--email', 'Ada@Example.com', '--name', 'Ada', '--role', 'admin'])
  expect(user.output).toMatch(/^User \d+: Ada <ada@example.com>, admin\nPassword: \S{10,}\n$/)
  const desk = await statedesk(['desk', 'create', '--lifecycle', 'support', '--name', 'Help', '--address', 'help@example.com'])
  expect(desk.output).toMatch(/^Desk \d+: Help, mail for help@example.com\n$/)
}, 180_000)

test('what the product refuses is told in its words', async () => {
  const role = await statedesk(['key', 'create', '--role', 'emperor', '--name', 'Robot'])
  expect(role.code).toBe(1)
  expect(role.complaints).toContain('--role is not one of')
  expect(role.complaints).not.toContain('    at ')
  const user = await statedesk(['user', 'create', '--email', 'nobody', '--name', 'N', '--role', 'admin', '--password', 'short'])
  expect(user.complaints).toMatch(/--email .*\n--password must have at least 10 characters/)
}, 180_000)

test('with two workspaces a command wants to know which', async () => {
  const made = await statedesk(['workspace', 'create', '--name', 'Second'])
  expect(made.output).toMatch(/^Workspace \d+: Second\n$/)
  const open = await statedesk(['key', 'create', '--role', 'admin', '--name', 'Robot'])
  expect(open.code).toBe(1)
  expect(open.complaints).toContain('--workspace')
  expect((await statedesk(['key', 'create', '--role', 'admin', '--name', 'Robot', '--workspace', 'Second'])).code).toBe(0)
}, 180_000)

test('a missing flag is named', async () => {
  const { complaints, code } = await statedesk(['user', 'create', '--email', 'ada@example.com'])
  expect(code).toBe(2)
  expect(complaints).toContain('--name and --role are missing')
})
