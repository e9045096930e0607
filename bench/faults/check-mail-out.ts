import type { Request } from './agents.ts'
import { type Broken, collector, grouped } from './findings.ts'
import type { Postgres } from './postgres.ts'
import type { Sink, TakenMail } from './sink.ts'

interface OutboxRow {
  readonly id: string
  readonly messageId: string
  readonly recipient: string
  readonly state: string
  readonly automatic: boolean
  readonly text: string
  readonly uncertain: number
  readonly attempts: number
  readonly lastResponse: string | null
}

const outbox = `SELECT o.id, m.mail_message_id AS "messageId", o.recipient, o.state, o.automatic, m.text, o.last_response AS "lastResponse",
    (SELECT count(*)::int FROM outbox_attempts a WHERE a.workspace_id = o.workspace_id AND a.outbox_id = o.id AND a.outcome = 'uncertain') AS uncertain,
    (SELECT count(*)::int FROM outbox_attempts a WHERE a.workspace_id = o.workspace_id AND a.outbox_id = o.id) AS attempts
  FROM outbox o JOIN messages m ON m.workspace_id = o.workspace_id AND m.id = o.message_id`

export interface MailOut {
  readonly broken: Broken[]
  readonly rows: number
  readonly sentOnce: number
  readonly doubled: readonly { readonly mail: string; readonly reason: string }[]
  /** Flagged for a person after two unknown outcomes, and never arrived. */
  readonly givenUp: number
  /** Automatic mails that the budgets held back. */
  readonly suppressed: number
  /** Attempts whose end nobody can know. */
  readonly uncertain: number
}

/** P3 and P8: every mail reached the relay once, or twice with a flagged attempt; no note reached it at all. */
export async function checkMailOut(postgres: Postgres, mark: string, sink: Sink, requests: readonly Request[]): Promise<MailOut> {
  const { broken, say } = collector()
  const keyOf = (mail: { messageId: string; recipient: string }) =>
    `${mail.messageId.replace(/^<|>$/g, '')} to ${mail.recipient.toLowerCase()}`
  const arrived = grouped(sink.mails, keyOf)
  const rows = await postgres.rows<OutboxRow>(outbox)
  const doubled: { mail: string; reason: string }[] = []
  let [sentOnce, givenUp, suppressed] = [0, 0, 0]

  for (const row of rows) {
    const copies = arrived.get(keyOf(row)) ?? []
    arrived.delete(keyOf(row))
    const name = `${canaryOf(mark, row.text)} (outbox ${row.id}, ${row.state}, ${row.attempts} attempts, ${row.uncertain} uncertain)`
    if (row.state === 'suppressed') {
      suppressed += 1
      if (!row.automatic) say('P3', `${name} was written by hand and suppressed: ${row.lastResponse}`)
      if (copies.length > 0) say('P3', `${name} arrived all the same`)
    } else if (copies.length === 0 && row.state === 'uncertain' && row.uncertain >= 2) givenUp += 1
    else if (copies.length === 0) say('P3', `${name} never arrived: ${row.lastResponse}`)
    else if (copies.length === 1 && row.state === 'sent') sentOnce += 1
    else if (copies.length === 2 && row.uncertain > 0) doubled.push({ mail: name, reason: reasonOf(copies) })
    else if (copies.length > 1) say('P3', `${name} arrived ${copies.length} times`)
    else if (row.state !== 'uncertain') say('P3', `${name} arrived and its row says ${row.state}: ${row.lastResponse}`)
    for (const copy of copies)
      if (!copy.raw.includes(canaryOf(mark, row.text)) && !copy.text.includes(canaryOf(mark, row.text)))
        say('P3', `${name} arrived with another text`)
  }
  for (const [key, copies] of arrived) say('P3', `${key} arrived ${copies.length} times and no outbox row knows of it`)
  for (const { canary, kind } of requests) {
    if (kind !== 'note' || canary === null) continue
    const leak = sink.mails.find(({ raw, text }) => raw.includes(canary) || text.includes(canary))
    if (leak) say('P8', `the note ${canary} left in ${leak.messageId}`)
  }
  return {
    broken,
    rows: rows.length,
    sentOnce,
    doubled,
    givenUp,
    suppressed,
    uncertain: rows.reduce((sum, { uncertain }) => sum + uncertain, 0),
  }
}

function canaryOf(mark: string, text: string): string {
  return new RegExp(`${mark}[a-z]\\d+x\\d+z`).exec(text)?.[0] ?? ''
}

function reasonOf(copies: readonly TakenMail[]): string {
  const gone = copies.some(({ answeredAt }) => answeredAt === null)
  return gone
    ? 'killed before the relay wrote its answer; flagged uncertain'
    : 'the relay wrote its answer, the kill came before that was on record; flagged uncertain'
}
