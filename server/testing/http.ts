import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { type App, createKey, createUser, startSession } from '../access/index.ts'
import { type RunningServer, runServer } from '../main.ts'
import { loadConfig } from '../platform/config.ts'
import { metricsText } from '../platform/metrics.ts'
import { hashToken } from '../platform/secrets.ts'
import { createWorkspace } from '../setup/index.ts'
import { type Api, apiAs } from './api.ts'
import { watch } from './canaries/collector.ts'
import { plantNeighbour } from './canaries/neighbour.ts'
import { testLog } from './canaries/test-log.ts'
import { watchServer } from './canaries/watched-fetch.ts'
import { type CastName, cast, castPassword } from './cast.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { quietDesk } from './quiet-desk.ts'

export interface TestServer {
  readonly app: App
  readonly server: RunningServer
  readonly database: TestDatabase
  readonly url: string
  readonly close: () => Promise<void>
}

/** How the server connects, where a test puts something in between. */
export type WayToDatabase = (direct: pg.PoolConfig) => pg.PoolConfig | Promise<pg.PoolConfig>

/** A real server on a fresh database that nobody has set up yet. */
export async function testServer(env: Record<string, string> = {}, way: WayToDatabase = (direct) => direct): Promise<TestServer> {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-http-'))
  const config = loadConfig({ PORT: '0', SMTP_PORT: '0', STATEDESK_DATA: folder, ...env })
  const server = await runServer({ config, pool: await way(database.app), log: testLog(), demo: false })
  const url = `http://127.0.0.1:${server.app.config.port}`
  const unwatch = watchServer(url, { name: database.name, workspaceOf: workspaceOf(server.app) })
  return {
    app: server.app,
    server,
    database,
    url,
    async close() {
      if (!server.app.db.pool.ended) watch().observe({ surface: 'metrics', where: 'at the end', text: await metricsText(server.app) })
      unwatch()
      await server.close()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function workspaceOf(app: App) {
  return async (kind: 'session' | 'api_key', token: string) => {
    const [row] = await app.db.outside<{ id: number }>({ text: 'SELECT workspace_id AS id FROM workspace_of_credential($1, $2)' }, [
      kind,
      hashToken(token),
    ])
    return row?.id ?? null
  }
}

export interface TestApp extends TestServer {
  readonly workspaceId: number
  /** The default desk; it works by the support lifecycle and has the address support@desk.example. */
  readonly deskId: string
  readonly ids: Readonly<Record<CastName, string>>
  /** Somebody of the cast in a browser, or nobody. */
  api(as: CastName | null): Promise<Api>
  /** An automation with a new key. */
  withKey(role: string): Promise<Api & { readonly key: string }>
}

/** A real server with one workspace in which the cast works. Nothing in it is replaced by a pretence. */
export async function testApp(env: Record<string, string> = {}, way?: WayToDatabase): Promise<TestApp> {
  const test = await testServer(env, way)
  const { app, url } = test
  const { workspaceId, userId, deskId } = await createWorkspace(app, {
    name: 'Example',
    admin: { ...cast.ada, password: castPassword },
    desk: { name: 'Support', lifecycle: 'support', address: 'support@desk.example' },
  })
  if (deskId !== null) await quietDesk(app, workspaceId, deskId)
  const ids: Record<string, string> = { ada: String(userId) }
  for (const [key, person] of Object.entries(cast).slice(1)) {
    const { id } = await app.db.transaction(workspaceId, (tx) => createUser(tx, { ...person, password: castPassword }))
    ids[key] = String(id)
  }
  await plantNeighbour(app, test.database.name)
  return {
    ...test,
    workspaceId,
    deskId: String(deskId),
    ids: ids as Record<CastName, string>,
    async api(as) {
      if (as === null) return apiAs(url, {})
      const session = await app.db.transaction(workspaceId, (tx) => startSession(tx, Number(ids[as]), 'test'))
      return apiAs(url, { cookie: `__Host-statedesk=${session.token}` })
    },
    async withKey(role) {
      const { key } = await app.db.transaction(workspaceId, (tx) => createKey(tx, { name: `a ${role}`, role }, null))
      return { ...apiAs(url, { authorization: `Bearer ${key}` }), key }
    },
  }
}
