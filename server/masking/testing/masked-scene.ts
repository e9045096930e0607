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

export const stars = '*'.repeat(secret.length)

/** Where the words of a message are masked, and where they are counted first. */
export const masksOf = (ticket: SeenTicket, message: SeenMessage) => `/tickets/${ticket.reference}/messages/${message.id}/masks`
export const countOf = (ticket: SeenTicket, message: SeenMessage) => masksOf(ticket, message).replace(/masks$/, 'mask-count')

export interface MaskedScene extends Scene {
  /** A desk to mask at. */
  readonly contactDesk: string
  /** A ticket of it and what its customer wrote there. */
  written(text?: string): Promise<{ ticket: SeenTicket; message: SeenMessage }>
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
  const contactDesk = await scene.desk('contact-center')
  const says: MaskedScene['says'] = async (ticket, { kind, ...words }) => {
    const as = kind === undefined ? { as: 'customer' } : { kind }
    const { message } = await scene.robot.post<{ message: SeenMessage }>(`/tickets/${ticket.reference}/messages`, { ...as, ...words })
    return message
  }
  return {
    ...scene,
    contactDesk,
    says,
    async written(text = `My card is ${secret}, thanks.`) {
      const ticket = await scene.create(contactDesk)
      return { ticket, message: await says(ticket, { text }) }
    },
    messages: async (ticket) => (await scene.ada.get<{ items: SeenMessage[] }>(`/tickets/${ticket.reference}/messages`)).items,
    mask(as, ticket, message, words = secret, everywhere = false) {
      const address = masksOf(ticket, message)
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
