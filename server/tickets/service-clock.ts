import { z } from 'zod'
import type { Lifecycle } from '../../lifecycle/index.ts'
import type { Context } from '../access/index.ts'
import { id, time } from '../platform/http/index.ts'
import type { Tx } from '../platform/db/index.ts'
import type { Door } from './door.ts'
import type { ListedTicket } from './ticket.ts'

export const slaStates = ['on_track', 'warning', 'breached'] as const

/** What was promised for a ticket and how it stands. */
export const SlaView = z
  .object({
    state: z.enum(slaStates),
    policy: z.object({ id, name: z.string() }),
    firstResponse: z
      .object({ dueAt: time.nullable(), metAt: time.nullable(), missed: z.boolean() })
      .nullable()
      .meta({ description: 'Null: none is promised. `dueAt` is null while the clock is paused.' }),
    resolution: z
      .object({
        dueAt: time.nullable().meta({ description: 'Null while the clock is paused before it, and once it was resolved in time.' }),
        pausedAt: time.nullable(),
        left: z.number().meta({ description: 'Seconds of the time that counts, as of `asOf`; less than nothing: over by so much.' }),
        metAt: time.nullable(),
      })
      .nullable()
      .meta({ description: 'Null: none is promised.' }),
    warnAt: time.nullable().meta({ description: 'When the state becomes `warning`, or became it.' }),
    asOf: time,
    open: z.boolean().meta({ description: 'Whether time counts at this hour.' }),
    changesAt: time.nullable().meta({ description: 'When the business hours next begin or end.' }),
  })
  .meta({ id: 'ServiceLevel' })

export type SlaOut = z.input<typeof SlaView>

/** What of a ticket its clock looks at. */
export type ClockedTicket = Pick<
  ListedTicket,
  | 'id'
  | 'status'
  | 'bucket'
  | 'priority'
  | 'createdAt'
  | 'firstResponseAt'
  | 'resolvedAt'
  | 'slaPolicyVersionId'
  | 'slaCalendarVersionId'
  | 'slaSince'
  | 'slaUsedMs'
  | 'slaFirstDueAt'
  | 'slaWarnAt'
  | 'slaDueAt'
>

/** Who keeps the clocks of tickets. It comes after this part, so it says so itself. */
export interface ServiceClock {
  /** Brings the clock in line with a change that is about to be written. Waits only where something new is to be read. */
  keep(door: Door): Promise<void>
  /** The timer of the clock is due. */
  ring(door: Door): Promise<void>
  /** Reads what the views of these tickets need, if this process does not know it yet. */
  read(tx: Tx, tickets: readonly ClockedTicket[]): Promise<void>
  knows(database: object, workspaceId: number, ticket: ClockedTicket): boolean
  view(database: object, workspaceId: number, ticket: ClockedTicket, lifecycle: Lifecycle, now: Date): SlaOut | null
}

let registered: ServiceClock | null = null

export function registerServiceClock(clock: ServiceClock): void {
  registered = clock
}

/** The kind of the one timer a clock has. */
export const clockTimer = 'sla'

export async function keepClock(door: Door): Promise<void> {
  await registered?.keep(door)
}

export async function ringClock(door: Door): Promise<void> {
  if (registered) await registered.ring(door)
  else door.schedule(clockTimer, null)
}

export async function readServiceLevels(tx: Tx, tickets: readonly ClockedTicket[]): Promise<void> {
  if (tickets.some((ticket) => ticket.slaPolicyVersionId !== null)) await registered?.read(tx, tickets)
}

/** The same outside of a transaction: it opens one if this process has to read something. */
export async function readServiceLevel(ctx: Context, ticket: ClockedTicket): Promise<void> {
  if (ticket.slaPolicyVersionId === null || !registered || registered.knows(ctx.app.db.pool, ctx.workspaceId, ticket)) return
  await ctx.transaction((tx) => readServiceLevels(tx, [ticket]))
}

export type Clocked = Pick<Tx, 'database' | 'workspaceId'>

/** How a ticket stands by what was read before. */
export function serviceLevel(of: Clocked, ticket: ClockedTicket, lifecycle: Lifecycle, now: Date): SlaOut | null {
  if (ticket.slaPolicyVersionId === null) return null
  return registered?.view(of.database, of.workspaceId, ticket, lifecycle, now) ?? null
}
