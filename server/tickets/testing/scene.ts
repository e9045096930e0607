import { expect } from 'vitest'
import type { App } from '../../access/index.ts'
import type { DeskSettings } from '../../desks/index.ts'
import type { Api, Problem } from '../../testing/api.ts'
import type { CastName } from '../../testing/cast.ts'
import { customers } from '../../testing/cast.ts'
import { type TestApp, testApp } from '../../testing/http.ts'
import { quietDesk } from '../../testing/quiet-desk.ts'
import { verifyWorkspace } from '../verify.ts'

/** A ticket as the API gives it, as far as tests look at it. */
export interface SeenTicket {
  id: string
  reference: string
  title: string
  version: number
  desk: string
  status: { key: string; category: string }
  assignee: { id: string; name: string } | null
  lastAssignee: { name: string } | null
  team: { id: string; name: string } | null
  bucket: string
  priority: string
  messageCount: number
  rights: { reply: boolean; editOwn: boolean; requestClosure: boolean; close: boolean; invite: boolean }
  firstResponseAt: string | null
  resolvedAt: string | null
  closureAt: string | null
  deletionAt: string | null
  snoozedUntil: string | null
  surveyScore: number | null
  mergedInto: { reference: string } | null
  mergedFrom: { reference: string; mergeId: string }[]
  followUpOf: { reference: string } | null
  followUps: { reference: string }[]
}

export interface SeenAction {
  action: string
  to?: string
  label: string
  group: string
  needs: { name: string; type: string; required: boolean; options?: { value: string }[] }[]
  allowed: boolean
  refusal?: { code: string; message: string }
}

type ScenePeople = Record<'ada' | 'mina' | 'joon' | 'vera', Api>

/** A workspace in which desks of any lifecycle are made, with the cast at work and an automation that speaks for customers. */
export interface Scene extends TestApp, ScenePeople {
  /** An admin's key: a channel that brings in what customers wrote, a tracker that reports. */
  readonly robot: Api
  /** A desk with a mail address; the cast works on it. Its customers get no automatic mails unless the settings say so. */
  desk(lifecycle: string, options?: { settings?: Partial<DeskSettings>; viewAll?: boolean }): Promise<string>
  create(desk: string, more?: Record<string, unknown>): Promise<SeenTicket>
  /** An action that must succeed; gives the ticket as it is then. */
  act(as: Api, ticket: { reference: string }, action: string, body?: Record<string, unknown>): Promise<SeenTicket>
  reply(as: Api, ticket: { reference: string }, text?: string, more?: Record<string, unknown>): Promise<SeenTicket>
  /** The customer writes: on this ticket, on the one it was merged into, or on a follow-up. */
  customerWrites(ticket: { reference: string }, text?: string): Promise<SeenTicket>
  read(ticket: { reference: string }): Promise<SeenTicket>
  statusOf(ticket: { reference: string }): Promise<string>
  presence(name: CastName, presence: 'online' | 'away' | 'offline', capacity?: number): Promise<void>
  /** What the outbox holds for a ticket, in order: kind of message and recipient. */
  mails(ticket: { id: string }): Promise<string[]>
  rows<Row>(text: string, params?: unknown[]): Promise<Row[]>
  /** Everything stored about a ticket, to be compared before and after. */
  everything(ticket: { id: string }): Promise<unknown>
  /** Something that must be refused as a problem and change nothing at all. */
  refused(
    as: Api,
    ticket: { id: string; reference: string },
    action: string,
    body: Record<string, unknown>,
    problem: Record<string, unknown>,
  ): Promise<Problem>
  /** Moves business time ahead. */
  forward(seconds: number): Promise<void>
  /** What happened, oldest first. */
  log(ticket: { reference: string }): Promise<{ seq: number; type: string; data: Record<string, unknown> }[]>
  /** Ends the server; every chain, counter and replayed status must hold. `app`: who looks, where the test ended its own server. */
  end(app?: App): Promise<void>
}

