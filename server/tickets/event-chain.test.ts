import { afterAll, beforeAll, expect, it } from 'vitest'
import { withClient } from '../platform/postgres/index.ts'
import { canonicalJson, chainHash, detailsMac, sealDetails, type TicketEvent } from './event-chain.ts'
import { eventually, openScene, type Scene, type SeenTicket } from './testing/scene.ts'
import { verifyWorkspace } from './verify.ts'

let scene: Scene
let support: string

beforeAll(async () => {
  scene = await openScene()
  support = await scene.desk('support')
})
afterAll(() => scene.end())

const faults = async () => (await scene.app.db.snapshot(scene.workspaceId, verifyWorkspace)).faults

/** As whoever owns the database and may do anything: row level security holds for the owner too, so it says which workspace. */
function asOwner(text: string, params: unknown[]): Promise<number> {
  return withClient(scene.database.owner, async (client) => {
    await client.query("SELECT set_config('app.workspace', $1, false)", [String(scene.workspaceId)])
    return (await client.query(text, params)).rowCount ?? 0
  })
}

/** A ticket with a history: created, taken, retitled, moved, answered, resolved. */
async function withHistory(): Promise<SeenTicket> {
  const ticket = await scene.create(support)
  await scene.act(scene.mina, ticket, 'take')
  await scene.mina.patch(`/tickets/${ticket.reference}`, { title: 'Cannot sign in since Monday' })
  await scene.act(scene.mina, ticket, 'forward', { agent: scene.ids.joon })
  await scene.act(scene.mina, ticket, 'status', { to: 'waiting' })
  await scene.customerWrites(ticket)
  await scene.reply(scene.joon, ticket)
  await scene.act(scene.joon, ticket, 'resolve', { text: 'New password.' })
  return scene.read(ticket)
}

/** Breaks one row, looks, and puts it back as it was. */
async function broken(ticket: SeenTicket, table: 'events' | 'event_details', seq: number, change: string): Promise<string[]> {
  const key = [scene.workspaceId, ticket.id, seq]
  const [row] = await scene.rows<{ row: unknown }>(
    `SELECT to_jsonb(x) AS row FROM ${table} x WHERE workspace_id = $1 AND ticket_id = $2 AND seq = $3`,
    key,
  )
  expect(await asOwner(`UPDATE ${table} SET ${change} WHERE workspace_id = $1 AND ticket_id = $2 AND seq = $3`, key)).toBe(1)
  const found = await faults()
  const columns = Object.keys(row?.row as object).filter((name) => !['workspace_id', 'ticket_id', 'seq', 'id', 'position'].includes(name))
  const back = columns.map((name) => `${name} = r.${name}`).join(', ')
  await asOwner(
    `UPDATE ${table} x SET ${back} FROM jsonb_populate_record(NULL::${table}, $4::jsonb) r WHERE x.workspace_id = $1 AND x.ticket_id = $2 AND x.seq = $3`,
    [...key, JSON.stringify(row?.row)],
  )
  expect(await faults()).toEqual([])
  return found
}

/** Until every event of a ticket has its place in the feed, so that none is given to a hole. */
function placed(ticket: SeenTicket): Promise<unknown> {
  const unplaced = () =>
    scene.rows('SELECT 1 FROM events WHERE workspace_id = $1 AND ticket_id = $2 AND position IS NULL', [scene.workspaceId, ticket.id])
  return eventually(unplaced, (rows) => rows.length === 0)
}

const seqOf = async (ticket: SeenTicket, type: string) => (await scene.log(ticket)).find((event) => event.type === type)?.seq ?? 0

it('the chain of a ticket verifies, and its log replays to the status and assignee it has (B5, P4)', async () => {
  const ticket = await withHistory()
  expect(await faults()).toEqual([])
  let status = ''
  let assignee: string | null = null
  for (const { type, data } of await scene.log(ticket)) {
    if (type === 'ticket.created') status = String(data.status)
    if (type === 'ticket.status_changed') status = String(data.to)
    if (type === 'ticket.assigned') assignee = String(data.agent)
    if (type === 'ticket.unassigned') assignee = null
  }
  expect([status, assignee]).toEqual([ticket.status.key, ticket.assignee?.id])
})

