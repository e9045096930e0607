import pg from 'pg'
import type { Connection } from '../../server/platform/postgres/index.ts'
import { agentKey } from './data/cast.ts'
import type { Loaded } from './data/load-database.ts'
import { agentsOf } from './data/plan.ts'
import type { Subject } from './works.ts'

/** Looks up whom the load is about. */
export async function subjectOf(superuser: Connection, loaded: Loaded): Promise<Subject> {
  const client = new pg.Client(superuser)
  await client.connect()
  const place = loaded.furniture.workspaces[0]
  if (!place) throw new Error('the database has no workspace')
  const column = async <T>(text: string) => (await client.query<{ value: T }>(text)).rows.map(({ value }) => value)
  try {
    return {
      keys: Array.from({ length: agentsOf[0] }, (_, agent) => agentKey(loaded.seed, 0, agent)),
      agents: place.agents,
      desk: place.desks[0] as number,
      emails: await column(
        `SELECT value FROM contact_identities WHERE workspace_id = ${place.id} AND kind = 'mail' ORDER BY md5(value) LIMIT 3000`,
      ),
      replyable: (
        await column<string>(
          `SELECT id AS value FROM tickets WHERE workspace_id = ${place.id} AND status = 'in_progress' ORDER BY md5(id::text) LIMIT 3000`,
        )
      ).map(Number),
      tens: (
        await column<string>(
          `SELECT id AS value FROM tickets WHERE workspace_id = ${place.id} AND id % 10 = 0 AND id <= ${loaded.tickets} ORDER BY md5(id::text) LIMIT 20000`,
        )
      ).map(Number),
      texts: await column(
        `SELECT text AS value FROM messages WHERE workspace_id = ${place.id} AND text ~ '^[A-Z]' AND text !~ '\\n' LIMIT 300`,
      ),
      titles: await column(`SELECT title AS value FROM tickets WHERE workspace_id = ${place.id} AND title ~ '^[A-Z]' LIMIT 500`),
    }
  } finally {
    await client.end()
  }
}
