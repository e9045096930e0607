import { type Body, bodyFromText } from '../messages/index.ts'
import { type Finding, findingsIn, requireSendable, restrictedWordsOf } from '../wording/index.ts'
import type { Door } from './door.ts'
import { literalsOf } from './ticket-values.ts'

interface ToCheck {
  readonly hasFiles: boolean
  /** Somebody looked at the warnings and wants it sent all the same. */
  readonly confirmed: boolean | undefined
}

/**
 * Lets words for a customer out, or says why not. It asks the database nothing: a desk's list is remembered by its version.
 * @returns what was found in words that may go
 */
export async function checkWords(door: Door, body: Body, { hasFiles, confirmed = false }: ToCheck): Promise<Finding[]> {
  const { tx, ticket, settings, ctx } = door
  const matcher = await restrictedWordsOf(tx, ticket.deskId, settings.restrictedWordsVersion)
  const findings = findingsIn({ body, hasFiles, literals: literalsOf(ticket) }, matcher)
  requireSendable(findings, { canConfirm: ctx.actor.kind === 'staff' && ctx.actor.sessionId !== null, confirmed })
  return findings
}

/** The same for the words of a dialogue, which are plain text. */
export function checkText(door: Door, text: string | undefined, confirmed: boolean | undefined): Promise<Finding[]> {
  const words = text?.trim() ?? ''
  return words === '' ? Promise.resolve([]) : checkWords(door, bodyFromText(words), { hasFiles: false, confirmed })
}
