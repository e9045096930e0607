import { join } from 'node:path'
import pino from 'pino'
import { type App, authenticate, knownCaller } from './access/index.ts'
import { loadConfig } from './platform/config.ts'
import { openDatabase } from './platform/db/index.ts'
import { createHttp } from './platform/http/index.ts'
import { sealerOf } from './platform/secrets.ts'
import { routes } from './routes.ts'

/** The API document of this code. It needs no database: nothing is asked, the routes are only described. */
export async function apiDocument(folder: string) {
  const config = loadConfig({ STATEDESK_DATA: folder, LOG_LEVEL: 'silent' })
  const log = pino({ level: 'silent' })
  const db = openDatabase({})
  const app: App = { config, db, log, secrets: sealerOf(config.secret), wake: () => {} }
  const http = await createHttp({
    app,
    authenticate: authenticate.bind(null, app),
    knownCaller: knownCaller.bind(null, app),
    webFolder: join(folder, 'web'),
  })
  for (const add of routes) add(http)
  await http.fastify.ready()
  const document = http.fastify.swagger()
  await http.fastify.close()
  await db.close()
  return document
}
