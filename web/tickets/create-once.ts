import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { CreatedTicket, NewTicket } from '../../client/types.ts'
import { idempotencyKey } from '../composer/idempotency-key.ts'

/** Tickets that were sent under one key, and whether one of them was made is not known: no answer came. */
interface Unanswered {
  readonly key: string
  readonly bodies: readonly NewTicket[]
  readonly at: number
}

export type Created = {
  readonly ticket: CreatedTicket
  /** It was made by what was sent before, other than what was sent now; that was not taken. */
  readonly wasBefore: boolean
}

type Add = (ticket: NewTicket, key: string) => Promise<CreatedTicket>

/** The server forgets a key after a day. */
const rememberedMs = 23 * 3_600_000

/**
 * Makes one ticket, however often it takes until an answer comes. As long as none came the key stays the same, even when the
 * words are changed, the window is closed or the page is loaded anew: the server makes one ticket under a key.
 */
export async function createOnce(me: string, ticket: NewTicket, add: Add = api.tickets.add): Promise<Created> {
  const before = unanswered(me)
  const key = before?.key ?? idempotencyKey()
  const others = (before?.bodies ?? []).filter((body) => JSON.stringify(body) !== JSON.stringify(ticket))
  keep(me, { key, bodies: [...others, ticket], at: before?.at ?? Date.now() })
  try {
    const made = await add(ticket, key)
    forgetUnanswered(me)
    return { ticket: made, wasBefore: false }
  } catch (error) {
    if (isProblem(error, 'idempotency_conflict') && others.length > 0) {
      const made = await madeBy(others, key, add)
      forgetUnanswered(me)
      return { ticket: made, wasBefore: true }
    }
    if (isAnswer(error)) {
      if (before) keep(me, before)
      else forgetUnanswered(me)
    }
    throw error
  }
}

/** The one that was made answers with its ticket; the others are refused as another request under its key. */
async function madeBy(bodies: readonly NewTicket[], key: string, add: Add): Promise<CreatedTicket> {
  const [body, ...others] = bodies
  if (!body) throw new Error('a ticket was made under this key by something else')
  try {
    return await add(body, key)
  } catch (error) {
    if (isProblem(error, 'idempotency_conflict') && others.length > 0) return madeBy(others, key, add)
    throw error
  }
}

/** The server said no. A gateway that gave up, or a request that is still running, says nothing. */
function isAnswer(error: unknown): boolean {
  return isProblem(error) && error.status >= 400 && error.status < 500 && error.code !== 'idempotency_running'
}

const storedAs = (me: string) => `statedesk.new-ticket-sent.${me}`
/** For a browser whose store is full or forbidden; it lasts as long as the page. */
const sentHere = new Map<string, Unanswered>()

// Of this tab: what another one is just sending is another ticket.
function unanswered(me: string): Unanswered | null {
  const sent = sentHere.get(me) ?? storedFor(me)
  return sent && Date.now() - sent.at < rememberedMs ? sent : null
}

function storedFor(me: string): Unanswered | null {
  try {
    return JSON.parse(sessionStorage.getItem(storedAs(me)) ?? 'null') as Unanswered | null
  } catch {
    return null
  }
}

function keep(me: string, sent: Unanswered): void {
  sentHere.set(me, sent)
  try {
    sessionStorage.setItem(storedAs(me), JSON.stringify(sent))
  } catch {
    // The page itself still knows it.
  }
}

/** What was sent is given up: what comes next is another ticket. */
export function forgetUnanswered(me: string): void {
  sentHere.delete(me)
  try {
    sessionStorage.removeItem(storedAs(me))
  } catch {
    // Nothing was kept then.
  }
}
