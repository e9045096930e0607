import { type Broken, collector, grouped } from './findings.ts'
import type { Request } from './records.ts'
import type { Relay } from './relay.ts'
import type { RunDatabase } from './run-database.ts'

interface OutboxRow {
  readonly id: string
  readonly ticketId: string
  readonly messageId: string
  readonly recipient: string
  readonly state: string
  readonly automatic: boolean
  readonly text: string
  readonly uncertain: number
  readonly attempts: number
  readonly refused: number
  readonly lastResponse: string | null
}

const outbox = `SELECT o.id, o.ticket_id::text AS "ticketId", m.mail_message_id AS "messageId", o.recipient, o.state, o.automatic, m.text, o.last_response AS "lastResponse",
    count(a.*) FILTER (WHERE a.outcome = 'uncertain')::int AS uncertain, count(a.*) FILTER (WHERE a.outcome = 'refused')::int AS refused, count(a.*)::int AS attempts
  FROM outbox o JOIN messages m ON m.workspace_id = o.workspace_id AND m.id = o.message_id
  LEFT JOIN outbox_attempts a ON a.workspace_id = o.workspace_id AND a.outbox_id = o.id
  GROUP BY o.workspace_id, o.id, m.workspace_id, m.id ORDER BY m.id`

export interface MailOut {
  readonly broken: readonly Broken[]
  readonly rows: number
  readonly once: number
  /** Twice, and flagged. */
  readonly twice: number
  /** Refused for good by the relay. */
  readonly failed: number
}

interface Evidence {
  readonly database: RunDatabase
  readonly mark: string
  readonly relay: Relay
  readonly requests: readonly Request[]
  readonly bounced: ReadonlySet<string>
}

const bare = (messageId: string) => messageId.replace(/^<|>$/g, '')

/**
 * P3 and P8: every mail reached the relay once, or twice with a flagged attempt and the same Message-ID; what it refused
 * for good was not tried again; the mails of a ticket came in order; no note reached it at all.
 */
export async function checkMailOut({ database, mark, relay, requests, bounced }: Evidence): Promise<MailOut> {
  const { broken, say } = collector()
  const keyOf = (mail: { messageId: string; recipient: string }) => `${bare(mail.messageId)} to ${mail.recipient.toLowerCase()}`
  const arrived = grouped(relay.mails, keyOf)
  const rows = await database.rows<OutboxRow>(outbox)
  const newest = new Map<string, number>()
  let [once, twice, failed] = [0, 0, 0]

  for (const row of rows) {
    const copies = arrived.get(keyOf(row)) ?? []
    arrived.delete(keyOf(row))
    const word = canaryOf(mark, row.text)
    const name = `${word} (outbox ${row.id}, ${row.state}, ${row.attempts} attempts, ${row.uncertain} uncertain)`
    const cameBack = bounced.has(bare(row.messageId))
    if (row.refused > 1) say('P3', `${name} was refused for good and tried again`)
    if (copies.length > 2) say('P3', `${name} arrived ${copies.length} times`)
    else if (copies.length === 2 && row.uncertain === 0) say('P3', `${name} arrived twice and is not flagged`)
    else if (copies.length === 2) twice += 1
    else if (row.state === 'suppressed') {
      if (!row.automatic) say('P3', `${name} was written by hand and suppressed: ${row.lastResponse}`)
      if (copies.length > 0) say('P3', `${name} arrived all the same`)
    } else if (row.state === 'failed' && row.refused === 1) failed += 1
    else if (copies.length === 0 && !(row.state === 'uncertain' && row.uncertain >= 2))
      say('P3', `${name} never arrived: ${row.lastResponse}`)
    else if (copies.length === 1 && !['sent', 'uncertain'].includes(row.state) && !cameBack)
      say('P3', `${name} arrived and its row says ${row.state}: ${row.lastResponse}`)
    else if (copies.length === 1) once += 1
    for (const copy of copies) if (!copy.raw.includes(word) && !copy.text.includes(word)) say('P3', `${name} arrived with another text`)

    const first = Math.min(...copies.map(({ dotAt }) => dotAt))
    const line = `${row.ticketId} ${row.recipient}`
    // Of two that were begun within one moment nobody can say which was first.
    if (first < (newest.get(line) ?? 0) - 5) say('P3', `${name} overtook an earlier mail of its ticket`)
    if (Number.isFinite(first)) newest.set(line, Math.max(first, newest.get(line) ?? 0))
  }
  for (const [key, copies] of arrived) say('P3', `${key} arrived ${copies.length} times and no outbox row knows of it`)
  for (const { canary, kind } of requests) {
    if (kind !== 'note' || canary === null) continue
    const leak = relay.mails.find(({ raw, text }) => raw.includes(canary) || text.includes(canary))
    if (leak) say('P8', `the note ${canary} left in ${leak.messageId}`)
  }
  return { broken, rows: rows.length, once, twice, failed }
}

function canaryOf(mark: string, text: string): string {
  return new RegExp(`${mark}[a-z]\\d+x\\d+z`).exec(text)?.[0] ?? ''
}
