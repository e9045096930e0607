import { mix } from './random.ts'

/** Tickets out of each hundred that belong to each workspace: 82 to the first, the one that is measured. */
export const shares = [82, 10, 5, 3] as const
export const agentsOf = [60, 6, 4, 2] as const
/** Tickets that are generated together; their messages and events lie mixed in the order of time, as they came. */
export const chunkTickets = 2_000
const contactsPerHundred = 25

export type Language = 'latin' | 'japanese' | 'korean'
export type State = 'open' | 'in_progress' | 'waiting' | 'resolved' | 'closed'

/** Everything about a ticket but its words. */
export interface Shape {
  /** From 0. */
  readonly index: number
  readonly workspace: number
  readonly number: number
  readonly contact: number
  /** Which agent of the workspace, or -1. */
  readonly agent: number
  readonly state: State
  readonly messages: number
  readonly events: number
  readonly language: Language
}

/** 0…99, so that the tickets of a workspace lie between those of the others. */
const placeOf = (index: number) => ((index % 100) * 37) % 100
const workspaceAt = Array.from({ length: 100 }, (_, place) => (place < 82 ? 0 : place < 92 ? 1 : place < 97 ? 2 : 3))
const rankAt = workspaceAt.map((workspace, place) => workspaceAt.slice(0, place).filter((other) => other === workspace).length)
/** Four of the five unresolved ones of a hundred are the first workspace's: 40,000 of a million. */
const unresolvedPlaces = [11, 31, 51, 71, 90]

export function shapeOf(seed: number, index: number): Shape {
  const hundred = Math.floor(index / 100)
  const place = placeOf(index)
  const workspace = workspaceAt[place] as number
  const chance = mix(seed, index)
  const turn = unresolvedPlaces.indexOf(place)
  const agent =
    turn < 0 ? chance % (agentsOf[workspace] as number) : unresolvedAgent(workspace, workspace === 0 ? hundred * 4 + turn : hundred)
  const state = turn < 0 ? (chance % 10 === 3 ? 'resolved' : 'closed') : agent < 0 ? 'open' : chance % 12 === 0 ? 'waiting' : 'in_progress'
  const messages = index % 10 === 9 ? 10 : 4 + ((chance >>> 8) % 9)
  const language = (chance >>> 16) % 20
  return {
    index,
    workspace,
    number: hundred * (shares[workspace] as number) + (rankAt[place] as number) + 1,
    contact: contactOf(index, chance),
    agent,
    state,
    messages,
    events: eventCount(state, messages),
    language: language === 0 ? 'japanese' : language === 1 ? 'korean' : 'latin',
  }
}

/**
 * Who has an unresolved ticket; one in twenty nobody has. The first agent of the measured workspace has 15 %, so that a
 * page of 50 is full even at 10,000 tickets and many pages deep at a million.
 */
function unresolvedAgent(workspace: number, turn: number): number {
  if (turn % 20 === 7) return -1
  const given = turn - Math.floor((turn + 12) / 20)
  if (workspace !== 0) return given % (agentsOf[workspace] as number)
  const inHundred = (given * 7) % 100
  if (inHundred < 15) return 0
  return 1 + (given % ((agentsOf[0] as number) - 1))
}

/** Contacts are spread over the workspaces as the tickets are; one has four tickets on average. */
export const contactCount = (tickets: number) => Math.ceil(tickets / 100) * contactsPerHundred
export const workspaceOfContact = (contact: number) => {
  const place = contact % contactsPerHundred
  return place < 21 || place === 24 ? 0 : place - 20
}

function contactOf(index: number, chance: number): number {
  const workspace = workspaceAt[placeOf(index)] as number
  // Somebody who wrote about then, so that a contact's tickets are not all of one week.
  const hundred = Math.floor((((chance >>> 4) % 1_000) / 1_000) * (Math.floor(index / 100) + 1))
  const own = workspace === 0 ? chance % 21 : 20 + workspace
  return hundred * contactsPerHundred + own
}

function eventCount(state: State, messages: number): number {
  // Made; each message; given to an agent and in progress; the last move, and the survey of a resolved one.
  return 1 + messages + (state === 'open' ? 0 : 2) + (state === 'open' || state === 'in_progress' ? 0 : 1) + (state === 'resolved' ? 1 : 0)
}

/** What lies before a chunk: ids and places are counted up over all tickets. */
export interface Before {
  readonly messages: number
  readonly events: number
  readonly positions: readonly number[]
}

/** For each chunk what lies before it, and at the end what there is altogether. */
export function countBefore(seed: number, tickets: number): Before[] {
  const found: Before[] = []
  let [messages, events] = [0, 0]
  const positions = shares.map(() => 0)
  for (let index = 0; index < tickets; index++) {
    if (index % chunkTickets === 0) found.push({ messages, events, positions: [...positions] })
    const shape = shapeOf(seed, index)
    messages += shape.messages
    events += shape.events
    positions[shape.workspace] = (positions[shape.workspace] as number) + shape.events
  }
  found.push({ messages, events, positions: [...positions] })
  return found
}
