/**
 * The yardstick: what a bare server costs that does the same work with the same kinds of statements, and nothing else.
 * No framework, no check of who asks or what they send, no lifecycle, no row level security (it works as the superuser).
 * One file, `node:http` and `pg`. Run with the database as JSON in THIN_DATABASE; it says its port on its output.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

const place = JSON.parse(process.env.THIN_DATABASE ?? '{}') as pg.PoolConfig
pg.types.setTypeParser(20, Number)
const pool = new pg.Pool({ ...place, max: 20 })

const text = {
  contact: `SELECT c.id, c.name, i.value AS email FROM contact_identities i JOIN contacts c ON c.workspace_id = i.workspace_id AND c.id = i.contact_id
    WHERE i.workspace_id = $1 AND i.kind = 'mail' AND i.value = $2`,
  ids: `SELECT nextval('tickets_id_seq') AS id, nextval('messages_id_seq') AS message, nextval('ticket_numbers_1')::int AS number, d.lifecycle_version_id AS version
    FROM desks d WHERE d.workspace_id = $1 AND d.id = $2`,
  insertTicket: `WITH cell AS (INSERT INTO count_deltas (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, n)
      VALUES ($1, $5, $6, 'open', 'open', 0, 0, 'active', '', 1)),
    indexed AS (INSERT INTO search_queue (workspace_id, ticket_id) VALUES ($1, $2))
    INSERT INTO tickets (workspace_id, id, number, reference, desk_id, lifecycle_version_id, status, category, title, channel, contact_id, contact_name, contact_email,
      created_at, updated_at, last_activity_at, message_count, preview, last_public_message_id, last_public_by, event_seq, event_hash)
    OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, 'open', 'open', $7, 'api', $8, $9, $10, $11, $11, $11, 1, $12, $13, 'contact', 2, $14)`,
  insertMessage: `WITH indexed AS (INSERT INTO search_queue (workspace_id, ticket_id, message_id) VALUES ($1, $3, $2))
    INSERT INTO messages (workspace_id, id, ticket_id, origin_ticket_id, kind, audience, author_kind, author_id, author_name, author_email, at, body, text, preview)
    OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $3, $4, 'public', $5, $6, $7, $8, $9, $10, $11, $12)`,
  insertEvents: `INSERT INTO events (workspace_id, ticket_id, seq, type, actor_kind, actor_id, at, data, hash)
    SELECT $1, $2, seq, type, 'staff', $4, $5, data, decode(hash, 'hex') FROM jsonb_to_recordset($3::jsonb) AS e(seq int, type text, data jsonb, hash text)`,
  insertParticipant: `INSERT INTO participants (workspace_id, ticket_id, contact_id, scope_ticket_id, via, joined_at) VALUES ($1, $2, $3, $2, 'creator', $4)`,
  lock: `SELECT id, status, desk_id, lifecycle_version_id, assignee_id, event_seq, event_hash, version FROM tickets WHERE workspace_id = $1 AND id = $2 FOR UPDATE`,
  nextMessage: `SELECT nextval('messages_id_seq') AS id`,
  updateTicket: `UPDATE tickets SET version = version + 1, updated_at = $3, last_activity_at = $3, first_response_at = COALESCE(first_response_at, $3), message_count = message_count + 1,
    preview = $4, last_public_message_id = $5, last_public_by = 'agent', last_agent_message_at = $3, event_seq = $6, event_hash = $7 WHERE workspace_id = $1 AND id = $2`,
  list: `SELECT id, reference, title, status, priority, type, channel, desk_id, contact_id, contact_name, contact_email, assignee_id, team_id, bucket, preview, message_count, version,
      last_public_message_id, last_public_by, last_activity_at, created_at, updated_at
    FROM tickets WHERE workspace_id = $1 AND assignee_id = $2 AND bucket = 'active' AND category IN ('new', 'open', 'waiting', 'transferred') AND category IN ('new', 'open')
    ORDER BY last_activity_at DESC, id DESC LIMIT 51`,
  ticket: `SELECT t.*, m.name AS assignee FROM tickets t LEFT JOIN memberships m ON m.workspace_id = t.workspace_id AND m.user_id = t.assignee_id WHERE t.workspace_id = $1 AND t.id = $2`,
  messages: `SELECT id, kind, audience, state, author_kind, author_id, author_name, author_email, at, text, preview, has_quote, to_addresses, cc_addresses
    FROM messages WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY at DESC, id DESC LIMIT 51`,
  events: `SELECT seq, type, at, actor_kind, actor_id, data FROM events WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY seq DESC LIMIT 101`,
  counts: `SELECT status, sum(n) AS "all", sum(n) FILTER (WHERE assignee_id = 0) AS unassigned, sum(n) FILTER (WHERE assignee_id = $2) AS mine FROM (
      SELECT status, assignee_id, n FROM count_totals WHERE workspace_id = $1 AND bucket = 'active'
      UNION ALL SELECT status, assignee_id, n FROM count_deltas WHERE workspace_id = $1 AND bucket = 'active') c GROUP BY status`,
  search: `SELECT ticket_id FROM search_messages($1, 9007199254740991, 51)`,
} as const

const ask = async <Row extends pg.QueryResultRow>(on: pg.Pool | pg.PoolClient, name: keyof typeof text, values: unknown[]) =>
  (await on.query<Row>({ name, text: text[name], values })).rows

async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

const bodyOf = (words: string) =>
  JSON.stringify({
    blocks: words.split('\n\n').map((one, i) => ({ id: `b${i + 1}`, type: 'paragraph', content: [{ type: 'text', text: one }] })),
  })

function chained(hash: Buffer, seq: number, events: { type: string; data: object }[]) {
  let last = hash
  const rows = events.map(({ type, data }, i) => {
    last = createHash('sha256').update(last).update(JSON.stringify(data)).digest()
    return { seq: seq + i + 1, type, data, hash: last.toString('hex') }
  })
  return { rows: JSON.stringify(rows), last, seq: seq + events.length }
}

interface NewTicket {
  readonly desk: number
  readonly title: string
  readonly description: string
  readonly email: string
  readonly agent: number
}

const createTicket = (input: NewTicket) =>
  transaction(async (client) => {
    const [contact] = await ask<{ id: number; name: string; email: string }>(client, 'contact', [1, input.email])
    const [ids] = await ask<{ id: number; message: number; number: number; version: number }>(client, 'ids', [1, input.desk])
    if (!contact || !ids) throw new Error('no such contact or desk')
    const now = new Date()
    const reference = `TKT-${ids.number}`
    const preview = input.description.slice(0, 160)
    const chain = chained(Buffer.alloc(0), 0, [
      { type: 'ticket.created', data: { desk: input.desk, contact: contact.id, status: 'open' } },
      { type: 'message.added', data: { message: ids.message, kind: 'customer', audience: 'public' } },
    ])
    await ask(client, 'insertTicket', [
      1,
      ids.id,
      ids.number,
      reference,
      input.desk,
      ids.version,
      input.title,
      contact.id,
      contact.name,
      contact.email,
      now,
      preview,
      ids.message,
      chain.last,
    ])
    await ask(client, 'insertEvents', [1, ids.id, chain.rows, input.agent, now])
    await ask(client, 'insertMessage', [
      1,
      ids.message,
      ids.id,
      'customer',
      'contact',
      contact.id,
      contact.name,
      contact.email,
      now,
      bodyOf(input.description),
      input.description,
      preview,
    ])
    await ask(client, 'insertParticipant', [1, ids.id, contact.id, now])
    return {
      id: String(ids.id),
      reference,
      title: input.title,
      status: 'open',
      contact,
      preview,
      createdAt: now,
      updatedAt: now,
      version: 1,
    }
  })

const reply = (ticketId: number, input: { text: string; agent: number }) =>
  transaction(async (client) => {
    const [ticket] = await ask<{ event_seq: number; event_hash: Buffer; status: string }>(client, 'lock', [1, ticketId])
    const [next] = await ask<{ id: number }>(client, 'nextMessage', [])
    if (!ticket || !next) throw new Error('no such ticket')
    const now = new Date()
    const preview = input.text.slice(0, 160)
    const chain = chained(ticket.event_hash, ticket.event_seq, [
      { type: 'message.added', data: { message: next.id, kind: 'reply', audience: 'public' } },
    ])
    await ask(client, 'updateTicket', [1, ticketId, now, preview, next.id, chain.seq, chain.last])
    await ask(client, 'insertEvents', [1, ticketId, chain.rows, input.agent, now])
    await ask(client, 'insertMessage', [
      1,
      next.id,
      ticketId,
      'reply',
      'agent',
      input.agent,
      'Agent',
      null,
      now,
      bodyOf(input.text),
      input.text,
      preview,
    ])
    return {
      message: { id: String(next.id), kind: 'reply', at: now, text: input.text, preview },
      ticket: { id: String(ticketId), status: ticket.status },
    }
  })

async function wholeTicket(id: number) {
  const [ticket, messages, events] = await Promise.all([
    ask(pool, 'ticket', [1, id]),
    ask(pool, 'messages', [1, id]),
    ask(pool, 'events', [1, id]),
  ])
  return { ticket: ticket[0], messages: messages.reverse(), events }
}

async function answer(request: IncomingMessage, body: string): Promise<unknown> {
  const [, what, id] = (request.url ?? '').split('/')
  if (request.method === 'POST' && what === 'tickets' && id) return reply(Number(id), JSON.parse(body) as { text: string; agent: number })
  if (request.method === 'POST' && what === 'tickets') return createTicket(JSON.parse(body) as NewTicket)
  if (what === 'tickets') return wholeTicket(Number(id))
  if (what === 'mine') return { items: (await ask(pool, 'list', [1, Number(id)])).slice(0, 50) }
  if (what === 'counts') return { statuses: await ask(pool, 'counts', [1, Number(id)]) }
  throw new Error('no such page')
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  let body = ''
  request.setEncoding('utf8').on('data', (chunk: string) => {
    body += chunk
  })
  request.on('end', () => {
    answer(request, body).then(
      (result) => {
        const json = JSON.stringify(result)
        response
          .writeHead(request.method === 'POST' ? 201 : 200, {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(json),
          })
          .end(json)
      },
      (error: Error) => response.writeHead(500).end(error.message),
    )
  })
}

/** Behind the commit, a batch at a time: what was written becomes searchable, and deltas become totals. */
async function index(): Promise<void> {
  const rows = (
    await pool.query<{ ticket_id: number; message_id: number | null }>(
      'DELETE FROM search_queue WHERE id IN (SELECT id FROM search_queue ORDER BY id LIMIT 500) RETURNING ticket_id, message_id',
    )
  ).rows
  if (rows.length > 0) {
    const found = await pool.query<{ id: number; ticket_id: number; words: string }>(
      `SELECT m.id, m.ticket_id, t.title || ' ' || m.text AS words FROM messages m JOIN tickets t ON t.workspace_id = m.workspace_id AND t.id = m.ticket_id WHERE m.workspace_id = 1 AND m.id = ANY ($1)
       UNION ALL SELECT -t.id, t.id, concat_ws(' ', t.reference, t.title, t.contact_name, t.contact_email) FROM tickets t WHERE t.workspace_id = 1 AND t.id = ANY ($2)`,
      [
        rows.map((row) => row.message_id).filter((id) => id !== null),
        rows.filter((row) => row.message_id === null).map((row) => row.ticket_id),
      ],
    )
    const documents = found.rows.map((row) => ({
      id: row.id,
      ticket: row.ticket_id,
      tokens: [...new Set(row.words.toLowerCase().match(/[\p{L}\p{N}]+/gu))],
    }))
    await pool.query(
      `INSERT INTO message_search (workspace_id, message_id, ticket_id, is_public, document)
       SELECT 1, d.id, d.ticket, true, array_to_tsvector(d.tokens) FROM jsonb_to_recordset($1::jsonb) AS d(id bigint, ticket bigint, tokens text[])
       ON CONFLICT (workspace_id, message_id) DO UPDATE SET document = EXCLUDED.document`,
      [JSON.stringify(documents)],
    )
  }
  setTimeout(() => void index(), rows.length === 500 ? 0 : 250)
}

async function fold(): Promise<void> {
  await pool.query(`WITH taken AS (DELETE FROM count_deltas RETURNING *),
      summed AS (SELECT workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish, sum(n) AS n FROM taken GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9)
    INSERT INTO count_totals SELECT * FROM summed
    ON CONFLICT (workspace_id, desk_id, lifecycle_version_id, status, category, assignee_id, team_id, bucket, finish) DO UPDATE SET n = count_totals.n + EXCLUDED.n`)
  setTimeout(() => void fold(), 5_000)
}

const server = createServer({ keepAliveTimeout: 120_000 }, serve)
server.listen(0, '127.0.0.1', () => {
  console.log(`thin listens on ${(server.address() as AddressInfo).port}`)
  void Promise.all([index(), fold()])
})
