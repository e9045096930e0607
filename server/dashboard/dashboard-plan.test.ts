import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PlannedLists, type PlanNode, plannedLists } from '../tickets/testing/planned-lists.ts'
import { resolvedToday } from './dashboard.queries.ts'

/** 15,000 tickets, nearly all resolved long ago; of the two desks each resolved 30 today. */
const fill = `
  INSERT INTO workspaces (name) VALUES ('big');
  INSERT INTO lifecycles (workspace_id, key, name) VALUES (1, 'l', 'L');
  INSERT INTO lifecycle_versions (workspace_id, lifecycle_id, version, definition) SELECT 1, id, 1, '{}' FROM lifecycles;
  INSERT INTO desks (workspace_id, name, lifecycle_version_id) SELECT 1, 'd' || n, v.id FROM generate_series(1, 2) n, lifecycle_versions v;
  INSERT INTO tickets (workspace_id, number, reference, desk_id, lifecycle_version_id, status, category, bucket, title, channel, created_at, updated_at,
    last_activity_at, resolved_at, resolved_by)
  SELECT 1, n, 'TKT-' || n, 1 + n % 2, v.id, s.status, s.status, CASE WHEN n % 17 = 0 THEN 'archived' ELSE 'active' END, 'Ticket ' || n, 'mail',
    now() - n * interval '1 hour', now(), now() - n * interval '1 hour',
    CASE WHEN n % 500 < 2 THEN now() WHEN s.status <> 'open' THEN now() - interval '2 days' - n * interval '1 minute' END, 5
  FROM generate_series(1, 15000) n, lifecycle_versions v,
    LATERAL (SELECT CASE WHEN n % 500 < 2 OR n % 40 = 0 THEN 'resolved' WHEN n % 30 = 0 THEN 'open' ELSE 'closed' END AS status) s;
  ANALYZE;`

let lists: PlannedLists

beforeAll(async () => {
  lists = await plannedLists(fill, { tables: ['lifecycles', 'lifecycle_versions', 'desks', 'tickets'], desks: [[1, true]] })
}, 180_000)
afterAll(() => lists.close())

it('what was resolved today is read off an index, however much was resolved before (V6)', async () => {
  const starts = new Date(Date.now() - 3_600_000).toISOString()
  const [counted, plan] = await lists.db.transaction(1, async (tx) => {
    const values = [tx.workspaceId, [1, 2], 5, [1, 2], [starts, starts]]
    const [row] = await tx.many<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      { text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${resolvedToday.text}` },
      values,
    )
    return [await tx.one<{ all: number; mine: number }>(resolvedToday, values), row?.['QUERY PLAN'][0].Plan as PlanNode]
  })
  expect(counted).toEqual({ all: 60, mine: 60 })
  expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(150)
})
