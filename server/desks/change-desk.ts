import { type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import { holdCalendar } from '../hours/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import type { DeskSettings } from './desk-settings.ts'
import { clearDefault, deskNameTaken, lockDesk, setDefault, updateDesk } from './desks.queries.ts'

export interface DeskChange {
  readonly name?: string
  readonly fromName?: string
  readonly signature?: string
  readonly replyToken?: 'address' | 'message_id'
  readonly isDefault?: true
  readonly settings?: Partial<DeskSettings>
  /** Business hours; null: around the clock. Tickets that are open keep what they were promised. */
  readonly calendar?: number | null
}

interface Stored {
  name: string
  fromName: string
  signature: string
  replyToken: 'address' | 'message_id'
  settings: Partial<DeskSettings>
  calendarId: number | null
}

export async function changeDesk(ctx: Context<StaffActor>, deskId: number, change: DeskChange): Promise<void> {
  await ctx.transaction(async (tx) => {
    const desk = await tx.maybe<Stored>(lockDesk, [tx.workspaceId, deskId])
    if (!desk) throw notFound()
    if (change.name !== undefined && (await tx.maybe(deskNameTaken, [tx.workspaceId, change.name, deskId]))) {
      throw new AppError('already_exists', `There is a desk “${change.name}” already. Choose another name.`)
    }
    if (change.calendar && !(await holdCalendar(tx, change.calendar))) throw invalid('calendar', 'There are no such business hours.')
    const calendarId = change.calendar === undefined ? desk.calendarId : change.calendar
    const next = { ...desk, ...change, settings: { ...desk.settings, ...change.settings } }
    await tx.run(updateDesk, [tx.workspaceId, deskId, next.name, next.fromName, next.signature, next.replyToken, next.settings, calendarId])
    if (change.isDefault) {
      await tx.run(clearDefault, [tx.workspaceId])
      await tx.run(setDefault, [tx.workspaceId, deskId])
    }
    await logSettingsChange(tx, ctx.actor.userId, 'desk', deskId, { ...change })
  })
}
