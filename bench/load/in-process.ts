import { pino } from 'pino'
import { contextOf, type Context, type StaffActor, staffActorOf } from '../../server/access/index.ts'
import { loadConfig } from '../../server/platform/config.ts'
import type { App } from '../../server/platform/context.ts'
import { openDatabase } from '../../server/platform/db/index.ts'
import { sealerOf } from '../../server/platform/secrets.ts'
import type { Connection } from '../../server/platform/postgres/index.ts'
import { secret } from './data/furnish.ts'

/** The product's parts without its server, on a database of the bench. */
export async function withProduct<T>(database: Connection, folder: string, work: (app: App) => Promise<T>): Promise<T> {
  const config = loadConfig({ STATEDESK_SECRET: secret }, { data: folder })
  const db = openDatabase({ ...database, max: 2 })
  try {
    return await work({ config, db, log: pino({ level: 'warn' }), secrets: sealerOf(secret), wake: () => undefined })
  } finally {
    await db.close()
  }
}

export async function agentContext(app: App, workspaceId: number, userId: number): Promise<Context<StaffActor>> {
  const actor = await app.db.transaction(workspaceId, (tx) => staffActorOf(tx, userId))
  if (!actor) throw new Error('there is no such agent')
  return contextOf(app, workspaceId, actor)
}
