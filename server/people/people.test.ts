import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiAs } from '../testing/api.ts'
import { castPassword } from '../testing/cast.ts'
import { type TestApp, testApp } from '../testing/http.ts'

interface Agent {
  id: string
  name: string
  presence: string
  capacity: number
  role: { key: string }
  desks: string[]
  teams: string[]
  disabled: boolean
}

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function agents(desk?: string): Promise<Agent[]> {
  return (await (await app.api('ada')).get<{ items: Agent[] }>(`/agents${desk ? `?desk=${desk}` : ''}`)).items
}

test('agents are listed with their role, desks and presence', async () => {
  const all = await agents()
  expect(all.map((agent) => agent.name)).toEqual(['Ada Berg', 'Joon Park', 'Mina Kim', 'Vera Lund'])
  expect(all.find((agent) => agent.id === app.ids.mina)).toMatchObject({
    email: 'mina@desk.example',
    role: { key: 'agent', name: 'Agent' },
    presence: 'offline',
    desks: [app.deskId],
    teams: [],
    isService: false,
    disabled: false,
  })
})

test('an admin adds an agent, who can sign in and works on the desks named', async () => {
  const ada = await app.api('ada')
  const desk = await ada.post<{ id: string }>('/desks', { name: 'Only desk', lifecycle: 'inbox' })
  const made = await ada.post<Agent>('/agents', {
    name: 'Nils',
    email: 'Nils@desk.example',
    password: castPassword,
    role: 'agent',
    desks: [desk.id],
  })
  expect(made.desks).toEqual([desk.id])
  const signedIn = await apiAs(app.url, {}).post<{ me: { desks: { name: string }[] } }>('/session', {
    email: 'nils@desk.example',
    password: castPassword,
  })
  expect(signedIn.me.desks.map((one) => one.name)).toEqual(['Only desk'])
  expect((await agents(desk.id)).map((agent) => agent.name)).toEqual(['Ada Berg', 'Nils'])

  const again = await ada.problem('POST', '/agents', { name: 'Nils', email: 'NILS@desk.example', password: castPassword, role: 'agent' })
  expect(again.code).toBe('already_exists')
  const wrong = await ada.problem('POST', '/agents', { name: 'X', email: 'x', password: 'short', role: 'agent', isService: true })
  expect(wrong.errors?.map((error) => error.path).sort()).toEqual(['email', 'isService', 'password'])
  const nowhere = await ada.problem('POST', '/agents', {
    name: 'X',
    email: 'x@y.example',
    password: castPassword,
    role: 'agent',
    desks: ['999'],
  })
  expect(nowhere.errors).toEqual([{ path: 'desks', message: 'names a desk that does not exist' }])
  expect((await agents()).some((agent) => agent.name === 'X')).toBe(false)
})

test('only who manages people may', async () => {
  for (const who of ['mina', 'vera'] as const) {
    const api = await app.api(who)
    expect((await api.problem('POST', '/agents', {})).permission).toBe('people.manage')
    expect((await api.problem('PATCH', `/agents/${app.ids.ada}`, { role: 'viewer' })).permission).toBe('people.manage')
    expect((await api.problem('PUT', `/agents/${app.ids.ada}/presence`, { presence: 'away' })).permission).toBe('people.manage')
    expect((await api.problem('POST', '/teams', { name: 'x' })).permission).toBe('people.manage')
  }
})

test('another role takes effect at once, and an admin works on every desk', async () => {
  const ada = await app.api('ada')
  const changed = await ada.patch<Agent>(`/agents/${app.ids.vera}`, { role: 'admin' })
  expect(changed.role.key).toBe('admin')
  expect(changed.desks.length).toBe((await (await app.api('ada')).get<{ items: unknown[] }>('/desks')).items.length)
  await ada.patch(`/agents/${app.ids.vera}`, { role: 'viewer', desks: [app.deskId] })
  const vera = await app.api('vera')
  expect((await vera.problem('POST', '/labels', { name: 'x' })).permission).toBe('tickets.edit')
})

test('the last admin stays: two who retire each other at once leave one', async () => {
  const ada = await app.api('ada')
  expect((await ada.problem('PATCH', `/agents/${app.ids.ada}`, { role: 'agent' })).code).toBe('in_use')
  expect((await ada.problem('PATCH', `/agents/${app.ids.ada}`, { disabled: true })).code).toBe('in_use')
  await ada.patch(`/agents/${app.ids.mina}`, { role: 'admin' })
  const mina = await app.api('mina')
  await mina.get('/session')
  const answers = await Promise.all([
    ada.call('PATCH', `/agents/${app.ids.mina}`, { role: 'agent' }),
    mina.call('PATCH', `/agents/${app.ids.ada}`, { role: 'agent' }),
  ])
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  const left = (await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.many<{ name: string }>({
      text: `SELECT m.name FROM memberships m JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id JOIN users u ON u.id = m.user_id
             WHERE r.key = 'admin' AND NOT u.is_service`,
    }),
  )) as { name: string }[]
  expect(left).toHaveLength(1)
  const admin = await app.withKey('admin')
  await admin.patch(`/agents/${app.ids.ada}`, { role: 'admin' })
  await admin.patch(`/agents/${app.ids.mina}`, { role: 'agent' })
})

