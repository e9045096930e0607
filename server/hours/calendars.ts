import type { z } from 'zod'
import { type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError, notFound } from '../platform/errors/index.ts'
import { businessClock } from './business-clock.ts'
import {
  allCalendars,
  calendarById,
  type CalendarRow,
  countCalendars,
  desksOfCalendar,
  insertCalendar,
  insertVersion,
  lockCalendar,
  nameTaken,
  removeCalendarRow,
  updateCalendar,
} from './calendars.queries.ts'
import type { Hours } from './hours.ts'
import type { CalendarView, OpenNow } from './hours.schema.ts'

const mostCalendars = 50

type CalendarOut = z.input<typeof CalendarView>

export function listCalendars(ctx: Context<StaffActor>): Promise<CalendarOut[]> {
  return ctx.transaction(async (tx) => {
    const rows = await tx.many<CalendarRow>(allCalendars, [tx.workspaceId])
    return rows.map((row) => viewOf(row, tx.now))
  })
}

export function createCalendar(ctx: Context<StaffActor>, input: { name: string; hours: Hours }): Promise<CalendarOut> {
  return ctx.transaction(async (tx) => {
    const { n } = await tx.one<{ n: number }>(countCalendars, [tx.workspaceId])
    if (n >= mostCalendars) throw tooMany()
    const made = await tx.maybe<{ id: number }>(insertCalendar, [tx.workspaceId, input.name, tx.now])
    if (!made) throw taken(input.name)
    await keepVersion(ctx, tx, { calendarId: made.id, version: 1, hours: input.hours })
    await logSettingsChange(tx, ctx.actor.userId, 'calendar', made.id, { created: input.name, ...input.hours })
    return calendarIn(tx, made.id)
  })
}

/** Tickets that are open keep what they were promised by the former hours, until somebody applies the new ones to them. */
export function changeCalendar(
  ctx: Context<StaffActor>,
  calendarId: number,
  change: { name?: string; hours?: Hours; expectedVersion?: number },
): Promise<CalendarOut> {
  return ctx.transaction(async (tx) => {
    const calendar = await tx.maybe<{ id: number; name: string; version: number }>(lockCalendar, [tx.workspaceId, calendarId])
    if (!calendar) throw notFound()
    if (change.expectedVersion !== undefined && change.expectedVersion !== calendar.version)
      throw new AppError('version_conflict', 'Somebody else changed these hours meanwhile. Look at the change and save again.')
    const name = change.name ?? calendar.name
    if (change.name !== undefined && (await tx.maybe(nameTaken, [tx.workspaceId, name, calendarId]))) throw taken(name)
    const before = await calendarIn(tx, calendarId)
    const version = calendar.version + 1
    const hours = change.hours ?? { zone: before.zone, week: before.week, holidays: before.holidays }
    await tx.run(updateCalendar, [tx.workspaceId, calendarId, name, version, tx.now])
    await keepVersion(ctx, tx, { calendarId, version, hours })
    const former = { name: before.name, zone: before.zone, week: before.week, holidays: before.holidays }
    const changed = differences(former, { name, ...change.hours })
    if (changed) await logSettingsChange(tx, ctx.actor.userId, 'calendar', calendarId, changed.change, changed.former)
    return calendarIn(tx, calendarId)
  })
}

export async function removeCalendar(ctx: Context<StaffActor>, calendarId: number): Promise<void> {
  await ctx.transaction(async (tx) => {
    const calendar = await tx.maybe<{ name: string }>(lockCalendar, [tx.workspaceId, calendarId])
    if (!calendar) throw notFound()
    const desks = await tx.many<{ name: string }>(desksOfCalendar, [tx.workspaceId, calendarId])
    if (desks.length > 0) {
      const names = desks.map(({ name }) => name).join(', ')
      throw new AppError('in_use', `These desks keep these hours: ${names}. Give them other hours first.`)
    }
    await tx.run(removeCalendarRow, [tx.workspaceId, calendarId, tx.now])
    await logSettingsChange(tx, ctx.actor.userId, 'calendar', calendarId, { removed: calendar.name })
  })
}

/** Locks a calendar that a desk is about to keep, so that it stays. */
export async function holdCalendar(tx: Tx, calendarId: number): Promise<boolean> {
  return (await tx.maybe(lockCalendar, [tx.workspaceId, calendarId])) !== null
}

export function openNow(hours: Hours, now: Date): z.input<typeof OpenNow> {
  const clock = businessClock(hours)
  const changesAt = clock.nextChange(now.getTime())
  return { open: clock.isOpen(now.getTime()), changesAt: changesAt === null ? null : new Date(changesAt) }
}

async function calendarIn(tx: Tx, calendarId: number): Promise<CalendarOut> {
  return viewOf(await tx.one<CalendarRow>(calendarById, [tx.workspaceId, calendarId]), tx.now)
}

function viewOf({ hours, ...row }: CalendarRow, now: Date): CalendarOut {
  const { zone, week, holidays } = hours
  return {
    ...row,
    zone,
    week: Object.fromEntries(Object.entries(week).map(([day, spans]) => [day, [...spans]])) as CalendarOut['week'],
    holidays: [...holidays],
    now: openNow(hours, now),
  }
}

async function keepVersion(
  ctx: Context<StaffActor>,
  tx: Tx,
  { calendarId, version, hours }: { calendarId: number; version: number; hours: Hours },
): Promise<void> {
  await tx.run(insertVersion, [tx.workspaceId, calendarId, version, JSON.stringify(hours), ctx.actor.userId, tx.now])
}

function taken(name: string): AppError {
  return new AppError('already_exists', `There are hours named “${name}” already. Choose another name.`)
}

function tooMany(): AppError {
  const message = `There are ${mostCalendars} already. Remove one first.`
  return new AppError('invalid_input', message, { errors: [{ path: '', message }] })
}
