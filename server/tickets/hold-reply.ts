import type { NewMessage } from '../messages/index.ts'
import { invalid } from '../platform/errors/index.ts'
import type { Door } from './door.ts'

/** How long somebody wants words held back before they leave. */
export interface HoldInput {
  /** Held back until then, and can be taken back so long. */
  readonly sendAt?: Date
  /** The same for so many seconds from now. */
  readonly undoSeconds?: number
}

const longestHoldMs = 366 * 24 * 3600 * 1000

/** When words leave that are held back; null when they leave at once. */
export function heldUntil(door: Door, { sendAt: wanted, undoSeconds }: HoldInput): Date | null {
  const sendAt = undoSeconds ? new Date(door.at.getTime() + undoSeconds * 1000) : wanted
  return sendAt && sendAt > door.at ? sendAt : null
}

/** Adds a message that waits for its time. Until then the lifecycle hears nothing of it, and nobody is mailed. */
export async function holdReply(door: Door, message: NewMessage, sendAt: Date, takenId?: number): Promise<number> {
  const wait = sendAt.getTime() - door.at.getTime()
  if (wait > longestHoldMs) throw invalid('sendAt', 'A reply can be held back for a year at most.')
  const id = await door.say({ ...message, sendAt }, takenId)
  if (wait <= 60_000) door.tx.afterCommit(() => setTimeout(() => door.ctx.app.wake('queued'), wait + 10).unref())
  return id
}
