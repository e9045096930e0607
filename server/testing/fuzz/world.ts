import { createKey, createUser, startSession } from '../../access/index.ts'
import type { Random } from '../../demo/random.ts'
import { createWorkspace } from '../../setup/index.ts'
import { type Api, apiAs } from '../api.ts'
import { castPassword } from '../cast.ts'
import { type TestServer, testServer } from '../http.ts'
import { uploadFile } from '../upload-file.ts'
import { naughtyString } from './naughty.ts'
import type { Supply } from './values.ts'

/** One of the two workspaces that share a server. What is written in it may hold its canary; the other may never see that. */
export interface Side {
  readonly workspaceId: number
  readonly canary: string
  readonly admin: Api
  /** Known ids by what they are, the newest last. */
  readonly ids: Map<string, string[]>
  readonly definition: Record<string, unknown>
}

export interface Caller {
  readonly name: string
  readonly side: Side
  headers: Record<string, string>
  /** Gives it another credential, after it threw its own away. */
  renew(): Promise<void>
}

export interface FuzzWorld extends TestServer {
  readonly sides: readonly [Side, Side]
  readonly callers: readonly Caller[]
}

const lifecycles = ['inbox', 'live', 'contact-center', 'support', 'sign-off']

/** A server with two workspaces that have something of everything, and people and automations of both. */
export async function openFuzzWorld(): Promise<FuzzWorld> {
  const server = await testServer({ STATEDESK_DEV: '0' })
  const sides = [await furnish(server, 'CanaryAlpha7391'), await furnish(server, 'CanaryBeta2846')] as const
  const callers: Caller[] = []
  for (const side of sides)
    for (const role of ['admin', 'agent', 'viewer']) callers.push(await keyOf(server, side, role), await personOf(server, side, role))
  callers.push({ name: 'nobody', side: sides[0], headers: {}, renew: async () => {} })
  return { ...server, sides, callers }
}

async function furnish(server: TestServer, canary: string): Promise<Side> {
  const mail = canary.toLowerCase()
  const { workspaceId, deskId } = await createWorkspace(server.app, {
    name: canary,
    admin: { name: canary, email: `${mail}@desk.example`, password: castPassword },
    desk: { name: `${canary} desk`, lifecycle: 'support', address: `help@${mail}.example` },
  })
  const key = await server.app.db.transaction(workspaceId, (tx) => createKey(tx, { name: canary, role: 'admin' }, null))
  const admin = apiAs(server.url, { authorization: `Bearer ${key.key}` })
  const ids = new Map<string, string[]>()
  const know = (kind: string, id: string | undefined) => ids.set(kind, [...(ids.get(kind) ?? []), ...(id ? [id] : [])])
  know('desks', String(deskId))
  for (const lifecycle of lifecycles) {
    const desk = await admin.post<{ id: string; addresses: { id: string }[] }>('/desks', {
      name: `${canary} ${lifecycle}`,
      lifecycle,
      address: `${lifecycle}@${mail}.example`,
    })
    know('desks', desk.id)
    know('addresses', desk.addresses[0]?.id)
    for (let n = 0; n < 3; n++) {
      const contact = { email: `${n}@${mail}.customer.example`, name: canary }
      const ticket = await admin.post<{ id: string; reference: string; contact: { id: string } }>('/tickets', {
        title: `${canary} ${n}`,
        description: canary,
        desk: desk.id,
        contact,
      })
      know('tickets', n === 0 ? ticket.id : ticket.reference)
      know('contacts', ticket.contact.id)
      const { message } = await admin.post<{ message: { id: string } }>(`/tickets/${ticket.id}/messages`, {
        kind: n === 1 ? 'note' : 'reply',
        text: `${canary} said`,
      })
      know('messages', message.id)
      const masked = await admin.post<{ masks: string[] }>(`/tickets/${ticket.id}/messages/${message.id}/masks`, { text: 'said' })
      know('masks', masked.masks[0])
    }
  }
  const desk = ids.get('desks')?.[0] ?? ''
  const add = (part: string, more = {}) =>
    admin.post<Record<'inquiryTypes' | 'fields' | 'categories', { id: string }[]>>(`/desks/${desk}/${part}`, { name: canary, ...more })
  know('types', 'bug_report')
  know('inquiry-types', (await add('inquiry-types')).inquiryTypes[0]?.id)
  know('fields', (await add('fields', { kind: 'text' })).fields[0]?.id)
  know('categories', (await add('categories')).categories[0]?.id)
  know('teams', (await admin.post<{ id: string }>('/teams', { name: canary })).id)
  know('labels', (await admin.post<{ id: string }>('/labels', { name: canary })).id)
  know('views', (await admin.post<{ id: string }>('/views', { name: canary, where: { all: [] } })).id)
  know('announcements', (await admin.post<{ id: string }>('/announcements', { title: canary })).id)
  const fields = [{ label: canary, path: 'plan', kind: 'text' }]
  const source = { name: canary, url: 'https://crm.example/{{contact.email}}', fields }
  know('customer-info-sources', (await admin.post<{ id: string }>('/customer-info-sources', source)).id)
  const nine = [{ from: '09:00', to: '17:00' }]
  const week = { monday: nine, tuesday: nine, wednesday: [], thursday: nine, friday: nine, saturday: [], sunday: [] }
  know('calendars', (await admin.post<{ id: string }>('/calendars', { name: canary, hours: { zone: 'Asia/Seoul', week } })).id)
  const targets = { urgent: { resolution: { amount: 1, unit: 'hours' } }, high: null, normal: null, low: null }
  know('policies', (await admin.post<{ id: string }>('/sla/policies', { name: canary, terms: { targets } })).id)
  const atContactCenter = ids.get('tickets')?.[lifecycles.indexOf('contact-center') * 3]
  await admin.post(`/tickets/${atContactCenter}/transfer-to-desk`, { desk, title: canary, text: canary })
  const { issues } = await admin.get<{ issues: { ticket: { reference: string } }[] }>(`/tickets/${atContactCenter}/transfers`)
  know('tickets', issues[0]?.ticket.reference)
  await admin.post(`/tickets/${issues[0]?.ticket.reference}/request-guide`, { text: canary })
  know('bulk', (await admin.post<{ id: string }>('/bulk', { act: { action: 'star' }, on: { query: { view: 'all' } } })).id)
  know('links', await linkOf(admin, ids.get('tickets') ?? []))
  know('texts', (await admin.post<{ id: string }>('/texts', { kind: 'canned', title: canary, html: canary, scope: 'all' })).id)
  know('keys', (await admin.post<{ id: string }>('/keys', { name: canary, role: 'viewer' })).id)
  for (const outbox of (await admin.get<{ items: { id: string }[] }>('/outbox?limit=5')).items) know('outbox', outbox.id)
  const known = (await admin.get<{ items: { id: string; key: string }[] }>('/lifecycles')).items
  for (const { id } of known) know('lifecycles', id)
  const { definition } = await admin.get<{ definition: Record<string, unknown> }>(
    `/lifecycles/${known.find((one) => one.key === 'support')?.id}/versions/1`,
  )
  const own = await admin.post<{ id: string }>('/lifecycles', { key: mail, name: canary, definition })
  know('lifecycles', own.id)
  know('attachments', await uploadFile(server.url, key.key, `${canary}.txt`, canary))
  return { workspaceId, canary, admin, ids, definition }
}

