import { type Context, logSettingsChange, type StaffActor } from '../access/index.ts'
import { holdCalendar } from '../hours/index.ts'
import { AppError, invalid, notFound } from '../platform/errors/index.ts'
import { agentText, languages, mailVariables, requireKnown, signatureVariables } from '../variables/index.ts'
import type { DeskSettings, MailTemplate } from './desk-settings.ts'
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
  /** The version the change was made from. */
  readonly expectedVersion?: number
}

interface Stored {
  version: number
  name: string
  fromName: string
  signature: string
  replyToken: 'address' | 'message_id'
  settings: Partial<DeskSettings>
  calendarId: number | null
}

/** @throws unknown_variable, version_conflict */
export async function changeDesk(ctx: Context<StaffActor>, deskId: number, { expectedVersion, ...change }: DeskChange): Promise<void> {
  requireKnownVariables(change)
  await ctx.transaction(async (tx) => {
    const desk = await tx.maybe<Stored>(lockDesk, [tx.workspaceId, deskId])
    if (!desk) throw notFound()
    if (expectedVersion !== undefined && expectedVersion !== desk.version) {
      throw new AppError('version_conflict', 'Somebody else changed this desk meanwhile. Look at the change and save again.', {
        version: desk.version,
      })
    }
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

const subjectVariables: ReadonlySet<string> = new Set([...mailVariables].filter((name) => name !== agentText))

/** What is sent by itself must have a value for every variable, whatever the ticket. */
function requireKnownVariables({ signature, settings }: Omit<DeskChange, 'expectedVersion'>): void {
  if (signature !== undefined) requireKnown(signature, signatureVariables, 'signature')
  for (const mail of ['resolutionMail', 'holdMail'] as const) {
    const template: MailTemplate | undefined = settings?.[mail]
    if (!template) continue
    requireKnownIn(template, `settings.${mail}`)
    for (const language of languages) {
      const words = template.languages?.[language]
      if (words) requireKnownIn(words, `settings.${mail}.languages.${language}`)
    }
  }
}

function requireKnownIn({ subject, text }: { subject: string; text: string }, path: string): void {
  requireKnown(subject, subjectVariables, `${path}.subject`)
  requireKnown(text, mailVariables, `${path}.text`)
}
