import type { Api, Problem } from '../../testing/api.ts'
import { openScene, type Scene, type SeenAction, type SeenTicket } from '../../tickets/testing/scene.ts'

interface Side {
  id: string
  ticket: { reference: string; desk: { id: string }; status: { key: string; category: string }; gone: string | null; title: string | null }
  guide: { at: string; by: string; toldAt: string | null; text?: string } | null
}
export interface Transfers {
  issues: Side[]
  origins: Side[]
}
export type Handed = SeenTicket & { inTransfer: boolean; guideSince: string | null; internal: boolean; contact: unknown }
type Named = { reference: string }

/** Two desks, of which one hands tickets on to the other. */
export interface HandingOn extends Scene {
  /** Mina's desk, where customers write, and Joon's, where issues are worked on. Ada and Vera work on both. */
  readonly front: string
  readonly back: string
  seat(): Promise<void>
  /** What is said to the other desk. */
  asked(more?: Record<string, unknown>): Record<string, unknown>
  transfers(ticket: Named, as?: Api): Promise<Transfers>
  seen(ticket: Named): Promise<Handed>
  actionsOf(ticket: Named, as: Api): Promise<SeenAction[]>
  problemAt(as: Api, ticket: Named, action: string, body: unknown): Promise<Problem>
  /** A ticket of Mina's that Joon's desk has now, and what it has of it. */
  handedOn(more?: Record<string, unknown>, as?: Api): Promise<{ origin: SeenTicket; issue: SeenTicket }>
  /** What the other desk has of a ticket, the newest. */
  issueOf(origin: Named): Promise<SeenTicket>
  reopen(issue: SeenTicket): Promise<SeenTicket>
  finish(issue: SeenTicket): Promise<void>
}

export async function openHandingOn(): Promise<HandingOn> {
  const scene = await openScene()
  const front = await scene.desk('contact-center')
  const back = await scene.desk('support')
  const seat = async () => {
    await scene.ada.patch(`/agents/${scene.ids.mina}`, { desks: [front] })
    await scene.ada.patch(`/agents/${scene.ids.joon}`, { desks: [back] })
  }
  await seat()
  const asked: HandingOn['asked'] = (more = {}) => ({
    desk: back,
    title: 'Refund is stuck',
    text: 'The refund of order 7 does not go out.',
    ...more,
  })
  const transfers: HandingOn['transfers'] = (ticket, as = scene.ada) => as.get(`/tickets/${ticket.reference}/transfers`)
  const issueOf: HandingOn['issueOf'] = async (origin) => {
    const [newest] = (await transfers(origin)).issues
    return scene.read({ reference: newest?.ticket.reference ?? '' })
  }
  return {
    ...scene,
    front,
    back,
    seat,
    asked,
    transfers,
    issueOf,
    seen: (ticket) => scene.ada.get(`/tickets/${ticket.reference}`),
    actionsOf: async (ticket, as) => (await as.get<{ actions: SeenAction[] }>(`/tickets/${ticket.reference}/actions`)).actions,
    problemAt: (as, ticket, action, body) => as.problem('POST', `/tickets/${ticket.reference}/${action}`, body),
    async handedOn(more = {}, as = scene.mina) {
      const origin = await scene.create(front)
      await scene.act(as, origin, 'take')
      await scene.act(as, origin, 'transfer-to-desk', asked(more))
      return { origin, issue: await issueOf(origin) }
    },
    reopen: (issue) => scene.act(scene.joon, issue, 'status', { to: 'open' }),
    async finish(issue) {
      await scene.act(scene.joon, issue, 'take')
      await scene.act(scene.joon, issue, 'resolve', { text: 'Done.' })
    },
  }
}
