import { type Lifecycle, timerEvents, type TimerKind } from '../../lifecycle/index.ts'
import { type App, type Context, type StaffActor, systemContext } from '../access/index.ts'
import { lifecycleVersion, publishIn } from '../lifecycles/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { enqueueJob, type JobFailed } from '../platform/jobs/index.ts'
import { changeTicketIn } from './change-ticket.ts'
import type { Door } from './door.ts'
import { timerOf } from './door.queries.ts'
import {
  advance,
  desksOf,
  desksThere,
  formerTickets,
  insertMigration,
  lockMigration,
  migrationRow,
  moveEvent,
  nextTickets,
  noteError,
  olderTransactions,
  rememberFormer,
  setDeskVersion,
  setState,
  ticketsPerStatus,
  timersPerKind,
  versionOf,
} from './lifecycle-migration.queries.ts'
import { isUnresolved } from './ticket.ts'

/** Tickets moved in one transaction; a crash between two batches loses nothing and repeats nothing. */
const batch = 200
const waitMs = 300

export type StatusMap = Readonly<Record<string, string>>

export interface MigrationInput {
  readonly lifecycleId: number
  readonly version: number
  readonly map?: StatusMap
  /** Only these desks follow, also from another lifecycle; absent: all that work by this one. */
  readonly deskIds?: readonly number[]
}

export interface MigrationPreview {
  readonly perStatus: { from: string; to: string | null; count: number }[]
  readonly timersKept: number
  readonly timersDropped: number
  /** Statuses that tickets are in and that the new version does not have; the map must name each. */
  readonly unmapped: string[]
}

/** What publishing would do to the tickets that are there, before anything changes. */
export async function previewMigration(tx: Tx, input: MigrationInput): Promise<MigrationPreview> {
  const version = await tx.maybe<{ id: number }>(versionOf, [tx.workspaceId, input.lifecycleId, input.version])
  if (!version) throw notFound()
  const lifecycle = await lifecycleVersion(tx, version.id)
  const desks = await desksMoving(tx, input)
  const key = [tx.workspaceId, desks.map((desk) => desk.id), version.id]
  const counted = await tx.many<{ status: string; n: number }>(ticketsPerStatus, key)
  const timers = await tx.many<{ status: string; kind: string; n: number }>(timersPerKind, key)
  const perStatus = counted.map(({ status, n }) => ({ from: status, to: target(lifecycle, input.map ?? {}, status), count: n }))
  const kept = (timer: { status: string; kind: string }) => {
    const to = target(lifecycle, input.map ?? {}, timer.status)
    return to !== null && listens(lifecycle, to, timer.kind)
  }
  return {
    perStatus,
    timersKept: timers.filter(kept).reduce((sum, timer) => sum + timer.n, 0),
    timersDropped: timers.filter((timer) => !kept(timer)).reduce((sum, timer) => sum + timer.n, 0),
    unmapped: perStatus.filter((one) => one.to === null).map((one) => one.from),
  }
}

/** Publishes a version: new tickets follow at once, those that are there in batches through the door. */
export async function publishAndMove(ctx: Context<StaffActor>, input: MigrationInput): Promise<{ id: number }> {
  return ctx.transaction(async (tx) => {
    const known = await tx.maybe<{ id: number; publishedAt: Date | null }>(versionOf, [tx.workspaceId, input.lifecycleId, input.version])
    if (!known) throw notFound()
    if (!known.publishedAt) await publishIn(tx, ctx.actor.userId, input)
    const preview = await previewMigration(tx, input)
    if (preview.unmapped.length > 0) {
      throw invalid(
        'map',
        `Say where these statuses go: ${preview.unmapped.join(', ')}. Tickets are in them and the new version does not have them.`,
      )
    }
    const desks = await desksMoving(tx, input)
    const ids = desks.map((desk) => desk.id)
    await tx.run(setDeskVersion, [tx.workspaceId, ids, known.id])
    const total = preview.perStatus.reduce((sum, one) => sum + one.count, 0)
    const before = JSON.stringify(Object.fromEntries(desks.map((desk) => [desk.id, desk.versionId])))
    const migration = await tx.one<{ id: number }>(insertMigration, [
      tx.workspaceId,
      known.id,
      JSON.stringify(input.map ?? {}),
      ids,
      before,
      total,
      ctx.actor.userId,
      tx.now,
    ])
    await startJob(ctx.app, tx, { migrationId: migration.id })
    return migration
  })
}

async function desksMoving(tx: Tx, input: MigrationInput): Promise<{ id: number; versionId: number }[]> {
  const desks = await tx.many<{ id: number; versionId: number }>(desksOf, [tx.workspaceId, input.lifecycleId, input.deskIds ?? null])
  if (input.deskIds && desks.length < new Set(input.deskIds).size) throw invalid('desks', 'names a desk that does not exist')
  return desks
}

