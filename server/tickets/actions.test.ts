import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtInLifecycles } from '../../lifecycle/index.ts'
import type { Answer, Api } from '../testing/api.ts'
import { eventually, openScene, type Scene, type SeenAction, type SeenTicket } from './testing/scene.ts'

const seed = Number(process.env.STATEDESK_SEED ?? 20_261_122)
const sequences = Number(process.env.STATEDESK_SEQUENCES ?? 4)
const steps = 12

let scene: Scene
let teams: string[]
const labels: string[] = []

beforeAll(async () => {
  scene = await openScene()
  const both = [scene.ids.mina, scene.ids.ada]
  teams = (await Promise.all(['Phone', 'Mail'].map((name) => scene.ada.post<{ id: string }>('/teams', { name, members: both })))).map(
    ({ id }) => id,
  )
  labels.push((await scene.ada.post<{ id: string }>('/labels', { name: 'Odd' })).id)
})
afterAll(() => scene.end())

/** A small generator of numbers from 0 to below 1 that gives the same ones for the same seed. */
function numbersFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Walk {
  readonly desk: string
  readonly isLive: boolean
  readonly pick: <T>(from: readonly T[]) => T
  readonly chance: (of: number) => boolean
  /** What was done, to be read when it fails. */
  readonly told: string[]
}

const people = ['ada', 'mina', 'joon', 'vera'] as const

/** Everything an action asks for. `all`: also what it could do without. */
async function filled(walk: Walk, action: SeenAction, all: boolean): Promise<Record<string, unknown>> {
  const body: Record<string, unknown> = action.to === undefined ? {} : { to: action.to }
  for (const need of action.needs) {
    const oneOfThem =
      action.action === 'assign' || action.action === 'transfer'
        ? need.name === 'agent'
        : action.action === 'snooze'
          ? need.name === 'preset'
          : false
    if (!need.required && !oneOfThem && !(all && need.type !== 'team' && need.name !== 'until')) continue
    if (need.type === 'agent') body[need.name] = scene.ids.ada
    else if (need.type === 'team') body[need.name] = walk.pick(teams)
    else if (need.type === 'desk') body[need.name] = scene.deskId
    else if (need.type === 'ticket') body[need.name] = (await scene.create(walk.desk)).reference
    else if (need.type === 'datetime') body[need.name] = await inFiveMinutes()
    else if (need.type === 'choice') body[need.name] = walk.pick(need.options ?? []).value
    else if (need.type === 'boolean') body[need.name] = true
    else if (need.type === 'score') body[need.name] = 3
    else body[need.name] = 'Because it is so.'
  }
  return body
}

async function inFiveMinutes(): Promise<string> {
  const [row] = await scene.rows<{ at: Date }>("SELECT business_now() + interval '5 minutes' AS at")
  return row?.at.toISOString() ?? ''
}

async function attempt(
  walk: Walk,
  as: Api,
  ticket: SeenTicket,
  action: SeenAction,
  all: boolean,
): Promise<Answer<Record<string, unknown>>> {
  const at = `/tickets/${ticket.reference}`
  switch (action.action) {
    case 'reply':
    case 'note':
      return as.call('POST', `${at}/messages`, { kind: action.action, text: 'Hello there.' })
    case 'title':
      return as.call('PATCH', at, { title: `Title ${walk.told.length}` })
    case 'description':
      return as.call('PATCH', at, { description: `It begins otherwise, ${walk.told.length}.` })
    case 'fields':
      return as.call('PATCH', at, { inquiryType: null, fields: {} })
    case 'type':
      return as.call('PATCH', at, { type: walk.pick(['bug_report', 'feature_request']) })
    case 'priority':
      return as.call('PATCH', at, { priority: walk.pick(['low', 'normal', 'high', 'urgent']) })
    case 'labels':
      return as.call('PATCH', at, { labels: walk.chance(0.5) ? labels : [] })
    case 'link':
      return as.call('POST', `${at}/links`, { kind: 'related', to: (await scene.create(walk.desk)).reference })
    case 'mask':
    case 'unmask':
    case 'move':
    case 'split':
      return attemptOnMessage(as, at, action)
    default:
      return as.call('POST', `${at}/${action.action}`, await filled(walk, action, all))
  }
}

type SeenMessage = { id: string; kind: string; state: string; text: string; revision: number }

