import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { openLog } from './log.ts'

function written(write: (log: ReturnType<typeof openLog>) => void): string {
  let text = ''
  write(openLog('trace', { write: (line: string) => void (text += line) }))
  return text
}

test('H4: of PostgreSQL’s errors names are written and no values', async () => {
  const database = await testDatabase()
  const client = new pg.Client(database.owner)
  await client.connect()
  const failing = async (sql: string, params: unknown[] = []) => {
    const error: unknown = await client.query(sql, params).catch((reason: unknown) => reason)
    return written((log) => log.error({ err: new Error('could not be stored', { cause: error }) }, 'failed'))
  }
  await client.query('CREATE TABLE letters (secret text UNIQUE CHECK (length(secret) < 40), n bigint NOT NULL)')
  await client.query(`INSERT INTO letters VALUES ('a secret letter', 1)`)
  const lines = [
    await failing('INSERT INTO letters VALUES ($1, 1)', ['a secret letter']),
    await failing('INSERT INTO letters VALUES ($1, NULL)', ['a secret letter']),
    await failing('SELECT $1::bigint', ['a secret letter']),
    await failing('SELECT $1::timestamptz', ['a secret letter']),
    await failing('SELECT $1::jsonb', ['{"a secret letter']),
    await failing('SELECT $1::text[]', ['{"a secret letter']),
    await failing('SELECT ($1::text)::inet', ['a secret letter']),
  ]
  for (const line of lines) {
    expect(line).toContain('"code":"2')
    expect(line).not.toContain('secret letter')
  }
  expect(lines[0]).toContain('letters_secret_key')
  await client.end()
  await database.drop()
})

test('H4: no address, header or cookie is written, whatever a library hands over', () => {
  const refused = Object.assign(new Error('Can’t send mail: 550 5.1.1 <carl.ito@customer.example> unknown'), {
    code: 'EENVELOPE',
    response: '550 5.1.1 <carl.ito@customer.example> unknown',
    rejected: ['carl.ito@customer.example'],
  })
  const parsing = (() => {
    try {
      return JSON.parse('{"text": a secret letter}') as never
    } catch (error) {
      return error
    }
  })()
  const line = written((log) => {
    log.warn({ err: refused }, 'refused')
    log.error(refused)
    log.error({ err: parsing }, 'no JSON')
    log.trace({ busboyOptions: { headers: { authorization: 'Bearer sd_secret' } }, req: { headers: { cookie: 'secret' } } }, 'trace')
    log.error({ err: 'carl.ito@customer.example' }, 'a string')
  })
  expect(line).toContain('"code":"EENVELOPE"')
  for (const secret of ['carl.ito', 'secret']) expect(line).not.toContain(secret)
})