/** Takes a move back: every ticket that still is where the move put it returns to its former version and status. */
export async function undoMigration(ctx: Context<StaffActor>, migrationId: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const migration = await tx.maybe<Migration>(lockMigration, [tx.workspaceId, migrationId])
    if (!migration) throw notFound()
    if (migration.state === 'undoing' || migration.state === 'undone')
      throw new AppError('in_use', 'This move is being taken back or was taken back already.')
    for (const [desk, version] of Object.entries(migration.desksBefore))
      await tx.run(setDeskVersion, [tx.workspaceId, [Number(desk)], version])
    await tx.run(setState, [tx.workspaceId, migrationId, 'undoing', null, null])
    await startJob(ctx.app, tx, { migrationId })
  })
}

export interface Migration {
  id: number
  toVersionId: number
  statusMap: StatusMap
  deskIds: number[]
  desksBefore: Record<string, number>
  total: number
  moved: number
  state: 'running' | 'done' | 'undoing' | 'undone' | 'failed'
  lastError: string | null
  lastTicketId: number
  finishedAt: Date | null
}

export function readMigration(tx: Tx, id: number): Promise<Migration | null> {
  return tx.maybe<Migration>(migrationRow, [tx.workspaceId, id])
}

export interface MigrationJob {
  readonly migrationId: number
  /** When the last ticket there was had been looked at. */
  readonly overAt?: string
}

/** One batch; it leaves a job for the next one in the same transaction. */
export async function continueMigration(app: App, tx: Tx, { migrationId, overAt }: MigrationJob): Promise<void> {
  const migration = await tx.maybe<Migration>(lockMigration, [tx.workspaceId, migrationId])
  if (migration?.state === 'running') {
    if (await moveBatch(app, tx, migration)) await startJob(app, tx, { migrationId })
    else await endMove(app, tx, migration, overAt)
  } else if (migration?.state === 'undoing') {
    if (await moveBack(app, tx, migration)) await startJob(app, tx, { migrationId })
    else await tx.run(setState, [tx.workspaceId, migrationId, 'undone', tx.now, null])
  }
}

/** Why a move does not go on stands where it is looked for; one that is given up says so. */
export const noteFailure: JobFailed = async (tx, { payload }, { line, givenUp }) => {
  await tx.run(noteError, [tx.workspaceId, payload.migrationId, line, givenUp, tx.now])
}

/** A status that the map does not name, which somebody chose while the move was on: the ticket stays, and the others move. */
async function moveBatch(app: App, tx: Tx, migration: Migration): Promise<boolean> {
  const desks = await desksOfMove(tx, migration)
  const found = await tx.many<{ id: number }>(nextTickets, [tx.workspaceId, desks, migration.toVersionId, migration.lastTicketId, batch])
  const lifecycle = await lifecycleVersion(tx, migration.toVersionId)
  let moved = 0
  for (const { id } of found) {
    await changeTicketIn(systemContext(app, tx.workspaceId), tx, { ticketId: id }, async (door) => {
      const { lifecycleVersionId, status } = door.ticket
      const to = target(lifecycle, migration.statusMap, status)
      if (to === null || lifecycleVersionId === migration.toVersionId) return
      door.write(rememberFormer, [tx.workspaceId, migration.id, id, lifecycleVersionId, status])
      await adopt(door, migration.toVersionId, lifecycle, to, migration.id)
      moved++
    })
  }
  return finishBatch(tx, migration, found, moved)
}

/**
 * No ticket is left behind the last one. One that is being made by the former version since before the desk had the new
 * one is not there yet, and may have a lower number: it is waited for, and looked for from the start.
 */
async function endMove(app: App, tx: Tx, { id: migrationId, ...migration }: Migration, overAt?: string): Promise<void> {
  const { open, at } = await tx.one<{ open: boolean; at: string }>(olderTransactions, [overAt ?? null])
  if (open) return startJob(app, tx, { migrationId, overAt: at }, waitMs)
  const lifecycle = await lifecycleVersion(tx, migration.toVersionId)
  const desks = await desksOfMove(tx, migration)
  const left = await tx.many<{ status: string; n: number }>(ticketsPerStatus, [tx.workspaceId, desks, migration.toVersionId])
  if (left.some(({ status }) => target(lifecycle, migration.statusMap, status) !== null)) {
    await tx.run(advance, [tx.workspaceId, migrationId, 0, 0])
    await startJob(app, tx, { migrationId })
  } else if (left.length === 0) await tx.run(setState, [tx.workspaceId, migrationId, 'done', tx.now, null])
  else await tx.run(setState, [tx.workspaceId, migrationId, 'failed', tx.now, whatIsLeft(left)])
}

function whatIsLeft(left: readonly { status: string; n: number }[]): string {
  const statuses = left.map(({ status, n }) => `${status} (${n})`).join(', ')
  return `Some tickets came meanwhile into statuses that have no place in the new version, and stayed as they are: ${statuses}. Say where these go, and start again.`
}