it.each([
  ['what it says', 'ticket.status_changed', `data = data || '{"to": "closed"}'`],
  ['who did it', 'ticket.assigned', 'actor_id = actor_id + 1'],
  ['what kind of somebody did it', 'ticket.assigned', "actor_kind = 'system'"],
  ['when', 'ticket.assigned', "at = at - interval '1 day'"],
  ['its type', 'ticket.title_changed', "type = 'ticket.type_changed'"],
  ['the code of its details', 'ticket.title_changed', 'details_mac = sha256(details_mac)'],
  ['that it has details', 'ticket.title_changed', 'details_mac = NULL'],
  ['its hash', 'ticket.assigned', 'hash = sha256(hash)'],
])('an event of which somebody changed %s is named as altered (B5)', async (_, type, change) => {
  const ticket = await withHistory()
  const seq = await seqOf(ticket, type)
  expect(await broken(ticket, 'events', seq, change)).toEqual([`${ticket.reference}: event ${seq} was altered.`])
})

it('altered details are named as such, and the chain around them still holds (B5)', async () => {
  const ticket = await withHistory()
  const seq = await seqOf(ticket, 'ticket.title_changed')
  const named = [`${ticket.reference}: the details of event ${seq} were altered.`]
  expect(await broken(ticket, 'event_details', seq, `data = data || '{"to": "Cannot sign in at all"}'`)).toEqual(named)
  expect(await broken(ticket, 'event_details', seq, 'salt = sha256(salt)')).toEqual(named)
})

it('a row that was moved past the log is named (B5)', async () => {
  const ticket = await withHistory()
  const change = async (text: string, says: string) => {
    await asOwner(`UPDATE tickets SET ${text} WHERE workspace_id = $1 AND id = $2`, [scene.workspaceId, ticket.id])
    expect(await faults()).toContain(`${ticket.reference}: ${says}`)
  }
  await change("status = 'waiting', category = 'waiting'", 'its log ends in resolved, its row says waiting.')
  await change(
    `status = 'resolved', category = 'resolved', assignee_id = ${scene.ids.mina}`,
    `its log ends with assignee ${scene.ids.joon}, its row says ${scene.ids.mina}.`,
  )
  await change(`assignee_id = ${scene.ids.joon}, event_seq = event_seq + 1`, 'the end of its log does not match its row.')
  await asOwner('UPDATE tickets SET event_seq = event_seq - 1 WHERE workspace_id = $1 AND id = $2', [scene.workspaceId, ticket.id])
  expect(await faults()).toEqual([])
})

it('purged details are told as erased and not as a fault; the envelopes stay and the chain holds (B5, H5)', async () => {
  const ticket = await withHistory()
  const before = await scene.app.db.snapshot(scene.workspaceId, verifyWorkspace)
  const withDetails = await scene.rows<{ seq: number }>(
    'SELECT seq FROM events WHERE workspace_id = $1 AND ticket_id = $2 AND details_mac IS NOT NULL',
    [scene.workspaceId, ticket.id],
  )
  expect(withDetails.length).toBeGreaterThan(2)
  await scene.act(scene.ada, ticket, 'delete')
  await scene.ada.post(`/tickets/${ticket.reference}/purge`)
  const after = await scene.app.db.snapshot(scene.workspaceId, verifyWorkspace)
  expect(after.faults).toEqual([])
  expect(after.erased - before.erased).toBe(withDetails.length)
  expect(after.events).toBe(before.events + 2)
  const [tombstone] = await scene.rows('SELECT reference, title, contact_email, bucket FROM tickets WHERE workspace_id = $1 AND id = $2', [
    scene.workspaceId,
    ticket.id,
  ])
  expect(tombstone).toEqual({ reference: ticket.reference, title: '', contact_email: null, bucket: 'purged' })
})

it('nobody the product runs as may change or delete an event (P4)', async () => {
  const ticket = await withHistory()
  for (const text of [
    "UPDATE events SET data = '{}' WHERE workspace_id = $1 AND ticket_id = $2",
    'DELETE FROM events WHERE workspace_id = $1 AND ticket_id = $2',
    'UPDATE events SET at = now() WHERE workspace_id = $1 AND ticket_id = $2',
  ]) {
    await expect(scene.rows(text, [scene.workspaceId, ticket.id])).rejects.toThrow(/permission denied/)
  }
  await expect(scene.rows('TRUNCATE events')).rejects.toThrow(/permission denied/)
})

