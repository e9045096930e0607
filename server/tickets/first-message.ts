import type { Lifecycle } from '../../lifecycle/index.ts'
import { bodyToHtml } from '../messages/body/index.ts'
import { hasFiles, type NewMessage } from '../messages/index.ts'
import { fillText } from '../variables/index.ts'
import { fillBody, type Finding } from '../wording/index.ts'
import { checkWords } from './check-words.ts'
import type { Door } from './door.ts'
import { heldUntil, type HoldInput, holdReply } from './hold-reply.ts'
import { contactRecipients, sayAndMail } from './mailing.ts'

/** What a ticket begins with. How long it is held back concerns an agent's words only. */
export interface FirstMessageInput extends HoldInput {
  readonly message?: NewMessage
  /** As it was typed, for the draft it becomes when it is taken back. */
  readonly html?: string
  /** Its warnings were looked at. */
  readonly confirmWarnings?: boolean
}

export interface SaidFirst {
  readonly messageId: number | null
  /** It waits for its time, and can be taken back. */
  readonly isHeld: boolean
  /** What is worth a second look in words that go out. */
  readonly warnings: readonly Finding[]
}

/** Whether a lifecycle tells a ticket that an agent began from one that was answered at once. */
export function knowsWritingFirst({ transitions }: Lifecycle): boolean {
  return transitions.some((row) => row.on === 'agent_wrote_first')
}

/** Says the first words on a ticket that is being made; an agent's are mailed, at once or when their time has come. */
export async function sayFirst(
  door: Door,
  input: FirstMessageInput,
  takenId: number | null,
  { firesReply }: { firesReply: boolean },
): Promise<SaidFirst> {
  const { message: given } = input
  const quiet = { isHeld: false, warnings: [] }
  if (!given || takenId === null) return { ...quiet, messageId: null }
  if (given.kind !== 'reply') return { ...quiet, messageId: await door.say(given, takenId) }
  const message = withNumber(door, given)
  const asked = { hasFiles: hasFiles(message), confirmed: input.confirmWarnings }
  const warnings = 'json' in message.body ? [] : await checkWords(door, message.body, asked)
  const recipients = { to: contactRecipients(door), cc: message.cc, bcc: message.bcc }
  const sendAt = heldUntil(door, input)
  if (sendAt) {
    const held = { html: typedHtml(input, message, door), then: null, first: firesReply ? 'created' : 'agent_wrote_first' } as const
    return { messageId: await holdReply(door, { ...message, ...recipients, held }, sendAt, takenId), isHeld: true, warnings }
  }
  const messageId = await sayAndMail(door, message, recipients)
  if (firesReply) await door.fire('agent_replied')
  else door.ticket.firstResponseAt ??= door.at
  return { messageId, isHeld: false, warnings }
}

/** Nobody knows the number of a ticket before it is made: words that name it get it here. */
function withNumber(door: Door, message: NewMessage): NewMessage {
  return 'json' in message.body ? message : { ...message, body: fillBody(message.body, numberOf(door)).filled }
}

function typedHtml({ html }: FirstMessageInput, message: NewMessage, door: Door): string {
  if (html !== undefined) return fillText(html, numberOf(door)).filled
  return 'json' in message.body ? '' : bodyToHtml(message.body)
}

const numberOf = ({ ticket }: Door) => ({ ticket_id: ticket.reference })
