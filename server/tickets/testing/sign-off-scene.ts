import { expect } from 'vitest'
import { openScene, type Scene, type SeenTicket } from './scene.ts'

export const underWay = ['open', 'in_progress', 'awaiting_customer', 'required_test', 'required_action'] as const
export const surveyed = ['resolved', 'closed', 'pending_closure', 'closure_scheduled'] as const
export const statuses = [...underWay, ...surveyed] as const
export type SignOffStatus = (typeof statuses)[number]
/** What staff may set by hand. */
export const settable = [...underWay, 'resolved', 'closed'] as const
export const later = '2999-01-01T00:00:00.000Z'
export const isSurveyed = (status: string) => (surveyed as readonly string[]).includes(status)

type Known = { id: string }

/** A desk whose customers sign off what was done. */
export interface SignOffScene extends Scene {
  readonly signDesk: string
  ticketIn(status: SignOffStatus, on?: string): Promise<SeenTicket>
  /** How a ticket goes from a status to another one, or null when nobody may do that. */
  way(from: SignOffStatus, to: SignOffStatus): ((ticket: SeenTicket) => Promise<SeenTicket>) | null
  /** What a query about one ticket asks with. */
  own(ticket: Known): unknown[]
  surveys(ticket: Known): Promise<{ id: number; token: string }[]>
  submit(ticket: Known): Promise<unknown>
  timers(ticket: Known): Promise<{ kind: string }[]>
  /** What the desk itself said in it. */
  lines(ticket: { reference: string }): Promise<string[]>
}

export async function openSignOffScene(): Promise<SignOffScene> {
  const scene = await openScene()
  const signDesk = await scene.desk('sign-off', { viewAll: true })
  const own = ({ id }: Known) => [scene.workspaceId, id]
  return {
    ...scene,
    signDesk,
    own,
    async ticketIn(status, on = signDesk) {
      const ticket = await scene.create(on)
      if (status === 'resolved') await scene.act(scene.ada, ticket, 'resolve', { mail: false })
      else if (status === 'pending_closure') await scene.act(scene.robot, ticket, 'request-closure', { as: 'customer' })
      else if (status === 'closure_scheduled') await scene.act(scene.ada, ticket, 'schedule-closure', { at: later })
      else if (status !== 'open') await scene.act(scene.ada, ticket, 'status', { to: status })
      const arrived = await scene.read(ticket)
      expect(arrived.status.key).toBe(status)
      expect(await scene.mails(ticket)).toEqual([])
      return arrived
    },
    way(from, to) {
      if (to === 'pending_closure')
        return from === 'closed' || from === 'closure_scheduled'
          ? null
          : (ticket) => scene.act(scene.robot, ticket, 'request-closure', { as: 'customer' })
      if (to === 'closure_scheduled')
        return from === 'closed' ? null : (ticket) => scene.act(scene.mina, ticket, 'schedule-closure', { at: later })
      return (ticket) => scene.act(scene.mina, ticket, 'status', { to })
    },
    surveys: (ticket) =>
      scene.rows(
        "SELECT id, encode(token_hash, 'hex') AS token FROM surveys WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY id",
        own(ticket),
      ),
    submit: (ticket) =>
      scene.rows('UPDATE surveys SET submitted_at = business_now(), score = 4 WHERE workspace_id = $1 AND ticket_id = $2', own(ticket)),
    timers: (ticket) => scene.rows('SELECT kind FROM timers WHERE workspace_id = $1 AND ticket_id = $2', own(ticket)),
    async lines({ reference }) {
      const { items } = await scene.ada.get<{ items: { systemLine: { key: string } | null }[] }>(`/tickets/${reference}/messages`)
      return items.flatMap((message) => message.systemLine?.key ?? [])
    },
  }
}