async function desksOfMove(tx: Tx, { deskIds, toVersionId }: Pick<Migration, 'deskIds' | 'toVersionId'>): Promise<number[]> {
  return (await tx.many<{ id: number }>(desksThere, [tx.workspaceId, deskIds, toVersionId])).map(({ id }) => id)
}

async function moveBack(app: App, tx: Tx, migration: Migration): Promise<boolean> {
  const found = await tx.many<{ id: number; formerVersionId: number; formerStatus: string }>(formerTickets, [
    tx.workspaceId,
    migration.id,
    migration.lastTicketId,
    batch,
  ])
  const newer = await lifecycleVersion(tx, migration.toVersionId)
  for (const former of found) {
    await changeTicketIn(systemContext(app, tx.workspaceId), tx, { ticketId: former.id }, async (door) => {
      if (door.ticket.lifecycleVersionId !== migration.toVersionId) return
      const lifecycle = await lifecycleVersion(tx, former.formerVersionId)
      // Who moved on since stays where it is, if the former version knows that status.
      const untouched = door.ticket.status === target(newer, migration.statusMap, former.formerStatus)
      const to = untouched || !lifecycle.statuses[door.ticket.status] ? former.formerStatus : door.ticket.status
      await adopt(door, former.formerVersionId, lifecycle, to, migration.id)
      if (untouched) await restore(door, migration.id)
    })
  }
  return finishBatch(tx, migration, found, found.length)
}

/** Gives false when there was nothing more. */
async function finishBatch(tx: Tx, migration: Migration, found: readonly { id: number }[], moved: number): Promise<boolean> {
  const last = found.at(-1)
  if (!last) return false
  await tx.run(advance, [tx.workspaceId, migration.id, moved, last.id])
  return true
}

/** The ticket lives by another version from here on. Timers that the new status listens to stay; the others are dropped. */
async function adopt(door: Door, versionId: number, lifecycle: Lifecycle, to: string, migrationId: number): Promise<void> {
  const { ticket, tx } = door
  const { status: from, resolvedAt, resolvedBy, completedBy } = ticket
  const wasUnresolved = isUnresolved(ticket)
  ticket.lifecycleVersionId = versionId
  ticket.status = to
  ticket.category = lifecycle.statuses[to]?.category ?? ticket.category
  // The resolution time is known exactly while a ticket is resolved or closed.
  if (wasUnresolved !== isUnresolved(ticket))
    Object.assign(ticket, { resolvedAt: wasUnresolved ? door.at : null, resolvedBy: null, completedBy: null })

  const armed = await tx.many<{ kind: string; dueAt: Date }>(timerOf, [tx.workspaceId, ticket.id])
  const dropped = armed.filter(({ kind }) => kind in timerEvents && !listens(lifecycle, to, kind))
  // With what is lost, so that taking the move back finds it.
  const lost = {
    resolvedAt: resolvedAt?.toISOString() ?? null,
    resolvedBy,
    completedBy,
    dropped: dropped.flatMap(({ kind, dueAt }) => [kind, dueAt.toISOString()]),
  }
  door.log('ticket.lifecycle_changed', { version: versionId, from, to, migration: migrationId, ...lost })
  if (from !== to) door.log('ticket.status_changed', { from, to, event: 'lifecycle_changed', by: 'system', row: null })
  for (const { kind } of dropped) door.disarm(kind)
}

/** What a move took away comes back with it: the timers it dropped, and who resolved the ticket and when. */
async function restore(door: Door, migrationId: number): Promise<void> {
  const { ticket, tx } = door
  const { data } = await tx.one<{
    data: { resolvedAt: string | null; resolvedBy: number | null; completedBy: number | null; dropped: string[] }
  }>(moveEvent, [tx.workspaceId, ticket.id, migrationId])
  const { resolvedAt, resolvedBy, completedBy, dropped } = data
  for (let at = 0; at < dropped.length; at += 2) door.arm(dropped[at] ?? '', new Date(dropped[at + 1] ?? ''))
  if (ticket.resolvedAt === door.at && resolvedAt) Object.assign(ticket, { resolvedAt: new Date(resolvedAt), resolvedBy, completedBy })
}

/** Equal keys map to themselves; the map says the rest. */
function target(lifecycle: Lifecycle, map: StatusMap, status: string): string | null {
  const to = map[status] ?? status
  return Object.hasOwn(lifecycle.statuses, to) ? to : null
}

function listens(lifecycle: Lifecycle, status: string, kind: string): boolean {
  const event = timerEvents[kind as TimerKind]
  // Snooze and deletion belong to no lifecycle.
  return event === undefined || lifecycle.transitions.some((row) => row.on === event && row.from.includes(status))
}

async function startJob(app: App, tx: Tx, job: MigrationJob, inMs = 0): Promise<void> {
  await enqueueJob(tx, 'lifecycle_migration', { ...job }, new Date(tx.now.getTime() + inMs))
  tx.afterCommit(() => app.wake('jobs'))
}