export async function openScene(env: Record<string, string> = {}): Promise<Scene> {
  const test = await testApp(env)
  const [ada, mina, joon, vera] = await Promise.all((['ada', 'mina', 'joon', 'vera'] as const).map((name) => test.api(name)))
  if (!ada || !mina || !joon || !vera) throw new Error('the cast is incomplete')
  const robot = await test.withKey('admin')
  const desks = [test.deskId]
  const staff = ['mina', 'joon', 'vera'] as const
  const seat = () => Promise.all(staff.map((name) => ada.patch(`/agents/${test.ids[name]}`, { desks })))
  await seat()

  const rows = <Row>(text: string, params: unknown[] = []) =>
    test.app.db.transaction(test.workspaceId, (tx) => tx.many<Row>({ text }, params))
  const act: Scene['act'] = async (as, ticket, action, body = {}) =>
    (await as.post<{ ticket: SeenTicket }>(`/tickets/${ticket.reference}/${action}`, body)).ticket
  const read: Scene['read'] = (ticket) => ada.get<SeenTicket>(`/tickets/${ticket.reference}`)
  const everything: Scene['everything'] = ({ id }) => rows(everythingStored, [test.workspaceId, id])

  return {
    ...test,
    ada,
    mina,
    joon,
    vera,
    robot,
    async desk(lifecycle, options = {}) {
      const name = `${lifecycle} ${desks.length}`
      const { id } = await ada.post<{ id: string }>('/desks', { name, lifecycle, address: `${name.replace(' ', '-')}@desk.example` })
      await quietDesk(test.app, test.workspaceId, Number(id))
      if (options.settings) await ada.patch(`/desks/${id}`, { settings: options.settings })
      desks.push(id)
      await seat()
      if (options.viewAll !== undefined) {
        await rows('UPDATE desk_members SET view_all = $3 WHERE workspace_id = $1 AND desk_id = $2 AND user_id = ANY ($4::bigint[])', [
          test.workspaceId,
          id,
          options.viewAll,
          staff.map((one) => test.ids[one]),
        ])
      }
      return id
    },
    create: (desk, more = {}) =>
      ada.post<SeenTicket>('/tickets', { title: 'Cannot sign in', description: 'It says no.', desk, contact: customers.carl, ...more }),
    act,
    async reply(as, ticket, text = 'Please try again.', more = {}) {
      return (await as.post<{ ticket: SeenTicket }>(`/tickets/${ticket.reference}/messages`, { kind: 'reply', text, ...more })).ticket
    },
    async customerWrites(ticket, text = 'Are you there?') {
      return (await robot.post<{ ticket: SeenTicket }>(`/tickets/${ticket.reference}/messages`, { as: 'customer', text })).ticket
    },
    read,
    statusOf: async (ticket) => (await read(ticket)).status.key,
    presence: (name, presence, capacity) => ada.put(`/agents/${test.ids[name]}/presence`, { presence, capacity }),
    async mails({ id }) {
      const found = await rows<{ kind: string; recipient: string }>(
        'SELECT m.kind, o.recipient FROM outbox o JOIN messages m ON m.workspace_id = o.workspace_id AND m.id = o.message_id WHERE o.workspace_id = $1 AND o.ticket_id = $2 ORDER BY o.id',
        [test.workspaceId, id],
      )
      return found.map((mail) => `${mail.kind} to ${mail.recipient}`)
    },
    rows,
    everything,
    async refused(as, ticket, action, body, problem) {
      const before = await everything(ticket)
      const method = action === 'edit' ? 'PATCH' : 'POST'
      const given = await as.problem(
        method,
        action === 'edit' ? `/tickets/${ticket.reference}` : `/tickets/${ticket.reference}/${action}`,
        body,
      )
      expect(given).toMatchObject({ status: 409, code: 'refused', ...problem })
      expect(given.detail).toMatch(/\S.*\.$/)
      expect(await everything(ticket)).toEqual(before)
      return given
    },
    async forward(seconds) {
      await test.app.db.outside({ text: 'UPDATE clock SET offset_seconds = offset_seconds + $1' }, [seconds])
      test.app.wake('timers')
    },
    async log(ticket) {
      const { items } = await ada.get<{ items: { seq: number; type: string; data: Record<string, unknown> }[] }>(
        `/tickets/${ticket.reference}/events?limit=200`,
      )
      return items.reverse()
    },
    async end(app = test.app) {
      const report = await app.db.snapshot(test.workspaceId, verifyWorkspace)
      await test.close()
      expect(report.faults).toEqual([])
    },
  }
}

const beside = ['messages', 'outbox', 'events', 'timers', 'surveys', 'favourites', 'assignment_queue', 'participants', 'ticket_labels']
// What colleagues are told follows the commit of earlier acts, whenever it is read.
const only: Record<string, string> = { outbox: ' AND x.message_id IS NOT NULL' }
const everythingStored = `SELECT to_jsonb(t) AS ticket, ${beside
  .map(
    (table) =>
      `(SELECT jsonb_agg(to_jsonb(x) ${table === 'events' ? "- 'position'" : ''} ORDER BY to_jsonb(x)::text) FROM ${table} x WHERE x.workspace_id = $1 AND x.ticket_id = t.id${only[table] ?? ''}) AS ${table}`,
  )
  .join(', ')} FROM tickets t WHERE t.workspace_id = $1 AND t.id = $2`

/** Waits until something holds; background work takes a moment. */
export async function eventually<T>(look: () => Promise<T>, holds: (value: T) => boolean, withinMs = 60_000): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const value = await look()
    if (holds(value)) return value
    if (performance.now() > until) throw new Error(`it did not happen in ${withinMs} ms; last seen: ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
