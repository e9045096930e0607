import type { Database, Tx } from '../../platform/db/index.ts'

/** A workspace with one desk, and tickets written straight into the tables: the search knows nothing above them. */
export async function searchableWorkspace(db: Database) {
  const [row] = await db.outside<{ id: number }>({ text: `INSERT INTO workspaces (name) VALUES ('w') RETURNING id` })
  const workspaceId = row?.id as number
  const deskId = await db.transaction(workspaceId, async (tx) => {
    const lifecycle = await one(tx, `INSERT INTO lifecycles (workspace_id, key, name) VALUES ($1, 'l', 'L') RETURNING id`)
    const version = await one(
      tx,
      `INSERT INTO lifecycle_versions (workspace_id, lifecycle_id, version, definition) VALUES ($1, $2, 1, '{}') RETURNING id`,
      lifecycle,
    )
    return one(tx, `INSERT INTO desks (workspace_id, name, lifecycle_version_id) VALUES ($1, 'd', $2) RETURNING id`, version)
  })
  let number = 0

  async function ticket(title: string, contact: { name: string; email: string } | null = null): Promise<number> {
    number += 1
    return db.transaction(workspaceId, async (tx) => {
      const id = await one(
        tx,
        `INSERT INTO tickets (workspace_id, number, reference, desk_id, lifecycle_version_id, status, category, title, contact_name, contact_email, channel,
           created_at, updated_at, last_activity_at)
         SELECT $1, $2::int, 'TKT-' || lpad($2::text, 4, '0'), $3, lifecycle_version_id, 'any', 'open', $4, $5, $6, 'api', business_now(), business_now(), business_now()
         FROM desks WHERE workspace_id = $1 AND id = $3 RETURNING id`,
        number,
        deskId,
        title,
        contact?.name ?? null,
        contact?.email ?? null,
      )
      await tx.run({ text: 'INSERT INTO search_queue (workspace_id, ticket_id) VALUES ($1, $2)' }, [workspaceId, id])
      return id
    })
  }

  async function message(
    ticketId: number,
    text: string,
    audience: 'public' | 'staff' | 'pending' = 'public',
    state = 'released',
  ): Promise<number> {
    return db.transaction(workspaceId, async (tx) => {
      const id = await one(
        tx,
        `INSERT INTO messages (workspace_id, ticket_id, origin_ticket_id, kind, audience, state, author_kind, at, body, text)
         VALUES ($1, $2, $2, CASE WHEN $4 = 'staff' THEN 'note' ELSE 'customer' END, $4, $5, 'contact', business_now(), '{"blocks":[]}', $3) RETURNING id`,
        ticketId,
        text,
        audience,
        state,
      )
      await tx.run({ text: 'INSERT INTO search_queue (workspace_id, ticket_id, message_id) VALUES ($1, $2, $3)' }, [
        workspaceId,
        ticketId,
        id,
      ])
      return id
    })
  }

  return { workspaceId, deskId, ticket, message }
}

async function one(tx: Tx, text: string, ...params: unknown[]): Promise<number> {
  return (await tx.one<{ id: number }>({ text }, [tx.workspaceId, ...params])).id
}
