import { type Broken, collector, grouped } from './findings.ts'
import type { MailRecord } from './records.ts'
import type { RunDatabase } from './run-database.ts'

interface RawRow {
  readonly id: number
  readonly messageId: string
  readonly state: string
  /** Its bytes are there. */
  readonly sealed: boolean
  readonly outcome: string | null
  readonly error: string | null
}

interface MessageRow {
  readonly id: string
  readonly messageId: string
  readonly text: string
  readonly ticketId: string
  readonly followUpOf: string | null
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly recorded: string }[]
}

const rawMails = `SELECT id, mail_message_id AS "messageId", state, sealed IS NOT NULL AS sealed, outcome, error FROM raw_mails`

const mailMessages = `SELECT m.id, m.mail_message_id AS "messageId", m.text, m.ticket_id::text AS "ticketId", t.follow_up_of_id::text AS "followUpOf",
    COALESCE((SELECT jsonb_agg(jsonb_build_object('name', a.filename, 'sha256', encode(sha256(b.bytes), 'hex'), 'recorded', encode(b.sha256, 'hex')) ORDER BY a.id)
      FROM attachments a JOIN blobs b ON b.workspace_id = a.workspace_id AND b.id = a.blob_id
      WHERE a.workspace_id = m.workspace_id AND a.message_id = m.id), '[]') AS files
  FROM messages m JOIN tickets t ON t.workspace_id = m.workspace_id AND t.id = m.ticket_id WHERE m.kind = 'customer' AND m.mail_message_id IS NOT NULL`

const merged = `SELECT id::text, merged_into_id::text AS "into" FROM tickets WHERE merged_into_id IS NOT NULL`

const replies = `SELECT mail_message_id AS "messageId", ticket_id::text AS "ticketId" FROM messages WHERE kind <> 'customer' AND mail_message_id IS NOT NULL`

const halves = `SELECT reference FROM tickets t
  WHERE NOT EXISTS (SELECT FROM messages m WHERE m.workspace_id = t.workspace_id AND m.ticket_id = t.id)
     OR t.message_count <> (SELECT count(*) FROM messages m WHERE m.workspace_id = t.workspace_id AND m.ticket_id = t.id AND m.state IN ('released', 'queued'))`

const bare = (messageId: string) => messageId.replace(/^<|>$/g, '')

/** P1, P2 and P10: every acknowledged mail is there once and whole, none is there twice, none is half there. */
export async function checkMailIn(database: RunDatabase, records: readonly MailRecord[]): Promise<Broken[]> {
  const { broken, say } = collector()
  const raw = grouped(await database.rows<RawRow>(rawMails), ({ messageId }) => messageId)
  const messages = grouped(await database.rows<MessageRow>(mailMessages), ({ messageId }) => messageId)
  const ticketOfReply = new Map(
    (await database.rows<{ messageId: string; ticketId: string }>(replies)).map((row) => [bare(row.messageId), row.ticketId]),
  )

  const mergedInto = new Map((await database.rows<{ id: string; into: string }>(merged)).map(({ id, into }) => [id, into]))
  const lasting = (id: string | null): string | null => {
    const into = id === null ? undefined : mergedInto.get(id)
    return into === undefined ? id : lasting(into)
  }

  for (const record of records) {
    const { mail, acknowledged, refusal, desks, copies } = record
    const kept = raw.get(mail.messageId) ?? []
    const found = messages.get(mail.messageId) ?? []
    if (refusal !== null) say('P1', `${mail.canary} was refused for good: ${refusal}`)
    if (kept.length > copies || found.length > desks)
      say('P2', `${mail.canary} is there ${kept.length} times raw and ${found.length} times as a message`)
    if (record.isPoison) {
      const [only] = kept
      if (only?.state !== 'quarantined' || !only.sealed) say('P10', `${mail.canary} cannot be filed and is ${only?.state ?? 'not there'}`)
      continue
    }
    for (const { state, error } of kept) {
      if (state === 'quarantined') say('P10', `${mail.canary} can be read and waits in quarantine: ${error}`)
      else if (state !== 'processed') say('P1', `${mail.canary} is still ${state}`)
    }
    if (!acknowledged) continue
    if (record.isBounce) {
      if (kept[0]?.outcome !== 'bounce_recorded') say('P1', `the bounce ${mail.canary} was taken as ${kept[0]?.outcome}`)
      continue
    }
    if (found.length < desks)
      say(
        'P1',
        `${mail.canary} was acknowledged and is no message (raw: ${kept.map(({ state, outcome }) => `${state} ${outcome}`).join() || 'none'})`,
      )
    for (const message of found) compare(record, message)
  }

  function compare({ mail, unproven }: MailRecord, message: MessageRow): void {
    if (!message.text.includes(mail.canary)) say('P1', `${mail.canary} lost its text`)
    const expected = mail.attachments.map(({ filename, sha256 }) => `${filename} ${sha256}`)
    const actual = message.files.map(({ name, sha256 }) => `${name} ${sha256}`)
    if (expected.join() !== actual.join()) say('P1', `${mail.canary} has ${actual.length} of ${expected.length} attachments intact`)
    if (message.files.some(({ sha256, recorded }) => sha256 !== recorded))
      say('P1', `${mail.canary}: the recorded hash of an attachment is not that of its bytes`)
    if (mail.answers === null || unproven) return
    const ticket = lasting(ticketOfReply.get(bare(mail.answers)) ?? null)
    if (ticket !== lasting(message.ticketId) && ticket !== lasting(message.followUpOf))
      say('P1', `${mail.canary} answers ticket ${ticket} and is on ticket ${message.ticketId}`)
  }

  for (const { reference } of await database.rows<{ reference: string }>(halves))
    say('P1', `${reference} is half a ticket: its messages are not what its row says`)
  const loose = await database.rows<{ id: string }>(
    'SELECT b.id FROM blobs b WHERE NOT EXISTS (SELECT FROM attachments a WHERE a.workspace_id = b.workspace_id AND a.blob_id = b.id)',
  )
  if (loose.length > 0) say('leftovers', `${loose.length} blobs belong to no attachment`)
  return broken
}