async function linkOf(admin: Api, [ref, to]: readonly string[]): Promise<string | undefined> {
  const { links } = await admin.post<{ links: { id: string }[] }>(`/tickets/${ref}/links`, { kind: 'related', to })
  return links[0]?.id
}

async function keyOf({ app }: TestServer, side: Side, role: string): Promise<Caller> {
  const caller: Caller = {
    name: `${role} key of ${side.canary}`,
    side,
    headers: {},
    async renew() {
      const { key } = await app.db.transaction(side.workspaceId, (tx) => createKey(tx, { name: `${side.canary} ${role}`, role }, null))
      caller.headers = { authorization: `Bearer ${key}` }
    },
  }
  await caller.renew()
  return caller
}

let people = 0

async function personOf({ app }: TestServer, side: Side, role: string): Promise<Caller> {
  const caller: Caller = {
    name: `${role} session of ${side.canary}`,
    side,
    headers: {},
    async renew() {
      const email = `${role}${people++}@${side.canary.toLowerCase()}.example`
      const session = await app.db.transaction(side.workspaceId, async (tx) => {
        const { id } = await createUser(tx, { name: `${side.canary} ${role}`, email, password: castPassword, role })
        return { ...(await startSession(tx, id, 'fuzz')), id }
      })
      side.ids.set('agents', [...(side.ids.get('agents') ?? []), String(session.id)])
      caller.headers = { cookie: `__Host-statedesk=${session.token}`, 'x-statedesk': '1' }
    },
  }
  await caller.renew()
  return caller
}

/** Ids and words for a request of somebody of this side. */
export function supplyOf(side: Side, other: Side, random: Random): Supply {
  return {
    id(kind) {
      const roll = random.next()
      const pool = roll < 0.78 ? side.ids.get(kind) : roll < 0.9 ? other.ids.get(kind) : random.pick([...side.ids.values()])
      if (roll > 0.96 || !pool || pool.length === 0) return random.pick(['1', '999999999', '123456789012345'])
      return random.pick(pool.slice(-30))
    },
    words: () =>
      random.chance(0.25) ? naughtyString(random) : `${side.canary} ${random.pick(['hello', 'wörds', '日本語 語', 'a "b" <c>', 'ok 👍'])}`,
    email: () => (random.chance(0.2) ? naughtyString(random) : `${random.between(1, 40)}@${side.canary.toLowerCase()}.example`),
    definition: () => side.definition,
  }
}
