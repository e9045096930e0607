import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PlannedLists, plannedLists } from '../tickets/testing/planned-lists.ts'
import { guidesOfMine } from './dashboard.queries.ts'

/** 20,000 tickets of twelve people; the customers of every thousandth are to be told something, and of some that were put away. */
const fill = `
  INSERT INTO workspaces (name) VALUES ('big');
  INSERT INTO roles (workspace_id, key, name, acts_as, permissions) VALUES (1, 'agent', 'Agent', 'agent', '{}');
  INSERT INTO users (name, email) SELECT 'p' || n, 'p' || n || '@desk.example' FROM generate_series(1, 12) n;
  INSERT INTO memberships (workspace_id, user_id, name, role_id) SELECT 1, u.id, u.name, r.id FROM users u, roles r;
  INSERT INTO lifecycles (workspace_id, key, name) VALUES (1, 'l', 'L');
  INSERT INTO lifecycle_versions (workspace_id, lifecycle_id, version, definition) SELECT 1, id, 1, '{}' FROM lifecycles;
  INSERT INTO desks (workspace_id, name, lifecycle_version_id) SELECT 1, 'd' || n, v.id FROM generate_series(1, 2) n, lifecycle_versions v;
  INSERT INTO tickets (workspace_id, number, reference, desk_id, lifecycle_version_id, status, category, bucket, title, channel, assignee_id,
    created_at, updated_at, last_activity_at, guide_since)
  SELECT 1, n, 'TKT-' || n, 1 + n % 2, v.id, 'open', 'open', CASE WHEN n % 5000 = 0 THEN 'trash' ELSE 'active' END, 'Ticket ' || n, 'mail',
    CASE WHEN n % 1000 < 500 THEN 5 ELSE 1 + n % 12 END, now(), now(), now(), CASE WHEN n % 1000 = 0 THEN now() END
  FROM generate_series(1, 20000) n, lifecycle_versions v;
  ANALYZE;`

let lists: PlannedLists
beforeAll(async () => {
  const tables = ['roles', 'memberships', 'lifecycles', 'lifecycle_versions', 'desks', 'tickets']
  lists = await plannedLists(fill, { tables, desks: [[1, true]] })
}, 180_000)
afterAll(() => lists.close())

test('whose customers are to be told something is counted off its own index, for somebody with half of all tickets', async () => {
  const counted = await lists.explained<{ n: number }>(guidesOfMine, [1, [1], 5, [1, 2]])
  expect(counted.rows).toEqual([{ n: 16 }])
  expect(counted.nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([])
  expect(counted.buffers).toBeLessThan(60)
  expect((await lists.explained<{ n: number }>(guidesOfMine, [1, [1], 6, [1, 2]])).rows).toEqual([{ n: 0 }])
})
