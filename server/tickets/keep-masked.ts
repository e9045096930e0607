import type { FieldValues } from '../forms/index.ts'
import type { Body, MessageRow, NewMessage, RenderedBody } from '../messages/index.ts'
import type { App } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import type { Door } from './door.ts'
import { copyMaskedWords, countMaskedWords } from './keep-masked.queries.ts'
import type { Ticket } from './ticket.ts'

/** Covers the words that are masked in everything of a ticket, in what is added to it. */
export interface KeepMasked {
  text(words: string): string
  /** As a composer writes it. */
  html(words: string): string
  json<T>(value: T): T
  fields(values: FieldValues): Promise<FieldValues>
  /** The message as it may be kept. `write`, called once the message is to be written, writes its masks. */
  message(door: Door, id: number, message: NewMessage): Promise<{ message: NewMessage; write: () => void }>
  /** A message that is there, written anew. `write` writes its masks. */
  edited(door: Door, id: number, body: Body): Promise<{ forms: RenderedBody & Pick<MessageRow, 'masks'>; write: () => void }>
  /** Everything that stands on a ticket now, after messages came to it. */
  whatCame(door: Door): Promise<void>
}

type Read = (app: Pick<App, 'secrets'>, tx: Tx, ticketId: number) => Promise<KeepMasked>

let registered: Read | null = null

/** Tickets know no masks; whoever does tells them how they are kept. */
export function registerKeepMasked(read: Read): void {
  registered = read
}

export function keepMasked(app: Pick<App, 'secrets'>, tx: Tx, ticketId: number): Promise<KeepMasked> {
  if (!registered) throw new Error('nobody keeps words masked')
  return registered(app, tx, ticketId)
}

/** Answers to messages that go to another ticket quote the conversation they come from. */
export async function carryMaskedWords(source: Door, target: Door): Promise<void> {
  if (source.ticket.maskedWords === 0) return
  const { tx, ticket } = target
  await tx.run(copyMaskedWords, [tx.workspaceId, source.ticket.id, ticket.id])
  ticket.maskedWords = await maskedWordsOf(tx, ticket.id)
}

/** Counted anew wherever they come or go: a count that is too low leaves words readable that are to be masked. */
export async function maskedWordsOf(tx: Tx, ticketId: number): Promise<number> {
  return (await tx.one<{ n: number }>(countMaskedWords, [tx.workspaceId, ticketId])).n
}

/** What is masked everywhere on one of two tickets whose messages come together is masked in those of the other. */
export async function maskWhatCame({ target, from }: { target: Door; from: Ticket }): Promise<void> {
  if (target.ticket.maskedWords === 0) return
  for (const id of [target.ticket.id, from.id]) await (await keepMasked(target.ctx.app, target.tx, id)).whatCame(target)
}
