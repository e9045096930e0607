import { afterAll, expect, test } from 'vitest'
import { startEmbedded, withClient } from '../server/platform/postgres/index.ts'
import { commandLine } from './testing/statedesk.ts'

const { data, statedesk, remove } = commandLine()
afterAll(remove)

test('what holds is told in one line for each workspace', async () => {
  await statedesk(['workspace', 'create', '--name', 'First'])
  await statedesk(['workspace', 'create', '--name', 'Second'])
  const { output, code } = await statedesk(['verify'])
  expect(output).toMatch(
    /^Workspace \d+: tickets 0, events 0, erased details 0, faults 0\nWorkspace \d+: tickets 0, events 0, erased details 0, faults 0\n$/,
  )
  expect(code).toBe(0)
}, 180_000)

test('a counter that is off is told and ends with 1, beside a server and without one', async () => {
  const held = await startEmbedded({ dataFolder: data, log: { info: () => undefined, warn: () => undefined } })
  await withClient({ ...held.superuser, database: 'statedesk' }, (client) =>
    client.query(
      `INSERT INTO count_totals (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
       SELECT max(id), 7, 1, 'open', 'open', 0, 0, 'active', '', 3 FROM workspaces`,
    ),
  )
  const beside = await statedesk(['verify'])
  await held.stop()
  const alone = await statedesk(['verify'])
  for (const { output, code } of [beside, alone]) {
    expect(code).toBe(1)
    expect(output).toContain('faults 1\n  Desk 7, open, active: the counter says 3, a recount 0.')
  }
  expect((await statedesk(['verify', '--workspace', 'First'])).code).toBe(0)
}, 180_000)