test('LV16: presence is what somebody chose while they are connected; a lost connection counts as offline and comes back', async () => {
  const presence = async () => (await agents()).find((agent) => agent.id === app.ids.mina)?.presence
  const mina = await app.api('mina')
  await mina.put('/me/presence', { presence: 'online' })
  expect(await presence()).toBe('online')

  await lastSeen(app.ids.mina, '70 seconds')
  expect(await presence()).toBe('offline')
  await pastCache()
  await mina.get('/session')
  expect(await presence()).toBe('online')
  expect((await mina.problem('PUT', '/me/presence', { presence: 'asleep' })).code).toBe('invalid_input')
})

test('going away or losing the connection tells the tickets one holds, once', async () => {
  const { noticeLostConnections } = await import('./index.ts')
  const joon = await app.api('joon')
  const told = await jobs()
  await joon.put('/me/presence', { presence: 'online' })
  await joon.put('/me/presence', { presence: 'away' })
  await joon.put('/me/presence', { presence: 'offline' })
  expect((await jobs()) - told).toBe(1)

  await joon.put('/me/presence', { presence: 'online' })
  await lastSeen(app.ids.joon, '61 seconds')
  expect(await noticeLostConnections(app.app, app.workspaceId)).toBe(1)
  expect(await noticeLostConnections(app.app, app.workspaceId)).toBe(0)
  expect((await jobs()) - told).toBe(2)
  await pastCache()
  await joon.get('/session')
  await lastSeen(app.ids.joon, '61 seconds')
  expect(await noticeLostConnections(app.app, app.workspaceId)).toBe(1)
})

test('an admin sets somebody’s presence and capacity; it hangs on no connection', async () => {
  const ada = await app.api('ada')
  await ada.put(`/agents/${app.ids.vera}/presence`, { presence: 'online', capacity: 9 })
  expect((await agents()).find((agent) => agent.id === app.ids.vera)).toMatchObject({ presence: 'online', capacity: 9 })
  expect((await ada.problem('PUT', '/agents/999999/presence', { presence: 'online' })).code).toBe('not_found')
  expect((await ada.problem('PUT', `/agents/${app.ids.vera}/presence`, { presence: 'online', capacity: 1001 })).code).toBe('invalid_input')
})

test('teams have members, and unique names', async () => {
  const ada = await app.api('ada')
  const team = await ada.post<{ id: string; members: string[] }>('/teams', { name: 'Billing', members: [app.ids.mina, app.ids.joon] })
  expect(team.members).toEqual([app.ids.mina, app.ids.joon])
  expect((await (await app.api('mina')).get<{ me: { teams: { name: string }[] } }>('/session')).me.teams).toEqual([
    { id: team.id, name: 'Billing' },
  ])
  expect(await ada.patch(`/teams/${team.id}`, { name: 'Invoices', members: [app.ids.mina] })).toEqual({
    id: team.id,
    name: 'Invoices',
    members: [app.ids.mina],
    version: 2,
  })
  await ada.post('/teams', { name: 'Other' })
  expect((await ada.problem('PATCH', `/teams/${team.id}`, { name: 'Other' })).code).toBe('already_exists')
  expect((await ada.problem('POST', '/teams', { name: 'Invoices' })).code).toBe('already_exists')
  expect((await ada.problem('PATCH', `/teams/${team.id}`, { members: ['999999'] })).errors?.[0]?.path).toBe('members')
  expect((await ada.problem('PATCH', '/teams/999999', { name: 'x' })).code).toBe('not_found')
})

test('labels are unique whatever their case', async () => {
  const ada = await app.api('ada')
  const label = await ada.post<{ id: string }>('/labels', { name: 'Billing', colour: 'teal' })
  expect((await ada.problem('POST', '/labels', { name: 'bILLING' })).code).toBe('already_exists')
  expect(await ada.patch(`/labels/${label.id}`, { name: 'billing', colour: 'red' })).toEqual({
    id: label.id,
    name: 'billing',
    colour: 'red',
    version: 2,
  })
  await ada.delete(`/labels/${label.id}`)
  expect((await ada.problem('DELETE', `/labels/${label.id}`)).code).toBe('not_found')
  expect((await (await app.api('mina')).problem('DELETE', `/labels/${label.id}`)).permission).toBe('settings.manage')
})

test('labels are found by id or name, and a new name becomes one', async () => {
  const { labelIds } = await import('./index.ts')
  const label = await (await app.api('ada')).post<{ id: string }>('/labels', { name: 'urgent-ish' })
  await app.app.db.transaction(app.workspaceId, async (tx) => {
    const first = await labelIds(tx, [label.id, 'Urgent-ISH', 'fresh'])
    expect(first).toHaveLength(2)
    expect(first[0]).toBe(Number(label.id))
    expect(await labelIds(tx, ['FRESH'])).toEqual([first[1]])
  })
})

