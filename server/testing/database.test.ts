import type pg from 'pg'
import { expect, test } from 'vitest'
import { withClient } from '../platform/postgres/index.ts'
import { testDatabase } from './database.ts'

test('two test databases do not see each other, and are migrated', async () => {
  const [one, two] = await Promise.all([testDatabase(), testDatabase()])
  await withClient(one.owner, (client) => client.query('CREATE TABLE only_here ()'))
  const tables = (config: pg.ClientConfig) =>
    withClient(config, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
      )
      return rows.map(({ name }) => name).sort()
    })
  const [first, second] = await Promise.all([tables(one.owner), tables(two.owner)])
  expect(second.length).toBeGreaterThan(0)
  expect(first.filter((name) => !second.includes(name))).toEqual(['only_here'])
  await Promise.all([one.drop(), two.drop()])
})

test('the app connects as a role that owns nothing and cannot leave row level security', async () => {
  const database = await testDatabase()
  const rows = await withClient(database.app, async (client) => {
    const answer = await client.query('SELECT rolsuper, rolbypassrls, rolinherit FROM pg_roles WHERE rolname = current_user')
    return answer.rows as unknown[]
  })
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolinherit: false }])
  await database.drop()
})

test('a test may ask for PostgreSQL 15', async () => {
  const database = await testDatabase(15)
  const rows = await withClient(database.app, async (client) => {
    const answer = await client.query("SELECT current_setting('server_version_num')::int / 10000 AS major")
    return answer.rows as unknown[]
  })
  expect(rows).toEqual([{ major: 15 }])
  await database.drop()
})