/** What is done to a message, done to the first it can be done to. */
async function attemptOnMessage(as: Api, at: string, { action, allowed }: SeenAction): Promise<Answer<Record<string, unknown>>> {
  const { items } = await scene.ada.get<{ items: SeenMessage[] }>(`${at}/messages`)
  const found = items.find(
    ({ kind, state, text }) => state === 'released' && text !== '' && (kind === 'customer' || action !== 'move' || !allowed),
  )
  // It is offered to whoever may; which messages it is possible with is theirs.
  if (!found) return as.call('GET', at)
  const message = `${at}/messages/${found.id}`
  const words = { revision: found.revision, from: 0, to: 5 }
  if (action === 'mask') return as.call('POST', `${message}/mask-count`, words)
  if (action === 'move') return as.call('POST', `${message}/move`, { to: 'new' })
  if (action === 'split') {
    if (allowed) await scene.ada.post(`${at}/messages`, { kind: 'note', text: 'This stays.' })
    return as.call('POST', `${at}/split`, { title: 'Something else', messages: [found.id] })
  }
  const { masks } = allowed ? await scene.ada.post<{ masks: string[] }>(`${message}/masks`, words) : { masks: ['1'] }
  return as.call('POST', `${message}/masks/${masks[0]}/read`)
}

/** Asking for what is so already is no fault: nothing happens. */
const soAlready = ['already_yours', 'not_assigned']

function agrees(code: string, answer: Answer<Record<string, unknown>>): boolean {
  if (code === 'forbidden') return answer.status === 403 && answer.body.code === 'forbidden'
  if (soAlready.includes(code)) return answer.status === 200
  if (answer.status !== 409) return false
  if (answer.body.code === 'refused') return answer.body.reason === code
  return answer.body.code === code || (['not_mergeable', 'not_linkable'].includes(String(answer.body.code)) && code.startsWith('in_'))
}

/** What happens to a ticket besides what staff do with its buttons. It may be refused; it may not break. */
async function disturb(walk: Walk, ticket: SeenTicket): Promise<void> {
  const at = `/tickets/${ticket.reference}`
  const robot = (path: string, body: unknown) => scene.robot.call<Record<string, unknown>>('POST', `${at}${path}`, body)
  const what = walk.pick([
    'writes',
    'writes',
    'created',
    'progressed',
    'finished',
    'request-closure',
    'close',
    'time',
    ...(walk.isLive ? ['presence', 'presence', 'time'] : []),
  ])
  walk.told.push(`… ${what}`)
  let answer: Answer<unknown> | undefined
  if (what === 'writes') answer = await robot('/messages', { as: 'customer', text: 'Anything new?' })
  else if (what === 'request-closure' || what === 'close') answer = await robot(`/${what}`, { as: 'customer' })
  else if (what === 'time') await scene.forward(601)
  else if (what === 'presence') await scene.presence(walk.pick(['mina', 'joon', 'vera']), walk.pick(['online', 'away']))
  else answer = await robot('/tracker-event', { event: what })
  expect(answer?.status ?? 200, walk.told.join('\n')).toBeLessThan(500)
  await restful()
}

/** Until nothing is due any more, so that nothing moves between one look and the next. */
async function restful(): Promise<void> {
  await eventually(
    () =>
      scene.rows(
        "SELECT 1 FROM timers WHERE workspace_id = $1 AND due_at <= business_now() UNION ALL SELECT 1 FROM jobs WHERE workspace_id = $1 AND kind = 'assignee_left'",
        [scene.workspaceId],
      ),
    (rows) => rows.length === 0,
  )
}

const rare = ['purge', 'delete', 'merge', 'move', 'split', 'archive', 'spam', 'schedule-deletion', 'snooze']

