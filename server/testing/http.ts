import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { type App, createKey, createUser, startSession } from '../access/index.ts'
import { type RunningServer, runServer } from '../main.ts'
import { loadConfig } from '../platform/config.ts'
import { createWorkspace } from '../setup/index.ts'
import { type Api, apiAs } from './api.ts'
import { type CastName, cast, castPassword } from './cast.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export interface TestServer {
  readonly app: App
  readonly server: RunningServer
  readonly database: TestDatabase
  readonly url: string
  readonly close: () => Promise<void>
}

/** A real server on a fresh database that nobody has set up yet. */
export async function testServer(env: Record<string, string> = {}): Promise<TestServer> {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-http-'))
  const config = loadConfig({ PORT: '0', SMTP_PORT: '0', STATEDESK_DATA: folder, LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent', ...env })
  const server = await runServer({ config, pool: database.app, log: pino({ level: config.logLevel }), demo: false })
  return {
    app: server.app,
    server,
    database,
    url: `http://127.0.0.1:${server.app.config.port}`,
    async close() {
      await server.close()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
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
export async function testApp(env: Record<string, string> = {}): Promise<TestApp> {
  const test = await testServer(env)
  const { app, url } = test
  const { workspaceId, userId, deskId } = await createWorkspace(app, {
    name: 'Example',
    admin: { ...cast.ada, password: castPassword },
    desk: { name: 'Support', lifecycle: 'support', address: 'support@desk.example' },
  })
  const ids: Record<string, string> = { ada: String(userId) }
  for (const [key, person] of Object.entries(cast).slice(1)) {
    const { id } = await app.db.transaction(workspaceId, (tx) => createUser(tx, { ...person, password: castPassword }))
    ids[key] = String(id)
  }
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
