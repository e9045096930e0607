import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import type { App } from '../../../server/access/index.ts'
import { createDesk } from '../../../server/desks/index.ts'
import { loadConfig } from '../../../server/platform/config.ts'
import { openDatabase } from '../../../server/platform/db/index.ts'
import { hashToken, sealerOf } from '../../../server/platform/secrets.ts'
import { createWorkspace } from '../../../server/setup/index.ts'
import { agentKey, agentName, mailAddress } from './cast.ts'
import type { Furniture } from './chunk.ts'
import { agentsOf } from './plan.ts'

export const secret = 'the load bench seals nothing worth stealing'

/**
 * Workspaces, desks and lifecycles as the product makes them; agents with a key each by plain SQL. The desks of the
 * measured workspace have no address, so that its replies are not mailed; a further one takes mail.
 */
export async function furnish(folder: string, owner: pg.Client, app: pg.PoolConfig, seed: number): Promise<Furniture> {
  const config = loadConfig({ STATEDESK_SECRET: secret }, { data: join(folder, 'product') })
  const db = openDatabase({ ...app, max: 2 })
  const product: App = { config, db, log: pino({ level: 'warn' }), secrets: sealerOf(secret), wake: () => undefined }
  const workspaces: Furniture['workspaces'][number][] = []
  for (let w = 0; w < agentsOf.length; w++) {
    const { workspaceId, deskId } = await createWorkspace(product, {
      name: `Load ${w + 1}`,
      desk: { name: 'Support', lifecycle: 'support' },
    })
    const second = await db.transaction(workspaceId, (tx) => createDesk(product, tx, { name: 'Orders', lifecycle: 'support' }, null))
    if (w === 0)
      await db.transaction(workspaceId, (tx) => createDesk(product, tx, { name: 'Mail', lifecycle: 'support', address: mailAddress }, null))
    // What is measured is taking tickets in; the yardstick beside it writes no mails either.
    await owner.query(`UPDATE desks SET settings = settings || '{"acknowledgeNew": false, "statusMails": false}' WHERE workspace_id = $1`, [
      workspaceId,
    ])
    const { rows } = await owner.query<{ version: number }>('SELECT lifecycle_version_id::int AS version FROM desks WHERE id = $1', [
      deskId,
    ])
    workspaces.push({
      id: workspaceId,
      desks: [deskId as number, second.id],
      version: rows[0]?.version as number,
      agents: await makeAgents(owner, workspaceId, w, seed),
      labels: await makeLabels(owner, workspaceId),
    })
  }
  await db.close()
  return { workspaces }
}

async function makeAgents(owner: pg.Client, workspaceId: number, w: number, seed: number): Promise<number[]> {
  const ids: number[] = []
  for (let agent = 0; agent < (agentsOf[w] as number); agent++) {
    const name = agentName(w, agent)
    const { rows } = await owner.query<{ id: string }>(
      `WITH u AS (INSERT INTO users (email, name) VALUES ($1, $2) RETURNING id),
         m AS (INSERT INTO memberships (workspace_id, user_id, role_id, name)
           SELECT $3, u.id, r.id, $2 FROM u, roles r WHERE r.workspace_id = $3 AND r.key = 'agent' RETURNING user_id),
         d AS (INSERT INTO desk_members (workspace_id, desk_id, user_id) SELECT $3, d.id, m.user_id FROM m, desks d WHERE d.workspace_id = $3),
         k AS (INSERT INTO api_keys (workspace_id, user_id, name, token_hash, hint) SELECT $3, m.user_id, $2, $4, $5 FROM m)
       SELECT id FROM u`,
      [`agent.${w}.${agent}@load.example`, name, workspaceId, hashToken(agentKey(seed, w, agent)), agentKey(seed, w, agent).slice(0, 7)],
    )
    ids.push(Number(rows[0]?.id))
  }
  return ids
}

async function makeLabels(owner: pg.Client, workspaceId: number): Promise<number[]> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO labels (workspace_id, name) SELECT $1, 'Label ' || n FROM generate_series(1, 20) n RETURNING id`,
    [workspaceId],
  )
  return rows.map(({ id }) => Number(id))
}
