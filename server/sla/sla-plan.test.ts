import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PlannedLists, type PlanNode, plannedLists } from '../tickets/testing/planned-lists.ts'

/**
 * 20,000 tickets, nearly all closed in time; of the 500 open ones most are on track. The few in trouble were touched
 * long ago, so that a list in the order of activity would be read for long before it comes to them.
 */
const fill = `
  INSERT INTO workspaces (name) VALUES ('big');
  INSERT INTO lifecycles (workspace_id, key, name) VALUES (1, 'l', 'L');
  INSERT INTO lifecycle_versions (workspace_id, lifecycle_id, version, definition) SELECT 1, id, 1, '{}' FROM lifecycles;
  INSERT INTO desks (workspace_id, name, lifecycle_version_id) SELECT 1, 'd', id FROM lifecycle_versions;
  INSERT INTO tickets (workspace_id, number, reference, desk_id, lifecycle_version_id, status, category, title, channel, created_at, updated_at,
    last_activity_at, sla_policy_version_id, sla_since, sla_used_ms, sla_warn_at, sla_due_at, sla_next_due_at)
  SELECT 1, n, 'TKT-' || n, 1, v.id, CASE WHEN open THEN 'open' ELSE 'closed' END, CASE WHEN open THEN 'open' ELSE 'closed' END, 'Ticket ' || n, 'mail',
    now() - n * interval '1 minute', now(), now() - n * interval '1 minute', 1, now(), 0, due - interval '1 hour', due, CASE WHEN open THEN due END
  FROM generate_series(1, 20000) n, lifecycle_versions v,
    LATERAL (SELECT n % 40 = 0 AS open, n % 40 = 0 AND n > 15000 AND n % 1000 = 0 AS late, n % 40 = 0 AND n > 15000 AND n % 1000 = 40 AS soon) kind,
    LATERAL (SELECT CASE WHEN late THEN now() - interval '1 day' WHEN soon THEN now() + interval '30 minutes'
      WHEN open THEN now() + interval '2 days' + n * interval '1 second' WHEN n % 1811 = 0 THEN now() - interval '9 days' END AS due) promised;
  ANALYZE;`

let lists: PlannedLists

beforeAll(async () => {
  lists = await plannedLists(fill, { tables: ['lifecycles', 'lifecycle_versions', 'desks', 'tickets'], desks: [[1, true]] })
}, 180_000)
afterAll(() => lists.close())

async function planned(input: Parameters<PlannedLists['planned']>[0]) {
  const { ids, nextCursor, buffers, nodes } = await lists.planned(input)
  const of = (name: string) => nodes.filter((node) => node['Node Type'].includes(name))
  // The first rows of each desk, where later versions of PostgreSQL merge them.
  const isFew = ({ Plans = [] }: PlanNode) => Plans.every((below) => below['Actual Rows'] <= 4 * 51)
  const sorts = of('Sort').filter((node) => !isFew(node)).length
  return {
    rows: ids.length,
    next: nextCursor,
    buffers,
    sorts,
    whole: of('Seq Scan').filter((node) => node['Relation Name'] === 'tickets').length,
  }
}

test('pages of those in trouble and of what is due next cost a few hundred blocks, wherever they lie (V3)', async () => {
  // Of the open ones 5 are late and 5 will be soon; 11 of the closed ones were late.
  const breached = await planned({ sla: 'breached' })
  expect(breached.rows).toBeGreaterThan(10)
  const warned = await planned({ sla: 'warning' })
  expect(warned.rows).toBe(5)
  const where = await planned({ where: { all: [{ field: 'sla', op: 'one_of', value: ['warning', 'breached'] }] } })
  expect(where.rows).toBe(breached.rows + warned.rows)
  const fine = await planned({ sla: 'on_track' })
  const due = await planned({ sort: 'due' })
  const later = await planned({ sort: 'due', cursor: due.next ?? '' })
  for (const plan of [breached, warned, where, fine, due, later]) {
    expect(plan.buffers).toBeLessThan(300)
    expect(plan.whole).toBe(0)
  }
  expect([due.rows, later.rows, due.sorts + later.sorts]).toEqual([50, 50, 0])
})
