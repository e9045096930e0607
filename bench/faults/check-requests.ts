import { type Broken, collector } from './findings.ts'
import type { Request } from './records.ts'
import type { RunDatabase } from './run-database.ts'

const staffTexts = `SELECT text, mail_message_id AS "messageId" FROM messages WHERE author_kind = 'agent' OR kind IN ('note', 'resolution')`
/** Those that a request made; an answer to a mail may open a ticket of nearly the same title. */
const titles = `SELECT title FROM tickets WHERE channel <> 'mail'`

/** What was answered with success is there once, what was refused is not there, and a repeated request heard the same answer. */
export async function checkRequests(database: RunDatabase, mark: string, requests: readonly Request[]): Promise<Broken[]> {
  const { broken, say } = collector()
  const texts = await database.rows<{ text: string }>(staffTexts)
  const found = count(
    mark,
    texts.map(({ text }) => text),
  )
  const made = count(
    mark,
    (await database.rows<{ title: string }>(titles)).map(({ title }) => title),
  )
  for (const request of requests) {
    const { canary, kind, status, answer } = request
    if (request.differs) say('API', `${request.key} (${kind}) heard two different answers under one key`)
    if (status === null) say('API', `${request.key} (${kind}) never had an answer`)
    if (canary === null) continue
    const times = (kind === 'create' ? made : found).get(canary) ?? 0
    const expected = answer === null ? 0 : 1
    if (times !== expected)
      say(times > expected ? 'P2' : 'P1', `${canary} (${kind}, answered ${status}, asked ${request.tries} times) is there ${times} times`)
  }
  return broken
}

function count(mark: string, texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const canary of new Set(text.match(new RegExp(`${mark}[a-z]\\d+x\\d+z`, 'g')) ?? []))
      counts.set(canary, (counts.get(canary) ?? 0) + 1)
  }
  return counts
}
