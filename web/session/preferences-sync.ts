import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Me } from '../../client/types.ts'
import { queryClient } from '../data/query-client.ts'
import { forgetWhatIsHeld } from './person-memory.ts'
import { adoptPreferences, bringPreferencesTo, type OwnPreferences } from './preferences.ts'

/** What the server was not told yet, and whose it is: chosen while offline, or before signing in (then nobody's). */
type Unsent = { owner: string | null; change: Partial<OwnPreferences> }

const unsentKey = 'statedesk.preferences.unsent'
const pauseMs = 400

let person: string | null = null
let adopted = ''
let timer: ReturnType<typeof setTimeout> | undefined
let sending: Promise<unknown> = Promise.resolve()

/** From now on changes go to the server, once somebody is signed in. */
export function keepPreferencesOnServer(): void {
  bringPreferencesTo(
    (change) => {
      const known = unsent()
      writeUnsent({ owner: person, change: known.owner === person ? { ...known.change, ...change } : change })
      clearTimeout(timer)
      timer = setTimeout(send, pauseMs)
    },
    () => {
      clearTimeout(timer)
      send()
      return sending
    },
  )
  addEventListener('online', send)
}

/**
 * Whoever is signed in finds their own choices here; what they chose in this browser and the server does not have yet comes on top.
 *
 * @returns whether the page has to be loaded anew to speak their language
 */
export function adoptPreferencesOf(me: Me): boolean {
  const state = JSON.stringify([me.id, me.preferences, me.theme])
  if (state === adopted) return false
  adopted = state
  // A session that ended by itself was nobody's leaving: who comes back finds the screen as it was.
  if (person !== null && person !== me.id) forgetWhatIsHeld()
  person = me.id
  const { owner, change } = unsent()
  const mine = owner === null || owner === me.id ? change : {}
  if (owner !== me.id) writeUnsent({ owner: me.id, change: mine })
  send()
  return adoptPreferences({ ...me.preferences, ...mine })
}

/** Whoever signs in next starts from their own choices. */
export function forgetPerson(): void {
  person = null
  adopted = ''
  forgetWhatIsHeld()
}

function send() {
  const { owner, change } = unsent()
  if (!owner || owner !== person || Object.keys(change).length === 0) return
  const sent = JSON.stringify(change)
  sending = api.me
    .change({ preferences: change })
    .then(() => {
      queryClient.setQueryData<{ me: Me }>(['session'], (old) => {
        if (old?.me.id !== owner) return old
        const me = { ...old.me, preferences: { ...old.me.preferences, ...change } }
        adopted = JSON.stringify([me.id, me.preferences, me.theme])
        return { me }
      })
      const left = unsent()
      // What was changed meanwhile waits for its own turn.
      if (left.owner === owner && JSON.stringify(left.change) === sent) writeUnsent({ owner, change: {} })
    })
    .catch((error: unknown) => {
      // Out of reach, or signed out: it is brought the next time. What the server will never take is given up.
      if (isProblem(error, 'invalid_input')) writeUnsent({ owner, change: {} })
    })
}

function unsent(): Unsent {
  try {
    const { owner = null, change = {} } = JSON.parse(localStorage.getItem(unsentKey) ?? '{}') as Partial<Unsent>
    return { owner, change }
  } catch {
    return { owner: null, change: {} }
  }
}

function writeUnsent(next: Unsent) {
  if (Object.keys(next.change).length === 0) localStorage.removeItem(unsentKey)
  else localStorage.setItem(unsentKey, JSON.stringify(next))
}
