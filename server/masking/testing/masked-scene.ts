import { expect } from 'vitest'
import type { Api } from '../../testing/api.ts'
import { openScene, type Scene, type SeenTicket } from '../../tickets/testing/scene.ts'

export interface SeenMessage {
  id: string
  text: string
  preview: string
  subject: string | null
  hasHtml: boolean
  contentUrl: string | null
  revision: number
  masks: { id: string; from: number; to: number }[]
}

export interface SeenMasked {
  message: SeenMessage
  masks: string[]
  occurrences: number
}

/** What must not be found anywhere once it is masked. */
export const secret = '4111 1111 1111 1111'

export interface MaskedScene extends Scene {
  /** A customer's message, in markup if `html` is given. */
  says(ticket: SeenTicket, words: { text?: string; html?: string; kind?: 'reply' | 'note' }): Promise<SeenMessage>
  messages(ticket: SeenTicket): Promise<SeenMessage[]>
  /** Masks the words where they stand first in the message, or everywhere. */
  mask(as: Api, ticket: SeenTicket, message: SeenMessage, words?: string, everywhere?: boolean): Promise<SeenMasked>
  /** Every row of every table, as text; what is sealed is not to be read in it. */
  dump(): Promise<string>
}

export async function maskedScene(env: Record<string, string> = {}): Promise<MaskedScene> {
  const scene = await openScene(env)
  return {
    ...scene,
    async says(ticket, { kind, ...words }) {
      const as = kind === undefined ? { as: 'customer' } : { kind }
      const { message } = await scene.robot.post<{ message: SeenMessage }>(`/tickets/${ticket.reference}/messages`, { ...as, ...words })
      return message
    },
    messages: async (ticket) => (await scene.ada.get<{ items: SeenMessage[] }>(`/tickets/${ticket.reference}/messages`)).items,
    mask(as, ticket, message, words = secret, everywhere = false) {
      const address = `/tickets/${ticket.reference}/messages/${message.id}/masks`
      if (everywhere) return as.post<SeenMasked>(address, { text: words, everywhere })
      const from = message.text.indexOf(words)
      expect(from).toBeGreaterThanOrEqual(0)
      return as.post<SeenMasked>(address, { revision: message.revision, from, to: from + words.length })
    },
    async dump() {
      const tables = await scene.rows<{ name: string }>(
        `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
      )
      const texts: string[] = []
      for (const { name } of tables) {
        const rows = await scene.rows<{ row: string }>(`SELECT to_jsonb(x)::text AS row FROM ${name} x`)
        texts.push(...rows.map(({ row }) => `${name}: ${row}`))
      }
      return texts.join('\n')
    },
  }
}