test('a contact is one per mail address, also when twenty mails arrive at once', async () => {
  const { contactByMail } = await import('./index.ts')
  const found = await Promise.all(
    Array.from({ length: 20 }, () =>
      app.app.db.transaction(app.workspaceId, (tx) => contactByMail(tx, { email: 'Yuki@Customer.example', name: 'Yuki Tanaka' })),
    ),
  )
  expect(new Set(found.map((contact) => contact.id)).size).toBe(1)
  expect(found[0]).toMatchObject({ name: 'Yuki Tanaka', email: 'yuki@customer.example' })

  const ada = await app.api('ada')
  const { items } = await ada.get<{ items: { id: string }[] }>('/contacts?q=yuki@')
  expect(items).toEqual([{ id: String(found[0]?.id), name: 'Yuki Tanaka', email: 'yuki@customer.example', phone: null, ticketCount: 0 }])
  expect(await ada.get(`/contacts/${found[0]?.id}`)).toEqual(items[0])
  expect((await ada.problem('GET', '/contacts/999999')).code).toBe('not_found')
  expect((await ada.get<{ items: unknown[] }>('/contacts?q=%25')).items).toEqual([])
})

test('of thousands of contacts those with a part of a name, address or number are found, the newest first (T1)', async () => {
  const add = (names: string) => `WITH c AS (INSERT INTO contacts (workspace_id, name) ${names} RETURNING id, name)
    INSERT INTO contact_identities (workspace_id, contact_id, kind, value) SELECT $1, id, 'mail', id || '@many.example' FROM c`
  await app.app.db.transaction(app.workspaceId, async (tx) => {
    // These are the oldest, behind as many as are looked through one by one.
    await tx.run({ text: add("SELECT $1, unnest(ARRAY['Ottilie Blum', 'Bo Ek', '花田 太郎', '50% off_sale'])") }, [tx.workspaceId])
    await tx.run({ text: add("SELECT $1, 'Person ' || n FROM generate_series(1, 4000) n") }, [tx.workspaceId])
    const phone = `INSERT INTO contact_identities (workspace_id, contact_id, kind, value) SELECT $1, id, 'phone', '+81312345678' FROM contacts WHERE name = 'Bo Ek'`
    await tx.run({ text: phone }, [tx.workspaceId])
  })
  const ada = await app.api('ada')
  const find = async (words: string) =>
    (await ada.get<{ items: { name: string }[] }>(`/contacts?q=${encodeURIComponent(words)}`)).items.map(({ name }) => name)
  expect(await find('tilie')).toEqual(['Ottilie Blum'])
  expect(await find('OTT')).toEqual(['Ottilie Blum'])
  expect(await find('bo')).toEqual(['Bo Ek'])
  expect(await find('ek')).toEqual(['Bo Ek'])
  expect(await find('花田')).toEqual(['花田 太郎'])
  expect(await find('太郎')).toEqual(['花田 太郎'])
  expect(await find('0% off_')).toEqual(['50% off_sale'])
  expect(await find('31234567')).toEqual(['Bo Ek'])
  expect((await find('erson 1')).slice(0, 2)).toEqual(['Person 1999', 'Person 1998'])
  expect(await find('erson')).toHaveLength(20)
  expect((await find('many.example'))[0]).toBe('Person 4000')
  expect(await find("' OR true --")).toEqual([])
  // Among the newest a short part is found in the middle of a word as well.
  expect((await find('so')).length).toBe(20)
})

test('a contact known by the address alone gets the first name that is given; a later one changes nothing', async () => {
  const { contactByMail } = await import('./index.ts')
  const name = (given?: string) =>
    app.app.db.transaction(app.workspaceId, async (tx) => (await contactByMail(tx, { email: 'carl@customer.example', name: given })).name)
  expect(await name()).toBe('carl@customer.example')
  expect(await name('Carl Ito')).toBe('Carl Ito')
  expect(await name('Somebody else')).toBe('Carl Ito')
})

test('what is changed in the settings is kept with who and when, and without secrets', async () => {
  const rows = await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.many<{ row: string }>({ text: 'SELECT s::text AS row FROM settings_log s' }),
  )
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.map(({ row }) => row).join('\n')).not.toContain(castPassword)
})

async function jobs(): Promise<number> {
  return app.app.db.transaction(app.workspaceId, async (tx) => {
    const { n } = await tx.one<{ n: number }>({ text: `SELECT pg_sequence_last_value(pg_get_serial_sequence('jobs', 'id'))::int AS n` })
    return n
  })
}

/** Moves the moment somebody was last seen into the past. */
async function lastSeen(userId: string, ago: string): Promise<void> {
  await app.app.db.transaction(app.workspaceId, (tx) =>
    tx.run({ text: `UPDATE memberships SET seen_at = clock_timestamp() - $3::interval WHERE workspace_id = $1 AND user_id = $2` }, [
      tx.workspaceId,
      userId,
      ago,
    ]),
  )
}

/** Who asked a moment ago is remembered for two seconds, and being seen is not written again. */
function pastCache(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2_100))
}
