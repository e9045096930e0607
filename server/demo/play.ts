import type { Context, StaffActor } from '../access/index.ts'
import type { KnownContact, World } from './furnish.ts'
import type { AgentKey, DeskKey } from './company.ts'
import { whenAtWork, whenAwake } from './hours.ts'
import type { Random } from './random.ts'
import type { Script } from './script.ts'
import type { Words } from './words.ts'

/** Something that happens at a time. */
export interface Step {
  at: Date
  happens(at: Date): Promise<unknown>
}

/** Who plays what in the story of one ticket. */
export interface Part {
  readonly desk: DeskKey
  readonly contact: KnownContact
  readonly agent: AgentKey
  readonly script: Script
  readonly title: string
  readonly words: Words
  /** The day its texts call `{later}`. */
  readonly later: Date
}

/** The ticket a story is about, once it is there. */
export interface OnTicket {
  ticketId: number
  /** What the agent wrote last: mail programs quote it. */
  lastReply: { readonly text: string; readonly at: Date } | null
}

/** A story of one ticket while it is being laid out in time. */
export interface Play {
  readonly world: World
  readonly part: Part
  readonly random: Random
  /** When the whole demo ends. */
  readonly now: Date
  readonly steps: readonly Step[]
  readonly agent: Context<StaffActor>
  readonly ada: Context<StaffActor>
  /** Which line of the script comes next. */
  line: number
  /** The time the story has reached. */
  time(): Date
  /** Lets minutes pass, and then as many more as it takes until that person is at work, or awake. */
  wait(minutes: readonly [number, number], until?: 'agent' | 'customer'): void
  /** Lets time pass until then, if it has not yet. */
  waitFor(moment: Date): void
  /** Adds what happens next, a little after what was before it. */
  step(happens: (ticket: OnTicket, at: Date) => Promise<unknown>): void
}

const minuteMs = 60_000

export function createPlay(world: World, part: Part, random: Random, span: { start: Date; now: Date }): Play {
  const steps: Step[] = []
  const ticket: OnTicket = { ticketId: 0, lastReply: null }
  const { language } = part.contact
  let time = span.start
  return {
    world,
    part,
    random,
    now: span.now,
    steps,
    agent: world.as[part.agent],
    ada: world.as.ada,
    line: 0,
    time: () => time,
    wait([low, high], until) {
      time = new Date(time.getTime() + (low + random.next() * (high - low)) * minuteMs)
      // A chat is over before anybody goes home.
      if (until && part.desk !== 'live') time = (until === 'agent' ? whenAtWork : whenAwake)(time, language, random)
    },
    waitFor(moment) {
      if (time < moment) time = new Date(moment.getTime() + random.between(10, 300) * minuteMs)
    },
    step(happens) {
      time = new Date(time.getTime() + random.between(2_000, 9_000))
      steps.push({ at: time, happens: (at) => happens(ticket, at) })
    },
  }
}

/** A story that would go on after the demo's end is told faster. */
export function endBefore(play: Play, end: Date): void {
  const begins = play.steps[0]?.at.getTime() ?? 0
  const length = (play.steps.at(-1)?.at.getTime() ?? 0) - begins
  if (begins + length <= end.getTime()) return
  const start = Math.min(begins, end.getTime() - play.steps.length * 1_000)
  const pace = (end.getTime() - start) / Math.max(length, 1)
  for (const step of play.steps) step.at = new Date(start + (step.at.getTime() - begins) * pace)
}
