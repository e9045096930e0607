import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, type Context, contextOf, createUser, type StaffActor, staffActorOf, systemContext } from '../../../access/index.ts'
import { loadConfig } from '../../../platform/config.ts'
import { bodyFromText } from '../../../messages/index.ts'
import { openDatabase, type Query, type Tx } from '../../../platform/db/index.ts'
import { withClient } from '../../../platform/postgres/index.ts'
import { sealerOf } from '../../../platform/secrets.ts'
import { createWorkspace } from '../../../setup/index.ts'
import { watch } from '../../../testing/canaries/collector.ts'
import { learnRequest } from '../../../testing/canaries/learn-request.ts'
import { plantNeighbour } from '../../../testing/canaries/neighbour.ts'
import { testLog } from '../../../testing/canaries/test-log.ts'
import { cast, castPassword } from '../../../testing/cast.ts'
import { testDatabase } from '../../../testing/database.ts'
import { quietDesk } from '../../../testing/quiet-desk.ts'
import { type StaffMessageInput, staffWrites } from '../../../tickets/staff-writes.ts'
import { processRawMail } from '../intake/process-raw-mail.ts'
import type { IntakeOptions } from '../intake/understand-mail.ts'
import { handOver } from '../sending/hand-over.ts'
import { relayOf } from '../sending/relay.ts'
import { sendDueMail } from '../sending/send-mail.ts'
import { type SmtpListener, type SmtpListenerOptions, startSmtpListener } from '../smtp-listener.ts'
import { registerEmailWork } from '../start-email.ts'

export interface MailApp {
  readonly app: App
  readonly workspaceId: number
  readonly deskId: number
  readonly smtp: SmtpListener
  /** Ada, who may do everything. */
  readonly ada: Context<StaffActor>
  readonly system: Context
  /** Sends a mail in through SMTP; gives the answer after the final dot. */
  deliver(raw: string | Buffer, envelope?: { from?: string; to?: string | string[] }): Promise<string>
  /** Carl writes a mail of his own; gives the ticket it became. */
  carlWrites(subject: string, text?: string): Promise<{ ticketId: number; reference: string; messageId: string }>
  /** Ada answers; gives the message's id. */
  adaReplies(ticketId: number, input: Partial<StaffMessageInput> & { text?: string }): Promise<number>
  /** Works all stored mails that are due, in order. */
  intake(options?: IntakeOptions): Promise<void>
  /** Sends all outgoing mails that are due. */
  sendDue(socketTimeoutMs?: number): Promise<void>
  rows<Row = Record<string, unknown>>(text: string, params?: unknown[]): Promise<Row[]>
  advance(seconds: number): Promise<void>
  /** Runs SQL as the owner of the tables. */
  asOwner(sql: string): Promise<void>
  close(): Promise<void>
}

