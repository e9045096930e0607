import { expect } from 'vitest'
import { eventually, openScene, type Scene, type SeenTicket } from './scene.ts'

export type ChatStatus = 'pending' | 'active' | 'proactive' | 'in_progress' | 'idle' | 'closed'

/** A desk of conversations as they happen. */
export interface LiveScene extends Scene {
  readonly chatDesk: string
  /** A conversation that came into a status by what happened to it. Mina holds it, or held it last. */
  chatIn(status: ChatStatus): Promise<SeenTicket>
  /** How often it waits for somebody. */
  queued(ticket: { id: string }): Promise<number>
  timers(ticket: { id: string }): Promise<string[]>
  /** What the desk itself said in it. */
  lines(ticket: { reference: string }): Promise<string[]>
}

export async function openLiveScene(): Promise<LiveScene> {
  const scene = await openScene()
  const chatDesk = await scene.desk('live', { settings: { idleMinutes: 10 } })
  return {
    ...scene,
    chatDesk,
    async chatIn(status) {
      const proactive = status === 'proactive'
      const ticket = proactive
        ? await scene.mina.post<SeenTicket>('/tickets', {
            title: 'May I help?',
            description: 'Hello!',
            desk: chatDesk,
            contact: { email: 'yuki@customer.example' },
            firstMessage: 'agent',
          })
        : await scene.create(chatDesk)
      if (!proactive && status !== 'pending') await scene.act(scene.mina, ticket, 'take')
      if (status === 'in_progress') await scene.act(scene.mina, ticket, 'status', { to: 'in_progress' })
      if (status === 'idle') {
        await scene.reply(scene.mina, ticket)
        await scene.forward(601)
        await eventually(
          () => scene.statusOf(ticket),
          (now) => now === 'idle',
        )
      }
      if (status === 'closed') await scene.act(scene.ada, ticket, 'close', { confirmed: true })
      const arrived = await scene.read(ticket)
      expect(arrived.status.key).toBe(status)
      return arrived
    },
    queued: async ({ id }) =>
      (await scene.rows('SELECT 1 FROM assignment_queue WHERE workspace_id = $1 AND ticket_id = $2', [scene.workspaceId, id])).length,
    async timers({ id }) {
      const set = 'SELECT kind FROM timers WHERE workspace_id = $1 AND ticket_id = $2 ORDER BY 1'
      return (await scene.rows<{ kind: string }>(set, [scene.workspaceId, id])).map(({ kind }) => kind)
    },
    async lines({ reference }) {
      const { items } = await scene.ada.get<{ items: { systemLine: { key: string } | null }[] }>(`/tickets/${reference}/messages?limit=200`)
      return items.flatMap((message) => message.systemLine?.key ?? [])
    },
  }
}
