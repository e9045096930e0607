import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/http.ts'
import { createWorkspace } from '../../setup/index.ts'
import { withClient } from '../postgres/index.ts'
import { hashToken } from '../secrets.ts'

let app: TestApp
let other: { workspaceId: number }
beforeAll(async () => {
  app = await testApp()
  other = await createWorkspace(app.app, {
    name: 'Other',
    desk: { name: 'Elsewhere', lifecycle: 'inbox', address: 'elsewhere@desk.example' },
  })
})
afterAll(() => app.close())

async function sql<Row = Record<string, unknown>>(text: string, params: unknown[] = []): Promise<Row[]> {
  return app.app.db.outside<Row>({ text }, params)
}

test('every table with a workspace is isolated: row level security on, forced, with a policy on app.workspace', async () => {
  const tables = await sql<{ name: string; enabled: boolean; forced: boolean; policy: string | null }>(
    `SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
       (SELECT pg_get_expr(p.polqual, p.polrelid) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'workspace' AND p.polpermissive) AS policy
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`,
  )
  expect(tables.length).toBeGreaterThan(30)
  // The head of a feed and what a visitor looks at are isolated, too; a table that is not must not exist.
  const open = tables.filter((table) => !table.enabled || !table.forced || !/app\.workspace/.test(table.policy ?? ''))
  expect(open.map((table) => table.name)).toEqual([])
})