it('an event says nothing a person wrote: titles, texts and names stand in details only (B5)', async () => {
  const secret = 'Canary-4711'
  const ticket = await scene.create(support, { title: secret, contact: { email: 'canary-4711@customer.example', name: secret } })
  await scene.mina.patch(`/tickets/${ticket.reference}`, { title: `${secret} again` })
  await scene.act(scene.mina, ticket, 'escalate', { reason: secret })
  await scene.act(scene.mina, ticket, 'resolve', { text: secret })
  const rows = await scene.rows<{ text: string }>('SELECT e::text AS text FROM events e WHERE workspace_id = $1 AND ticket_id = $2', [
    scene.workspaceId,
    ticket.id,
  ])
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.filter(({ text }) => text.toLowerCase().includes('canary'))).toEqual([])
})

it('the hash is over the canonical event: the order of keys does not matter, anything else does', () => {
  const event: TicketEvent = {
    seq: 1,
    type: 'ticket.created',
    actorKind: 'staff',
    actorId: 7,
    at: new Date(0),
    data: { b: 1, a: 'x' },
    detailsMac: null,
  }
  const start = Buffer.alloc(0)
  const hash = chainHash(start, 1, 2, event)
  expect(chainHash(start, 1, 2, { ...event, data: { a: 'x', b: 1 } })).toEqual(hash)
  for (const other of [
    { seq: 2 },
    { type: 'x' },
    { actorId: 8 },
    { actorId: null },
    { at: new Date(1) },
    { data: { a: 'x', b: '1' } },
    { detailsMac: Buffer.alloc(1) },
  ]) {
    expect(chainHash(start, 1, 2, { ...event, ...other })).not.toEqual(hash)
  }
  expect(chainHash(hash, 1, 2, event)).not.toEqual(hash)
  expect(chainHash(start, 2, 2, event)).not.toEqual(hash)
  expect(chainHash(start, 1, 3, event)).not.toEqual(hash)
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'é"' })).toBe('{"a":"é\\"","b":[1,{"d":null}]}')
})

it('details are sealed with their own salt: the same words give another code each time', () => {
  const [one, two] = [sealDetails({ title: 'Hello' }), sealDetails({ title: 'Hello' })]
  expect(one.mac).not.toEqual(two.mac)
  expect(detailsMac(one.salt, { title: 'Hello' })).toEqual(one.mac)
  expect(detailsMac(one.salt, { title: 'Hello ' })).not.toEqual(one.mac)
})

// The last tests leave holes that cannot be filled again; they mend the whole ticket at the end.
it.each(['in the middle', 'at the end'] as const)('a missing event %s is named as missing, not as altered (B5)', async (where) => {
  const ticket = await withHistory()
  await placed(ticket)
  const log = await scene.log(ticket)
  const seq = where === 'at the end' ? log.length : await seqOf(ticket, 'ticket.assigned')
  const key = [scene.workspaceId, ticket.id, seq]
  const rows = await scene.rows<{ table: string; row: unknown }>(
    `SELECT 'events' AS table, to_jsonb(e) AS row FROM events e WHERE workspace_id = $1 AND ticket_id = $2 AND seq = $3
     UNION ALL SELECT 'event_details', to_jsonb(d) FROM event_details d WHERE workspace_id = $1 AND ticket_id = $2 AND seq = $3`,
    key,
  )
  await asOwner('DELETE FROM event_details WHERE workspace_id = $1 AND ticket_id = $2 AND seq = $3', key)
  await asOwner('DELETE FROM events WHERE workspace_id = $1 AND ticket_id = $2 AND seq = $3', key)
  const found = (await faults()).filter((fault) => fault.startsWith(ticket.reference))
  for (const { table, row } of rows) {
    await asOwner(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`, [
      JSON.stringify(row),
    ])
  }
  expect(await faults()).toEqual([])
  const replayed = found.filter((fault) => /its log ends/.test(fault))
  expect(found.filter((fault) => !replayed.includes(fault))).toEqual([
    where === 'at the end'
      ? `${ticket.reference}: the end of its log does not match its row.`
      : `${ticket.reference}: event ${seq} is missing.`,
  ])
})
