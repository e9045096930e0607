import { z } from 'zod'
import { workKinds } from '../access/index.ts'
import type { Context, StaffActor } from '../access/index.ts'
import { composeMail, mailIn, writeMail } from '../channels/email/index.ts'
import type { OutboxRow } from '../outbox/index.ts'
import { type Http, id, itemsOf, lineIn, route, time } from '../platform/http/index.ts'
import { clockOffset, newestOutbox, setClockOffset } from './dev.queries.ts'

const tag = 'development'
const Clock = z.strictObject({ offsetSeconds: z.number().int().min(-3_153_600_000).max(3_153_600_000) })
const shownBytes = 100_000
const address = z.string().trim().min(3).max(254)

const MailOut = z.object({
  id,
  at: time,
  from: z.string(),
  to: z.string(),
  state: z.string(),
  subject: z.string(),
  text: z.string(),
  raw: z.string(),
})

const MailInBody = z.strictObject({
  from: address,
  to: z.union([address, z.array(address).min(1).max(20)]),
  subject: lineIn(300).default('Hello'),
  text: z.string().max(1_000_000).default(''),
  /** The whole mail instead, headers and all. */
  raw: z.string().max(1_000_000).optional(),
})

const SampleCustomer = z.object({
  customer: z.object({ plan: z.string(), since: z.string(), page: z.string() }),
  invoices: z.object({ open: z.number() }),
  orders: z.array(z.object({ number: z.string() })),
})

/** For development only: mails that would leave, mail in without a mail program, and a clock that moves. */
export function devRoutes(http: Http): void {
  if (!http.app.config.dev) return

  route(http, {
    method: 'GET',
    url: '/dev/mail',
    summary: 'The newest outgoing mails, as they leave',
    tag,
    access: 'staff',
    hide: true,
    response: { 200: itemsOf(MailOut) },
    handle: async ({ ctx }) => ({ items: await writtenMails(ctx) }),
  })

  route(http, {
    method: 'POST',
    url: '/dev/mail',
    summary: 'Send a mail in through SMTP',
    tag,
    access: 'staff',
    hide: true,
    body: MailInBody,
    response: { 201: z.object({ accepted: z.literal(true), response: z.string() }) },
    handle: async ({ ctx, body }) => {
      const to = [body.to].flat()
      const raw =
        body.raw === undefined
          ? await writeMail({ from: body.from, to: to.join(', '), subject: body.subject, text: body.text })
          : Buffer.from(body.raw)
      const from = /<([^<>]+)>\s*$/.exec(body.from)?.[1] ?? body.from
      return { accepted: true as const, response: await mailIn(ctx, { from, to, raw }) }
    },
  })

  route(http, {
    method: 'GET',
    url: '/dev/clock',
    summary: 'How far business time is ahead of the clock',
    tag,
    access: 'staff',
    hide: true,
    response: { 200: Clock },
    handle: async ({ ctx }) => {
      const [row] = await ctx.app.db.outside<{ offsetSeconds: number }>(clockOffset)
      return { offsetSeconds: row?.offsetSeconds ?? 0 }
    },
  })

  route(http, {
    method: 'PUT',
    url: '/dev/clock',
    summary: 'Move business time',
    tag,
    access: 'staff',
    hide: true,
    body: Clock,
    response: { 200: Clock },
    handle: async ({ ctx, body }) => {
      await ctx.app.db.outside(setClockOffset, [body.offsetSeconds])
      for (const kind of workKinds) ctx.app.wake(kind)
      return body
    },
  })

  route(http, {
    method: 'GET',
    url: '/dev/customers',
    summary: 'A shop that knows everybody, for trying customer information',
    tag,
    access: 'anonymous',
    hide: true,
    query: z.strictObject({ find: z.string().max(200) }),
    response: { 200: SampleCustomer },
    handle: async ({ query }) => sampleCustomer(query.find),
  })
}

/** Made up from what is asked for, so that the same person always has the same plan. */
function sampleCustomer(find: string) {
  const sum = [...find].reduce((all, letter) => all + (letter.codePointAt(0) ?? 0), 0)
  return {
    customer: {
      plan: ['Free', 'Pro', 'Business'][sum % 3] ?? '',
      since: `20${15 + (sum % 10)}-0${1 + (sum % 9)}-1${sum % 9}`,
      page: `https://shop.example/admin/customers/${1_000 + sum}`,
    },
    invoices: { open: sum % 4 },
    orders: sum % 5 === 0 ? [] : [{ number: `A-${20_000 + sum}` }],
  }
}

function writtenMails(ctx: Context<StaffActor>): Promise<z.input<typeof MailOut>[]> {
  return ctx.transaction(async (tx) => {
    const rows = await tx.many<OutboxRow>(newestOutbox, [tx.workspaceId])
    const mails = []
    for (const row of rows) {
      const mail = await composeMail(tx, ctx.app, row)
      const common = { id: row.id, at: row.createdAt, to: row.recipient, state: row.state }
      if ('problem' in mail) mails.push({ ...common, from: row.mailFrom, subject: '', text: mail.problem, raw: '' })
      else
        mails.push({
          ...common,
          from: mail.envelope.from || row.mailFrom,
          subject: mail.subject,
          text: mail.text,
          raw: mail.raw.toString('utf8', 0, shownBytes),
        })
    }
    return mails
  })
}