test('workspace_id comes first in the key of every such table', async () => {
  const rows = await sql<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
     JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND i.indkey[0] <> a.attnum`,
  )
  expect(rows).toEqual([])
})

test('the product’s role owns nothing and cannot step out of row level security', async () => {
  const [role] = await sql(
    `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
       (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) + (SELECT count(*)::int FROM pg_proc WHERE proowner = r.oid) AS owned
     FROM pg_roles r WHERE rolname = current_user`,
  )
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0 })
})

test('events cannot be changed or deleted by the product, only placed', async () => {
  await expect(sql(`UPDATE events SET type = 'x'`)).rejects.toThrow(/permission denied/)
  await expect(sql('DELETE FROM events')).rejects.toThrow(/permission denied/)
  await expect(sql('TRUNCATE events')).rejects.toThrow(/permission denied/)
})

test('outside a transaction of a workspace nothing of any workspace is seen', async () => {
  for (const table of ['memberships', 'desks', 'sessions', 'tickets', 'lifecycles']) {
    expect(await sql(`SELECT 1 FROM ${table}`)).toEqual([])
  }
})

test('in one workspace nothing of another is seen, changed or written', async () => {
  await app.app.db.transaction(app.workspaceId, async (tx) => {
    expect(await tx.many({ text: 'SELECT workspace_id FROM desks WHERE workspace_id <> $1' }, [app.workspaceId])).toEqual([])
    expect(await tx.run({ text: `UPDATE desks SET name = 'mine' WHERE workspace_id = $1` }, [other.workspaceId])).toBe(0)
  })
  const write = app.app.db.transaction(app.workspaceId, (tx) =>
    tx.run({ text: `INSERT INTO labels (workspace_id, name) VALUES ($1, 'x')` }, [other.workspaceId]),
  )
  await expect(write).rejects.toThrow(/row-level security/)
})

test('the first way across: a credential names its workspace, an unknown, ended or revoked one names none', async () => {
  const { key } = await app.withKey('agent')
  const across = (kind: string, token: string) =>
    sql<{ workspace_id: number }>('SELECT workspace_id, user_id, credential_id FROM workspace_of_credential($1, $2)', [
      kind,
      hashToken(token),
    ])
  expect((await across('api_key', key))[0]?.workspace_id).toBe(app.workspaceId)
  expect(await across('session', key)).toEqual([])
  expect(await across('api_key', `${key}x`)).toEqual([])
  await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.run({ text: 'UPDATE api_keys SET revoked_at = now() WHERE workspace_id = $1 AND token_hash = $2' }, [
      tx.workspaceId,
      hashToken(key),
    ]),
  )
  expect(await across('api_key', key)).toEqual([])
  expect(await sql('SELECT workspace_id FROM workspaces_of_user($1)', [app.ids.mina])).toEqual([{ workspace_id: app.workspaceId }])
  // What the function lets through is closed again when it is done.
  expect(await sql('SELECT 1 FROM api_keys')).toEqual([])
})

test('the second: a mail address names its workspace, a removed one none', async () => {
  const across = (address: string) =>
    sql<{ workspace_id: number }>('SELECT workspace_id, address_id FROM workspace_of_mail_address($1)', [address])
  expect((await across('Elsewhere@Desk.example'))[0]?.workspace_id).toBe(other.workspaceId)
  expect(await across('nobody@desk.example')).toEqual([])
  await app.app.db.transaction(other.workspaceId, (tx) =>
    tx.run({ text: 'UPDATE mail_addresses SET removed_at = now() WHERE workspace_id = $1' }, [tx.workspaceId]),
  )
  expect(await across('elsewhere@desk.example')).toEqual([])
  expect(await sql('SELECT 1 FROM mail_addresses')).toEqual([])
})

test('the third: due work of all workspaces, as numbers only', async () => {
  for (const workspace of [app.workspaceId, other.workspaceId]) {
    await app.app.db.transaction(workspace, (tx) =>
      tx.run({ text: `INSERT INTO jobs (workspace_id, kind, run_at) VALUES ($1, 'test', business_now() + interval '1 hour')` }, [
        tx.workspaceId,
      ]),
    )
  }
  const due = await sql<{ workspace_id: number }>(`SELECT * FROM due_work('jobs', business_now() + interval '2 hours', 10)`)
  expect(due.map((row) => row.workspace_id).sort((a, b) => a - b)).toEqual([app.workspaceId, other.workspaceId])
  expect(Object.keys(due[0] ?? {}).sort()).toEqual(['id', 'workspace_id'])
  expect(await sql(`SELECT * FROM due_work('jobs', business_now(), 10)`)).toEqual([])
  expect(await sql('SELECT 1 FROM jobs')).toEqual([])
})

test('only these functions cross, each with a fixed search path', async () => {
  const functions = await sql<{ name: string; config: string[] | null }>(
    `SELECT p.proname AS name, p.proconfig AS config FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1`,
  )
  // Search functions do not cross: they read app.workspace themselves.
  expect(functions.map((one) => one.name).filter((name) => !name.startsWith('search_'))).toEqual([
    'create_reference_sequence',
    'due_work',
    'workspace_of_credential',
    'workspace_of_mail_address',
    'workspaces_of_user',
  ])
  expect(functions.every((one) => one.config?.includes('search_path=public, pg_temp'))).toBe(true)
})

test('as the public reader a note, a draft and an unverified message are not there, whatever is asked (P8)', async () => {
  const ticket = await (await app.api('ada')).post<{ id: string }>('/tickets', {
    title: 'Broken',
    description: 'customer canary-public',
    contact: { email: 'carl@customer.example' },
  })
  await app.app.db.transaction(app.workspaceId, async (tx) => {
    for (const [kind, audience, state, text] of [
      ['note', 'staff', 'released', 'canary-note'],
      ['reply', 'public', 'draft', 'canary-draft'],
      ['reply', 'public', 'queued', 'canary-queued'],
      ['customer', 'unverified', 'released', 'canary-unverified'],
      ['customer', 'pending', 'released', 'canary-pending'],
    ]) {
      await tx.run(
        {
          text: `INSERT INTO messages (workspace_id, ticket_id, origin_ticket_id, kind, audience, state, author_kind, at, body, text)
                 VALUES ($1, $2, $2, $3, $4, $5, 'agent', now(), '[]', $6)`,
        },
        [tx.workspaceId, ticket.id, kind, audience, state, text],
      )
    }
    const everything = () => tx.many<{ text: string }>({ text: 'SELECT text FROM messages WHERE ticket_id = $1' }, [ticket.id])
    expect(await everything()).toHaveLength(6)
    const seen = await tx.asPublicReader(everything)
    expect(seen.map((message) => message.text)).toEqual(['customer canary-public'])
    expect(await everything()).toHaveLength(6)
  })
  for (const forbidden of [
    'SELECT addresses FROM outgoing_bcc',
    'SELECT title FROM tickets',
    'SELECT raw_mail_id FROM messages',
    'SELECT name FROM memberships',
  ]) {
    const asked = app.app.db.transaction(app.workspaceId, (tx) => tx.asPublicReader(() => tx.many({ text: forbidden })))
    await expect(asked, forbidden).rejects.toThrow(/permission denied/)
  }
})

test('a superuser is not what the product works as, also when the owner is another role', async () => {
  const rows = await withClient(
    app.database.owner,
    async (client) => (await client.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).rows as unknown[],
  )
  expect(rows).toEqual([{ rolsuper: false }])
})