/** Everything mail needs, on a fresh database, and a real SMTP door; loops run only when a test asks for it. */
export async function mailApp(options: { smtpUrl?: string; smtp?: SmtpListenerOptions } = {}): Promise<MailApp> {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-mail-'))
  const config = loadConfig({
    SMTP_PORT: '0',
    STATEDESK_DATA: folder,
    // The IMAP server of the tests is on this machine.
    STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8',
    ...(options.smtpUrl ? { SMTP_URL: options.smtpUrl } : {}),
  })
  const db = openDatabase(database.app)
  const app: App = {
    config,
    db,
    log: testLog(),
    secrets: sealerOf(config.secret),
    wake: () => undefined,
  }
  const made = await createWorkspace(app, {
    name: 'Example',
    admin: { ...cast.ada, password: castPassword },
    desk: { name: 'Support', lifecycle: 'support', address: 'support@desk.example' },
  })
  const { workspaceId } = made
  await quietDesk(app, workspaceId, Number(made.deskId))
  await db.transaction(workspaceId, (tx) => createUser(tx, { ...cast.mina, password: castPassword }))
  await plantNeighbour(app, database.name)
  const smtp = await startSmtpListener(app, options.smtp)
  registerEmailWork()
  const actor = await db.transaction(workspaceId, (tx) => staffActorOf(tx, Number(made.userId)))
  if (!actor) throw new Error('Ada is not there')

  async function due(kind: string): Promise<number[]> {
    const found = await db.outside<{ id: number }>({ text: 'SELECT id FROM due_work($1, business_now(), 500) ORDER BY id' }, [kind])
    return found.map(({ id }) => id)
  }

  const rows = <Row>(text: string, params: unknown[] = []) =>
    db.transaction(workspaceId, (tx: Tx) => tx.many<Row>({ text } satisfies Query, params))

  const mail: MailApp = {
    app,
    workspaceId,
    deskId: Number(made.deskId),
    smtp,
    ada: contextOf(app, workspaceId, actor),
    system: systemContext(app, workspaceId),
    async deliver(raw, envelope = {}) {
      const relay = relayOf(`smtp://127.0.0.1:${smtp.port}?tls=never`)
      const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(raw.replace(/\r?\n/g, '\r\n'))
      const [to] = [envelope.to ?? 'support@desk.example'].flat()
      const from = envelope.from ?? /^From:.*?([^\s<>",]+@[^\s<>",]+)>?$/im.exec(bytes.toString('latin1'))?.[1] ?? ''
      const result = await handOver(relay, { from, to: to ?? '', raw: bytes, beforeData: async () => {} })
      const said = `${result.code} ${result.response}`
      watch().observe({ surface: 'smtp answer', where: 'after the final dot', text: said })
      return said
    },
    async carlWrites(subject, text) {
      const messageId = `${randomUUID()}@customer.example`
      await mail.deliver(
        mailOf(
          { From: 'Carl Ito <carl@customer.example>', To: 'support@desk.example', Subject: subject, 'Message-ID': `<${messageId}>` },
          text,
        ),
      )
      await mail.intake()
      const [ticket] = await rows<{ ticketId: number; reference: string }>(
        'SELECT t.id AS "ticketId", t.reference FROM tickets t JOIN messages m ON m.ticket_id = t.id WHERE m.mail_message_id = $1',
        [messageId],
      )
      if (!ticket) throw new Error('the mail became no ticket')
      return { ...ticket, messageId }
    },
    adaReplies: (ticketId, { text = 'Have you tried turning it off?', ...input }) => {
      learnRequest({ kind: 'reply', ...input, text }, `${database.name}/${workspaceId}`)
      return staffWrites(contextOf(app, workspaceId, actor), { ticketId, kind: 'reply', body: bodyFromText(text), ...input })
    },
    async intake(intakeOptions) {
      for (const id of await due('raw_mails')) await processRawMail(app, workspaceId, id, { resolver: noDns, ...intakeOptions })
    },
    async sendDue(socketTimeoutMs) {
      const configured = config.smtpUrl === null ? null : relayOf(config.smtpUrl)
      const relay =
        configured && socketTimeoutMs ? { ...configured, options: { ...configured.options, socketTimeout: socketTimeoutMs } } : null
      for (const id of await due('outbox')) await sendDueMail(app, workspaceId, id, relay)
    },
    rows,
    async advance(seconds) {
      await db.outside({ text: 'UPDATE clock SET offset_seconds = offset_seconds + $1' }, [seconds])
    },
    asOwner: (sql) => withClient(database.owner, async (client) => void (await client.query(sql))),
    async close() {
      await smtp.close()
      await db.close()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return mail
}

/** A DNS in which nothing is published. */
export const noDns: NonNullable<IntakeOptions['resolver']> = async (name) => {
  throw Object.assign(new Error(`no record for ${name}`), { code: 'ENOTFOUND' })
}

/** A DNS with these TXT records. */
export function dnsOf(txt: Record<string, string>): NonNullable<IntakeOptions['resolver']> {
  return async (name, type) => {
    const record = type === 'TXT' ? txt[name.toLowerCase()] : undefined
    return record === undefined ? noDns(name, type) : [[record]]
  }
}

/** A mail in one piece. */
export function mailOf(headers: Record<string, string | undefined>, text = 'Hello, it does not work.'): string {
  const all = {
    'Message-ID': `<${Math.random().toString(36).slice(2)}@customer.example>`,
    Date: 'Mon, 02 Nov 2026 10:00:00 +0000',
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
  return `${lines.join('\n')}\n\n${text}\n`
}
