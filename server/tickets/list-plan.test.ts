import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ListInput } from './list-filter.ts'
import { type PlanNode, type PlannedLists, plannedLists } from './testing/planned-lists.ts'
import { viewKeys } from './views.ts'

const mostBuffers = 300
const people = 12

/**
 * 60,000 tickets, nearly all closed, as after years: four desks, the last of which is small and quiet; statuses that hardly
 * occur; one person out of twelve completes what an admin closed now and then.
 */
const fill = `
  INSERT INTO workspaces (name) VALUES ('big');
  INSERT INTO roles (workspace_id, key, name, acts_as, permissions) VALUES (1, 'agent', 'Agent', 'agent', '{}');
  INSERT INTO users (name, email) SELECT 'p' || n, 'p' || n || '@desk.example' FROM generate_series(1, ${people}) n;
  INSERT INTO memberships (workspace_id, user_id, name, role_id) SELECT 1, u.id, u.name, r.id FROM users u, roles r;
  INSERT INTO teams (workspace_id, name) VALUES (1, 'first'), (1, 'second'), (1, 'rare');
  INSERT INTO lifecycles (workspace_id, key, name) VALUES (1, 'l', 'L');
  INSERT INTO lifecycle_versions (workspace_id, lifecycle_id, version, definition) SELECT 1, id, 1, '{}' FROM lifecycles;
  INSERT INTO desks (workspace_id, name, lifecycle_version_id) SELECT 1, 'd' || n, v.id FROM generate_series(1, 4) n, lifecycle_versions v;
  INSERT INTO tickets (workspace_id, number, reference, desk_id, lifecycle_version_id, status, category, bucket, title, channel, assignee_id, team_id,
    resolved_by, completed_by, created_at, updated_at, last_activity_at)
  SELECT 1, n, 'TKT-' || n, CASE WHEN n % 997 = 0 THEN 4 ELSE 1 + n % 3 END, v.id, s.status, s.category,
    CASE WHEN n % 211 = 0 THEN 'spam' WHEN n % 223 = 0 THEN 'trash' WHEN n % 227 = 0 THEN 'snoozed' WHEN n % 17 = 0 THEN 'archived' ELSE 'active' END,
    'Ticket ' || n, 'mail', CASE WHEN n % 13 < ${people} THEN 1 + n % ${people} END,
    CASE WHEN n % 500 = 0 THEN 3 WHEN n % 5 < 2 THEN 1 + n % 2 END,
    CASE WHEN s.category IN ('resolved', 'closed') THEN 1 + n % ${people} END, CASE WHEN s.category = 'closed' AND n % 300 = 0 THEN 1 END,
    now() - n * interval '1 minute', now(), now() - n * interval '1 minute'
  FROM generate_series(1, 60000) n, lifecycle_versions v, LATERAL (SELECT * FROM (VALUES
    (n % 1499 = 0, 'transferred', 'transferred'), (n % 701 = 0, 'rare', 'open'), (n % 1009 = 0, 'resolved', 'resolved'),
    (n % 40 = 0, 'waiting', 'waiting'), (n % 25 = 0, 'open', 'open'), (true, 'closed', 'closed')) AS x(holds, status, category)
    WHERE holds LIMIT 1) s;
  ANALYZE;`

let lists: PlannedLists

beforeAll(async () => {
  lists = await plannedLists(fill, {
    tables: ['roles', 'memberships', 'teams', 'lifecycles', 'lifecycle_versions', 'desks', 'tickets'],
    desks: [1, 2, 3, 4].map((id) => [id, id !== 3] as const),
    teams: [1, 3],
  })
}, 300_000)
afterAll(() => lists.close())

/** PostgreSQL 15 sorts the first rows of each stretch where later ones merge them: as many as a few pages hold. */
const isFew = (node: PlanNode) => node['Node Type'] === 'Sort' && (node.Plans ?? []).every((below) => below['Actual Rows'] <= 4 * 51)

async function planned(input: Omit<ListInput, 'limit'>) {
  const { ids, nextCursor, buffers, nodes } = await lists.planned(input)
  const sorts = nodes
    .filter((node) => !isFew(node))
    .map((node) => `${node['Node Type']} ${node['Relation Name'] ?? ''}`)
    .filter((node) => /sort|seq scan tickets|bitmap/i.test(node))
  return { rows: ids.length, nextCursor, buffers, sorts }
}

const asked: [string, Omit<ListInput, 'limit'>][] = [
  ...viewKeys.map((view): [string, Omit<ListInput, 'limit'>] => [view, { view }]),
  ['one desk', { view: 'all', deskId: 2 }],
  ['a small desk', { view: 'all', deskId: 4 }],
  ['a desk of which one sees one’s own', { view: 'all', deskId: 3 }],
  ['two desks', { view: 'all', deskIds: [1, 4] }],
  ['a frequent status', { view: 'all', status: 'closed' }],
  ['a rare status', { view: 'all', status: 'rare' }],
  ['a rare status of one desk', { view: 'all', status: 'rare', deskId: 1 }],
  ['a status that never occurs', { view: 'all', status: 'never' }],
  ['one’s own in a frequent status', { view: 'all', assignee: 'me', status: 'closed' }],
  ['one’s own in a rare status', { view: 'all', assignee: 'me', status: 'resolved' }],
  ['one’s own', { view: 'all', assignee: 'me' }],
]

test.each(asked)('%s: a page is read off an index in its order, the first as well as a later one (V1, V2)', async (_, input) => {
  const first = await planned(input)
  expect(first).toMatchObject({ sorts: [] })
  expect(first.buffers).toBeLessThanOrEqual(mostBuffers)
  if (!first.nextCursor) return
  const second = await planned({ ...input, cursor: first.nextCursor })
  expect(second).toMatchObject({ sorts: [] })
  expect(second.buffers).toBeLessThanOrEqual(mostBuffers)
})

test('the lists that are looked at hold something, and the strands of one leave nothing out and nothing in twice', async () => {
  const rare = await planned({ view: 'all', status: 'rare' })
  expect(rare.rows).toBeGreaterThan(10)
  const ids = async (input: Omit<ListInput, 'limit'>) => {
    const found: number[] = []
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await lists.list({ ...input, limit: 200, ...(cursor && { cursor }) })
      found.push(...page.tickets.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
      more = page.nextCursor !== null
    }
    return found
  }
  const wanted = await lists.db.transaction(1, (tx) =>
    tx.many<{ id: number }>({
      text: `SELECT id FROM tickets WHERE workspace_id = 1 AND bucket = 'active' AND category <> 'closed' AND (desk_id IN (1, 2, 4) OR assignee_id = 5)
        ORDER BY last_activity_at DESC, id DESC`,
    }),
  )
  const listed = (
    await Promise.all(['open', 'waiting', 'rare', 'transferred', 'resolved'].map((status) => ids({ view: 'all', status })))
  ).flat()
  expect(listed.sort((a, b) => a - b)).toEqual(wanted.map(({ id }) => id).sort((a, b) => a - b))
})
