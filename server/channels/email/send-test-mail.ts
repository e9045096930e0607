import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Context, StaffActor } from '../../access/index.ts'
import { AppError, invalid, notFound } from '../../platform/errors/index.ts'
import { handOver } from './sending/hand-over.ts'
import { relayOf } from './sending/relay.ts'
import { deskExists, filedAs, mailOfUser, primaryAddress } from './outbox.queries.ts'
import { listeningOn } from './listening.ts'

export interface MailIn {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Buffer
}

const waitMs = 5_000

/** Sends a real mail to a desk through our own SMTP door, and says which ticket came of it. */
export async function sendTestMail(ctx: Context<StaffActor>, deskId: number): Promise<{ accepted: true; ticket?: string }> {
  if (!ctx.actor.desks.has(deskId) && !ctx.actor.permissions.has('settings.manage')) throw notFound()
  const { to, from } = await ctx.transaction(async (tx) => ({
    to: (await tx.maybe<{ address: string }>(primaryAddress, [tx.workspaceId, deskId]))?.address,
    from: (await tx.one<{ email: string | null }>(mailOfUser, [ctx.actor.userId])).email ?? 'test@example.com',
  }))
  if (!to && !(await ctx.transaction((tx) => tx.maybe(deskExists, [tx.workspaceId, deskId])))) throw notFound()
  if (!to) throw invalid('address', 'This desk has no address yet. Add one first.')
  const messageId = `${randomUUID()}@test.statedesk.invalid`
  const raw = await writeMail({
    from: { name: ctx.actor.name, address: from },
    to,
    subject: 'Test mail',
    text: 'If you read this, mail arrives.',
    messageId: `<${messageId}>`,
  })
  await mailIn(ctx, { from, to: [to], raw })
  return { accepted: true, ...(await waitForTicket(ctx, to, messageId)) }
}

/** Hands a mail to our own listener, as any mail server would. */
export async function mailIn(ctx: Context, mail: MailIn): Promise<string> {
  const { host, port } = listeningOn(ctx.app)
  const relay = relayOf(`smtp://${host.includes(':') ? `[${host}]` : host}:${port}?tls=never`)
  let response = ''
  for (const to of mail.to) {
    const result = await handOver(relay, { from: mail.from, to, raw: mail.raw, beforeData: async () => {} })
    if (result.outcome !== 'sent') throw new AppError('unavailable', `The mail was not taken: ${result.response}`)
    response = result.response
  }
  return response
}

export function writeMail(mail: {
  from: { name: string; address: string } | string
  to: string
  subject: string
  text: string
  messageId?: string
}): Promise<Buffer> {
  return new MailComposer({ ...mail, disableFileAccess: true, disableUrlAccess: true, newline: '\r\n' }).compile().build()
}

async function waitForTicket(ctx: Context, address: string, messageId: string): Promise<{ ticket?: string }> {
  for (let waited = 0; waited < waitMs; waited += 100) {
    const filed = await ctx.transaction((tx) =>
      tx.maybe<{ state: string; reference: string | null }>(filedAs, [tx.workspaceId, address, messageId]),
    )
    if (filed && filed.state !== 'received') return filed.reference === null ? {} : { ticket: filed.reference }
    await pause(100)
  }
  return {}
}
