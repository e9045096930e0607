import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadConfig } from './config.ts'
import { StartProblem } from './start-problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'statedesk-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('without any variable it serves this machine only, from ./data', () => {
  const config = loadConfig({ STATEDESK_DATA: join(folder, 'plain') })
  expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', smtpPort: 2525, smtpHost: '127.0.0.1', publicUrl: null, databaseUrl: null })
})

test('every mistake is told at once', () => {
  const mistakes = { PORT: 'http', SMTP_PORT: '70000', SMTP_URL: 'mail.example.com', STATEDESK_SECRET: 'short', STATEDESK_DATA: folder }
  const problem = (() => {
    try {
      return loadConfig(mistakes)
    } catch (error) {
      return error
    }
  })()
  expect(problem).toBeInstanceOf(StartProblem)
  for (const name of ['PORT must', 'SMTP_PORT must', 'SMTP_URL must', 'STATEDESK_SECRET must'])
    expect((problem as Error).message).toContain(name)
  expect((problem as Error).message).not.toContain('short')
})

test('networks that may be reached are addresses or ranges', () => {
  const read = (value: string) => loadConfig({ STATEDESK_DATA: folder, STATEDESK_ALLOW_NETWORKS: value }).allowNetworks
  expect(read('127.0.0.0/8, fd00::/8,10.0.0.7')).toEqual(['127.0.0.0/8', 'fd00::/8', '10.0.0.7'])
  expect(read('')).toEqual([])
  for (const wrong of ['localhost', '10.0.0.0/40', '10.0.0.0/8;10.1.0.0/16'])
    expect(() => read(wrong)).toThrow('STATEDESK_ALLOW_NETWORKS must be')
})

test('an owner of the database without the database is a mistake', () => {
  expect(() => loadConfig({ STATEDESK_DATA: folder, DATABASE_OWNER_URL: 'postgresql://o@h/d' })).toThrow('without DATABASE_URL')
})

test('the secret is made once, for its account only, and read again', () => {
  const env = { STATEDESK_DATA: join(folder, 'secret') }
  const first = loadConfig(env)
  expect(first.secret.length).toBeGreaterThanOrEqual(32)
  expect(loadConfig(env).secret).toBe(first.secret)
  expect(statSync(join(first.dataFolder, 'secret.key')).mode & 0o777).toBe(0o600)
})

test('a secret that was damaged is refused instead of replaced', () => {
  const { dataFolder } = loadConfig({ STATEDESK_DATA: join(folder, 'damaged') })
  writeFileSync(join(dataFolder, 'secret.key'), 'oops')
  expect(() => loadConfig({ STATEDESK_DATA: dataFolder })).toThrow('too short')
})

test('the folder on the command line wins over the variable', () => {
  expect(loadConfig({ STATEDESK_DATA: folder }, { data: join(folder, 'flag') }).dataFolder).toBe(join(folder, 'flag'))
})

test('a secret may stand in a file, which is read without the line end; both ways at once are a mistake', () => {
  const file = join(folder, 'database-url')
  writeFileSync(file, 'postgresql://app:pw@database/statedesk\n')
  const env = { STATEDESK_DATA: folder, DATABASE_URL_FILE: file }
  expect(loadConfig(env).databaseUrl).toBe('postgresql://app:pw@database/statedesk')
  expect(() => loadConfig({ ...env, DATABASE_URL: 'postgresql://a@h/d' })).toThrow('DATABASE_URL and DATABASE_URL_FILE are both set')
  expect(() => loadConfig({ STATEDESK_DATA: folder, STATEDESK_SECRET_FILE: join(folder, 'nowhere') })).toThrow(
    'STATEDESK_SECRET_FILE cannot be read',
  )
  writeFileSync(file, 'too short')
  expect(() => loadConfig({ STATEDESK_DATA: folder, STATEDESK_SECRET_FILE: file })).toThrow(
    'STATEDESK_SECRET must have at least 32 characters',
  )
})