async function walkOnce(walk: Walk, counted: { allowed: Set<string>; refused: Set<string> }): Promise<void> {
  const wroteFirst = walk.chance(0.3)
  const ticket = await scene.mina.post<SeenTicket>('/tickets', {
    title: 'A long story',
    description: 'It begins here.',
    desk: walk.desk,
    contact: { email: 'carl@customer.example' },
    ...(wroteFirst ? { firstMessage: 'agent' } : {}),
  })
  walk.told.push(`created as ${ticket.status.key}`)
  for (let step = 0; step < steps; step++) {
    if (walk.chance(0.4)) await disturb(walk, ticket)
    const who = walk.pick(people)
    const as = scene[who]
    const offer = await as.get<{ ticketVersion: number; actions: SeenAction[] }>(`/tickets/${ticket.reference}/actions`)
    const before = await scene.everything(ticket)

    const refused = offer.actions.filter((action) => !action.allowed)
    for (let tries = 0; tries < 3 && refused.length > 0; tries++) {
      const action = refused.splice(refused.indexOf(walk.pick(refused)), 1)[0] as SeenAction
      const answer = await attempt(walk, as, ticket, action, true)
      const story = `${walk.told.join('\n')}\n${who} tries ${action.action} ${action.to ?? ''}, refused as ${action.refusal?.code}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`
      expect(agrees(action.refusal?.code ?? '', answer), story).toBe(true)
      expect(action.refusal?.message, story).toMatch(/\S.*\.$/)
      counted.refused.add(`${action.action} ${action.refusal?.code}`)
    }
    expect(await scene.everything(ticket), walk.told.join('\n')).toEqual(before)

    const allowed = offer.actions.filter((action) => action.allowed && (!rare.includes(action.action) || walk.chance(0.15)))
    if (allowed.length === 0) continue
    const action = walk.pick(allowed)
    const answer = await attempt(walk, as, ticket, action, walk.chance(0.5))
    walk.told.push(`${who}: ${action.action} ${action.to ?? ''}`)
    expect(answer.status, `${walk.told.join('\n')}\n${JSON.stringify(answer.body).slice(0, 500)}`).toBeLessThan(300)
    counted.allowed.add(`${action.action}${action.to ? ` ${action.to}` : ''}`)
    // Where presence decides, a status asked for may lead to another.
    if (action.action === 'status' && !walk.isLive) expect(await scene.statusOf(ticket), walk.told.join('\n')).toBe(action.to)
    if (action.action === 'purge') return
  }
}

it.each(Object.keys(builtInLifecycles))(
  'in %s what is offered succeeds, and what is not is refused for the reason given and changes nothing (L5)',
  async (key) => {
    const desk = await scene.desk(key, { viewAll: true, settings: { returnOnCustomerMessage: true } })
    for (const name of people) await scene.presence(name, 'online')
    const counted = { allowed: new Set<string>(), refused: new Set<string>() }
    for (let n = 0; n < sequences; n++) {
      const next = numbersFrom(seed + n * 1_000 + key.length)
      const told = [`${key}, seed ${seed}, sequence ${n}`]
      const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T
      await walkOnce({ desk, isLive: key === 'live', pick, chance: (of) => next() < of, told }, counted)
    }
    // That it went somewhere at all.
    expect(counted.allowed.size).toBeGreaterThan(10)
    expect(counted.refused.size).toBeGreaterThan(12)
  },
  60_000 + sequences * 5_000,
)

it.each([
  ['merged', 'in_merged'],
  ['trash', 'in_trash'],
  ['spam', 'in_spam'],
] as const)(
  'in the folder %s every action that is dimmed is refused by its verb for the same reason, and every other one works (L5)',
  async (folder, code) => {
    const desk = await scene.desk('sign-off', { viewAll: true })
    const walk: Walk = { desk, isLive: false, pick: (from) => from[0] as never, chance: () => true, told: [] }
    const put = async () => {
      const ticket = await scene.create(desk)
      if (folder === 'merged') await scene.act(scene.ada, await scene.create(desk), 'merge', { duplicate: ticket.reference })
      else await scene.act(scene.ada, ticket, folder === 'trash' ? 'delete' : 'spam')
      return ticket
    }
    const ticket = await put()
    const { actions } = await scene.ada.get<{ actions: SeenAction[] }>(`/tickets/${ticket.reference}/actions`)
    const before = await scene.everything(ticket)
    const dimmed = actions.filter((action) => !action.allowed)
    expect(dimmed.map((action) => action.refusal?.code)).toContain(code)
    for (const action of dimmed) {
      const answer = await attempt(walk, scene.ada, ticket, action, true)
      expect([action.action, action.refusal?.code, agrees(action.refusal?.code ?? '', answer)]).toEqual([
        action.action,
        action.refusal?.code,
        true,
      ])
    }
    expect(await scene.everything(ticket)).toEqual(before)
    for (const action of actions.filter((one) => one.allowed)) {
      const answer = await attempt(walk, scene.ada, await put(), action, true)
      expect([action.action, answer.status < 300, answer.status < 300 ? '' : answer.body]).toEqual([action.action, true, ''])
    }
  },
)
