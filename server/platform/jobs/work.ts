import type { App, WorkKind } from '../context.ts'
import { type Election, joinElection } from './election.ts'
import { recordJobFailure, workJob } from './jobs.ts'
import { type Loop, startLoop } from './loop.ts'
import { recordTimerFailure } from './timer-failures.ts'
import type { Anew, WakeHub } from './wake.ts'
import type pg from 'pg'

export interface DueItem {
  readonly workspaceId: number
  readonly id: number
}

/**
 * Works one due item in a transaction of its own, whose first statement locks the row with FOR UPDATE SKIP LOCKED.
 * `busy`: somebody else has it, or has done it. `later`: it cannot be done as things are set up, and is left alone for a minute,
 * or until they are set up anew.
 */
export type WorkHandler = (app: App, workspaceId: number, id: number) => Promise<'busy' | 'later' | void>

/** How one kind of due work is done. */
export interface Work {
  readonly handler: WorkHandler
  /** How often to look without being woken. */
  readonly pollMs?: number
  /** The shortest time between two looks, however often it is woken: what commits meanwhile is done together. */
  readonly paceMs?: number
  /** How many items at once in this process. */
  readonly parallel?: number
  /** Only in the one process that is elected. */
  readonly elected?: boolean
  /** Called in every process when things are set up anew: forgets what the handler remembers of how they were. */
  readonly forget?: (app: App, anew: Anew) => void
  /** Called after the handler threw. Gives how long to leave the item alone; without it, ever longer. */
  readonly failed?: (app: App, item: DueItem, error: unknown) => Promise<number>
}

export interface Working {
  /** Takes nothing new and settles when what is running is done. */
  stop(): Promise<void>
}

const registered = new Map<WorkKind, Work>([['jobs', { handler: workJob, failed: recordJobFailure }]])

/** Says how a kind of due work is done; once for each kind, when its slice is loaded. */
export function registerWork(kind: WorkKind, handler: WorkHandler, options: Omit<Work, 'handler'> = {}): void {
  const known = registered.get(kind)
  if (known && known.handler !== handler) throw new Error(`two slices want to do the work of kind ${kind}`)
  registered.set(kind, { ...(kind === 'timers' && { failed: recordTimerFailure }), ...options, handler })
}

/** Starts the loops of all registered work, or of some. `connection` is for the election. */
export function startWork(
  app: App,
  hub: WakeHub,
  connection: pg.ClientConfig,
  kinds: readonly WorkKind[] = [...registered.keys()],
): Working {
  let election: Election | undefined
  const loops: Loop[] = []
  for (const kind of kinds) {
    const work = registered.get(kind)
    if (!work) throw new Error(`nobody does the work of kind ${kind}`)
    if (work.elected) election ??= joinElection(connection, 'statedesk.elected', app.log)
    loops.push(startLoop(app, hub, kind, work, work.elected ? election : undefined))
  }
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      await election?.close()
    },
  }
}
