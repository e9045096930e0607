import { fillText, firstNameOf } from '../../../variables/index.ts'
import type { MailHead, MailMessage } from './compose.queries.ts'

export interface Signature {
  /** Empty for none. */
  readonly text: string
  readonly of: 'agent' | 'desk' | null
}

interface Signed {
  readonly message: Pick<MailMessage, 'authorKind' | 'authorName'>
  readonly head: Pick<MailHead, 'signature' | 'authorSignature' | 'fromName' | 'deskName'>
}

/**
 * What stands under a mail: the signature of who wrote it, if they have one, else the desk's. Never both, and under what
 * nobody wrote always the desk's. The names in it are those of who sends, whoever began the draft.
 */
export function signatureOf({ message, head }: Signed): Signature {
  const byAgent = message.authorKind === 'agent'
  const own = byAgent ? (head.authorSignature?.trim() ?? '') : ''
  const template = own || head.signature.trim()
  if (template === '') return { text: '', of: null }
  const desk = head.fromName || head.deskName
  const agent = byAgent ? message.authorName : desk
  const values = { agent_name: agent, agent_first_name: byAgent ? firstNameOf(agent) : agent, desk_name: desk }
  return { text: fillText(template, values).filled, of: own ? 'agent' : 'desk' }
}
