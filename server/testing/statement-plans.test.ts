import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Query } from '../platform/db/index.ts'
import { packageRoot } from '../platform/package-root.ts'
import { withClient } from '../platform/postgres/index.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** One workspace with everything: a way into a table that begins with the workspace alone leads to all of it. */
const fill = `
  INSERT INTO workspaces (name) VALUES ('big');
  INSERT INTO roles (workspace_id, key, name, acts_as, permissions) VALUES (1, 'agent', 'Agent', 'agent', '{}');
  INSERT INTO users (name, email) SELECT 'p' || n, 'p' || n || '@desk.example' FROM generate_series(1, 20) n;
  INSERT INTO memberships (workspace_id, user_id, name, role_id) SELECT 1, u.id, u.name, r.id FROM users u, roles r;
  INSERT INTO lifecycles (workspace_id, key, name) VALUES (1, 'l', 'L');
  INSERT INTO lifecycle_versions (workspace_id, lifecycle_id, version, definition) SELECT 1, id, 1, '{}' FROM lifecycles;
  INSERT INTO desks (workspace_id, name, lifecycle_version_id) SELECT 1, 'd' || n, v.id FROM lifecycle_versions v, generate_series(1, 5) n;
  INSERT INTO contacts (workspace_id, name) SELECT 1, 'c' || n FROM generate_series(1, 20000) n;
  INSERT INTO contact_identities (workspace_id, contact_id, kind, value) SELECT 1, id, 'mail', name || '@customer.example' FROM contacts;
  INSERT INTO tickets (workspace_id, number, reference, desk_id, lifecycle_version_id, status, category, title, channel, contact_id, created_at, updated_at, last_activity_at)
    SELECT 1, n, 'TKT-' || n, 1 + n % 5, v.id, CASE WHEN n % 20 = 0 THEN 'open' ELSE 'closed' END, CASE WHEN n % 20 = 0 THEN 'open' ELSE 'closed' END, 'Ticket ' || n, 'mail',
      n, now() - n * interval '1 minute', now(), now() - n * interval '1 minute' FROM generate_series(1, 20000) n, lifecycle_versions v;
  INSERT INTO messages (workspace_id, ticket_id, origin_ticket_id, kind, audience, author_kind, at, body, mail_message_id)
    SELECT 1, t.id, t.id, 'customer', 'public', 'contact', t.created_at, '[]', 'm' || t.id || '.' || n FROM tickets t, generate_series(1, 2) n;
  INSERT INTO events (workspace_id, ticket_id, seq, type, actor_kind, at, data, hash, position)
    SELECT 1, t.id, n, 'message.added', 'system', t.created_at, '{}', '\\x00', t.id * 2 + n FROM tickets t, generate_series(0, 1) n;
  INSERT INTO event_details (workspace_id, ticket_id, seq, salt, data) SELECT 1, id, 1, '\\x00', '{}' FROM tickets;
  INSERT INTO participants (workspace_id, ticket_id, contact_id, scope_ticket_id, via, joined_at) SELECT 1, id, contact_id, id, 'creator', now() FROM tickets;
  INSERT INTO outbox (workspace_id, ticket_id, message_id, mail_from, recipient, role, state, next_attempt_at, created_at)
    SELECT 1, ticket_id, id, 'a@b.example', 'c@d.example', 'to', 'sent', now(), now() FROM messages;
  INSERT INTO transfers (workspace_id, origin_id, issue_id, transferred_by, transferred_at) SELECT 1, id, id + 1, 1, now() FROM tickets WHERE id < 20000 AND id % 2 = 0;
  INSERT INTO reads (workspace_id, user_id, ticket_id, message_id) SELECT 1, 1 + id % 20, id, 1 FROM tickets;
  ANALYZE;`

const page = 'reads on from a place, one page at a time'
const once = 'is asked once in a while, by an admin or by night'

/** What is meant to read from a place on, or all of a table, and why that is right. */
const meantTo: Readonly<Record<string, string>> = {
  'counts.recount': once,
  'dashboard.inflow': 'reads the tickets of two days, by their ids',
  'demo.newest_open': 'makes the demo',
  'demo.open_tickets': 'makes the demo',
  'demo.read_most': 'makes the demo',
  'dev.newest_outbox': 'for tests',
  'export.contacts': page,
  'export.events': page,
  'export.tickets': page,
  'feed.events_after': page,
  'migration.next_tickets': page,
  'migration.per_status': once,
  'notices.happenings': page,
  'sla.insert_run': once,
  'sla.open_tickets': page,
  'webhooks.enable': once,
  'webhooks.events_after': page,
}

let database: TestDatabase
let statements: readonly (readonly [name: string, text: string])[] = []

beforeAll(async () => {
  ;[database, statements] = await Promise.all([testDatabase(), everyStatement()])
  await withClient({ ...database.owner }, async (client) => {
    await client.query(
      `DO $$ DECLARE t text; BEGIN FOR t IN SELECT relname FROM pg_class WHERE relforcerowsecurity LOOP EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', t); END LOOP; END $$`,
    )
    await client.query(fill)
  })
}, 180_000)
afterAll(() => database.drop())

test('no statement looks at all of a table that grows with the tickets, but those that are meant to', async () => {
  const found = new Map<string, string>()
  const client = new pg.Client({ ...database.app })
  await client.connect()
  try {
    await client.query("SET app.workspace = '1'")
    for (const [name, text] of statements) {
      const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`)
      const whole = scansOf(rows[0]?.['QUERY PLAN'][0]?.Plan).filter((node) => node['Total Cost'] > dear)
      if (whole.length > 0) found.set(name, whole.map(inWords).join('; '))
    }
  } finally {
    await client.end()
  }
  expect([...found].filter(([name]) => !(name in meantTo))).toEqual([])
  // What no longer does so needs no excuse.
  expect(Object.keys(meantTo).filter((name) => !found.has(name))).toEqual([])
})

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly 'Total Cost': number
  readonly Plans?: readonly PlanNode[]
}

/** Twenty thousand rows by an index cost some thousands; what is asked for by its id costs a few. */
const dear = 300

const scansOf = (node: PlanNode | undefined): PlanNode[] =>
  node ? [...(node['Relation Name'] ? [node] : []), ...(node.Plans ?? []).flatMap(scansOf)] : []
const inWords = (node: PlanNode) => `${node['Node Type']} ${node['Relation Name']} ${node['Index Cond'] ?? ''} ${node['Total Cost']}`

/** All that are written once and prepared by name. */
async function everyStatement(): Promise<[string, string][]> {
  const folder = join(packageRoot(), 'server')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.queries.ts'))
  const modules = await Promise.all(files.map((name) => import(join(folder, name)) as Promise<Record<string, unknown>>))
  return modules
    .flatMap(Object.values)
    .filter(isNamed)
    .map(({ name, text }) => [name, text])
}

function isNamed(value: unknown): value is Required<Query> {
  return typeof value === 'object' && value !== null && 'text' in value && 'name' in value && typeof value.name === 'string'
}
