import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accessRoutes,
  type App,
  authenticate,
  type Context,
  createUser,
  forgetOnSignal,
  knownCaller,
  type StaffActor,
  startSession,
  staffActorOf,
} from '../../access/index.ts'
import { contextOf } from '../../access/index.ts'
import { bodyFromText } from '../../messages/index.ts'
import { loadConfig } from '../../platform/config.ts'
import { openDatabase } from '../../platform/db/index.ts'
import { openBus } from '../../platform/events/index.ts'
import { createHttp } from '../../platform/http/index.ts'
import { createWakeHub, startWork } from '../../platform/jobs/index.ts'
import { sealerOf } from '../../platform/secrets.ts'
import { createWorkspace } from '../../setup/index.ts'
import { testLog } from '../../testing/canaries/test-log.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { createTicketIn } from '../../tickets/index.ts'
import { type Feed, feedRoutes, startFeed } from '../index.ts'
import type { Retention } from '../read-feed.ts'

/** One process: its own pool, bus, loops, feed and HTTP server, on a database that others may share. */
export async function feedProcess(database: TestDatabase, options: { retention?: Retention; sequencer?: boolean } = {}) {
  const log = testLog()
  const db = openDatabase(database.app)
  const bus = openBus(database.app, log)
  await bus.ready()
  const hub = createWakeHub({ db, bus, log })
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-feed-'))
  const config = loadConfig({ PORT: '0', SMTP_PORT: '0', STATEDESK_DATA: folder })
  const app: App = { config, db, log, secrets: sealerOf(config.secret), wake: hub.wake }
  const http = await createHttp({
    app,
    authenticate: authenticate.bind(null, app),
    knownCaller: knownCaller.bind(null, app),
    webFolder: folder,
  })
  accessRoutes(http)
  feedRoutes(http)
  forgetOnSignal(app, bus)
  const working = options.sequencer === false ? null : startWork(app, hub, database.app, ['events'])
  const feed: Feed = startFeed(app, bus, options.retention)
  await http.fastify.listen({ port: 0, host: '127.0.0.1' })
  return {
    app,
    url: `http://127.0.0.1:${(http.fastify.server.address() as AddressInfo).port}/api/v1`,
    async close() {
      await feed.close()
      await http.fastify.close()
      await working?.stop()
      await hub.close()
      await bus.close()
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type FeedProcess = Awaited<ReturnType<typeof feedProcess>>

export async function feedScene(options: { retention?: Retention } = {}) {
  const database = await testDatabase()
  const process = await feedProcess(database, options)
  const { app } = process
  const { workspaceId, userId, deskId } = await createWorkspace(app, {
    name: 'Example',
    admin: { name: 'Ada', email: 'ada@desk.example', password: 'a good long password' },
    desk: { name: 'Support', lifecycle: 'support' },
  })
  const ada = userId as number
  let n = 0

  return {
    database,
    process,
    app,
    workspaceId,
    deskId: deskId as number,
    ada,
    async agent(name: string): Promise<number> {
      const user = await app.db.transaction(workspaceId, (tx) =>
        createUser(tx, { name, email: `${name.toLowerCase()}${++n}@desk.example`, password: 'a good long password', role: 'agent' }),
      )
      return user.id
    },
    /** From now on this person sees only what is assigned to them. */
    seesOwnOnly: (user: number) =>
      app.db.transaction(workspaceId, (tx) =>
        tx.run({ text: 'UPDATE desk_members SET view_all = false WHERE workspace_id = $1 AND user_id = $2' }, [workspaceId, user]),
      ),
    async session(user: number, url = process.url) {
      const { token, sessionId } = await app.db.transaction(workspaceId, (tx) => startSession(tx, user, 'test'))
      return { url, sessionId, headers: { cookie: `__Host-statedesk=${token}` } }
    },
    async as(user: number): Promise<Context<StaffActor>> {
      const actor = await app.db.transaction(workspaceId, (tx) => staffActorOf(tx, user))
      return contextOf(app, workspaceId, actor as StaffActor)
    },
    async ticket(title: string, over: { assigneeId?: number } = {}): Promise<number> {
      const ctx = await this.as(ada)
      const made = await ctx.transaction((tx) =>
        createTicketIn(ctx, tx, {
          deskId: deskId as number,
          title,
          channel: 'api',
          message: {
            kind: 'customer',
            audience: 'public',
            author: { kind: 'contact', id: null, name: 'Carl' },
            body: bodyFromText('Hello'),
          },
          ...over,
        }),
      )
      return made.ticketId
    },
    /** Waits until every event has its place; gives the last one. */
    async placed(): Promise<number> {
      const looked = () =>
        app.db.transaction(workspaceId, (tx) =>
          tx.one<{ unplaced: number; last: number }>({
            text: 'SELECT count(*) FILTER (WHERE position IS NULL)::int AS unplaced, COALESCE(max(position), 0)::int AS last FROM events',
          }),
        )
      const end = performance.now() + 30_000
      for (;;) {
        const { unplaced, last } = await looked()
        if (unplaced === 0) return last
        if (performance.now() > end) throw new Error(`${unplaced} events were not placed in time`)
        await pause(10)
      }
    },
    async close() {
      await process.close()
      await database.drop()
    },
  }
}

export type FeedScene = Awaited<ReturnType<typeof feedScene>>
