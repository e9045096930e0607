import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ListInput } from './list-filter.ts'
import { type PlannedLists, plannedLists } from './testing/planned-lists.ts'

/**
 * 20,000 open tickets with a promise. Most are of a desk that person 5 does not see and are due first; those of the small
 * desk, and what the person has elsewhere, are due last.
 */
const fill = `
  INSERT INTO workspaces (name) VALUES ('big');
  INSERT INTO roles (workspace_id, key, name, acts_as, permissions) VALUES (1, 'agent', 'Agent', 'agent', '{}');
  INSERT INTO users (name, email) SELECT 'p' || n, 'p' || n || '@desk.example' FROM generate_series(1, 8) n;
  INSERT INTO memberships (workspace_id, user_id, name, role_id) SELECT 1, u.id, u.name, r.id FROM users u, roles r;
  INSERT INTO teams (workspace_id, name) VALUES (1, 'first');
  INSERT INTO lifecycles (workspace_id, key, name) VALUES (1, 'l', 'L');
  INSERT INTO lifecycle_versions (workspace_id, lifecycle_id, version, definition) SELECT 1, id, 1, '{}' FROM lifecycles;
  INSERT INTO desks (workspace_id, name, lifecycle_version_id) SELECT 1, 'd' || n, v.id FROM generate_series(1, 2) n, lifecycle_versions v;
  INSERT INTO tickets (workspace_id, number, reference, desk_id, lifecycle_version_id, status, category, title, channel, assignee_id, team_id,
    created_at, updated_at, last_activity_at, sla_policy_version_id, sla_since, sla_used_ms, sla_due_at, sla_next_due_at)
  SELECT 1, n, 'TKT-' || n, CASE WHEN small THEN 2 ELSE 1 END, v.id, 'open', 'open', 'Ticket ' || n, 'mail',
    CASE WHEN n % 331 = 0 THEN 5 WHEN n % 4 = 0 THEN 1 + n % 3 END, CASE WHEN n % 2 = 0 THEN 1 END,
    now(), now(), now() - n * interval '1 minute', 1, now(), 0, due, due
  FROM generate_series(1, 20000) n, lifecycle_versions v, LATERAL (SELECT n % 10 = 0 AS small) s,
    LATERAL (SELECT date_trunc('second', now()) + CASE WHEN small OR n % 331 = 0 THEN interval '9 days' ELSE interval '1 hour' END + n * interval '1 second' AS due) d;
  INSERT INTO count_totals (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
  SELECT 1, desk_id, lifecycle_version_id, status, category, COALESCE(assignee_id, 0), 0, bucket, '', count(*) FROM tickets GROUP BY 2, 3, 4, 5, 6, 8;
  ANALYZE;`

let lists: PlannedLists

beforeAll(async () => {
  lists = await plannedLists(fill, {
    tables: ['roles', 'memberships', 'teams', 'lifecycles', 'lifecycle_versions', 'desks', 'tickets', 'count_totals'],
    desks: [[2, true]],
    teams: [1],
  })
}, 180_000)
afterAll(() => lists.close())

const asked: [string, Omit<ListInput, 'limit'>, string][] = [
  ['all', { view: 'all' }, 'true'],
  ['the small desk', { view: 'all', deskId: 2 }, 'desk_id = 2'],
  ['in a status', { view: 'all', status: 'open' }, 'true'],
  ['unassigned', { view: 'unassigned' }, 'assignee_id IS NULL'],
  ['of one’s teams', { view: 'my_team' }, 'team_id = 1'],
  ['one’s own', { view: 'my_in_progress' }, 'assignee_id = 5'],
  ['one’s own of all statuses', { view: 'all', assignee: 'me' }, 'assignee_id = 5'],
]

test.each(asked)('what is due next, %s: a page is read off an index, whatever other desks have (V3)', async (_, input, where) => {
  const wanted = await lists.db.transaction(1, (tx) =>
    tx.many<{ id: number }>({
      text: `SELECT id FROM tickets WHERE workspace_id = 1 AND (desk_id = 2 OR assignee_id = 5) AND ${where} ORDER BY sla_next_due_at, id`,
    }),
  )
  expect(wanted.length).toBeGreaterThan(50)
  const first = await lists.planned({ ...input, sort: 'due' })
  const second = await lists.planned({ ...input, sort: 'due', cursor: first.nextCursor ?? '' })
  expect([first.buffers, second.buffers].filter((buffers) => buffers > 300)).toEqual([])
  const found: number[] = []
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await lists.list({ ...input, sort: 'due', limit: 200, ...(cursor && { cursor }) })
    found.push(...page.tickets.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
    more = page.nextCursor !== null
  }
  expect(found).toEqual(wanted.map(({ id }) => id))
})
