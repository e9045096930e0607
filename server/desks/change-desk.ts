import { type Context, differences, logSettingsChange, type StaffActor } from '../access/index.ts'
import { holdCalendar } from '../hours/index.ts'
import { AppError, expectVersion, invalid, notFound } from '../platform/errors/index.ts'
import { agentText, languages, mailVariables, requireKnown, signatureVariables } from '../variables/index.ts'
import { type DeskSettings, deskSettings, type MailTemplate, noticeVariables } from './desk-settings.ts'
import { clearDefault, deskNameTaken, lockDesk, setDefault, updateDesk } from './desks.queries.ts'
import type { RelayInput } from './desks.schema.ts'
import { assertRelay, type Relay, relayWanted } from './relay-settings.ts'

export interface DeskChange {
  readonly name?: string
  readonly fromName?: string
  readonly signature?: string
  readonly replyToken?: 'address' | 'message_id'
  readonly isDefault?: true
  /** Null: the relay of the installation. */
  readonly relay?: RelayInput | null
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
  isDefault: boolean
  relay: Relay | null
  relayPassword: Buffer | null
}

/** @throws unknown_variable, version_conflict */
export async function changeDesk(ctx: Context<StaffActor>, deskId: number, { expectedVersion, ...change }: DeskChange): Promise<void> {
  requireKnownVariables(change)
  if (change.relay) await assertRelay(ctx.app, change.relay)
  await ctx.transaction(async (tx) => {
    const desk = await tx.maybe<Stored>(lockDesk, [tx.workspaceId, deskId])
    if (!desk) throw notFound()
    expectVersion(expectedVersion, desk.version)
    if (change.name !== undefined && (await tx.maybe(deskNameTaken, [tx.workspaceId, change.name, deskId]))) {
      throw new AppError('already_exists', `There is a desk “${change.name}” already. Choose another name.`)
    }
    if (change.calendar && !(await holdCalendar(tx, change.calendar))) throw invalid('calendar', 'There are no such business hours.')
    const calendarId = change.calendar === undefined ? desk.calendarId : change.calendar
    const out = wayOut(ctx, desk, change.relay)
    const next = { ...desk, ...change, settings: { ...desk.settings, ...change.settings } }
    const words = [next.name, next.fromName, next.signature, next.replyToken, next.settings, calendarId]
    await tx.run(updateDesk, [tx.workspaceId, deskId, ...words, out.relay, out.sealed])
    if (change.relay !== undefined) tx.afterCommit(() => ctx.app.wake('outbox', tx.workspaceId))
    if (change.isDefault) {
      await tx.run(clearDefault, [tx.workspaceId])
      await tx.run(setDefault, [tx.workspaceId, deskId])
    }
    const changed = differences(
      logged(desk, desk.calendarId, desk.relay),
      logged({ ...next, isDefault: desk.isDefault || change.isDefault === true }, calendarId, out.relay),
    )
    const password = change.relay?.password === undefined ? {} : { relayPassword: 'changed' }
    if (changed || change.relay?.password !== undefined)
      await logSettingsChange(tx, ctx.actor.userId, 'desk', deskId, { ...changed?.change, ...password }, changed?.former)
  })
}

function wayOut(ctx: Context, desk: Stored, relay: RelayInput | null | undefined): { relay: Relay | null; sealed: Buffer | null } {
  const stored = { relay: desk.relay, sealed: desk.relayPassword }
  if (relay === undefined) return stored
  return relay === null ? { relay: null, sealed: null } : relayWanted(ctx.app, stored, relay)
}

/** What the log of settings keeps of a desk, flat, so that each setting stands for itself. */
function logged(
  desk: Pick<Stored, 'name' | 'fromName' | 'signature' | 'replyToken' | 'settings' | 'isDefault'>,
  calendar: number | null,
  relay: Relay | null,
): Record<string, unknown> {
  const { name, fromName, signature, replyToken, isDefault } = desk
  return { name, fromName, signature, replyToken, isDefault, calendar, relay, ...deskSettings(desk.settings) }
}

const inMails = {
  subject: new Set([...mailVariables].filter((name) => name !== agentText)),
  text: mailVariables,
}
const inNotice = (names: readonly string[]) => ({ subject: new Set(names), text: new Set(names) })

/** What may stand in each mail that a desk sends by itself. */
const fillable = {
  resolutionMail: inMails,
  holdMail: inMails,
  acknowledgement: inNotice(noticeVariables.acknowledgement),
  statusMail: inNotice(noticeVariables.statusMail),
}

/** What is sent by itself must have a value for every variable, whatever the ticket. */
function requireKnownVariables({ signature, settings }: Omit<DeskChange, 'expectedVersion'>): void {
  if (signature !== undefined) requireKnown(signature, signatureVariables, 'signature')
  for (const mail of Object.keys(fillable) as (keyof typeof fillable)[]) {
    const template: MailTemplate | undefined = settings?.[mail]
    if (!template) continue
    const require = ({ subject, text }: { subject: string; text: string }, path: string) => {
      requireKnown(subject, fillable[mail].subject, `${path}.subject`)
      requireKnown(text, fillable[mail].text, `${path}.text`)
    }
    require(template, `settings.${mail}`)
    for (const language of languages) {
      const words = template.languages?.[language]
      if (words) require(words, `settings.${mail}.languages.${language}`)
    }
  }
}
