import { type Broken, collector } from './findings.ts'
import type { Request } from './records.ts'
import type { RunDatabase } from './run-database.ts'

const staffTexts = `SELECT text FROM messages WHERE author_kind = 'agent' OR kind = 'note'`
/** A solution is a line of the log; a message only where there is somebody to read it. */
const solutions = `SELECT d.data->>'text' AS text FROM event_details d JOIN events e USING (workspace_id, ticket_id, seq) WHERE e.type = 'ticket.resolved'`
/** Those that a request made; an answer to a mail may open a ticket of nearly the same title. */
const titles = `SELECT title AS text FROM tickets WHERE channel <> 'mail'`

/** What was answered with success is there once, what was refused is not there, and a repeated request heard the same answer. */
export async function checkRequests(database: RunDatabase, mark: string, requests: readonly Request[]): Promise<Broken[]> {
  const { broken, say } = collector()
  const counted = async (sql: string) =>
    count(
      mark,
      (await database.rows<{ text: string | null }>(sql)).map(({ text }) => text ?? ''),
    )
  const [written, solved, made] = [await counted(staffTexts), await counted(solutions), await counted(titles)]
  for (const request of requests) {
    const { canary, kind, status, answer } = request
    if (request.differs) say('API', `${request.key} (${kind}) heard two different answers under one key`)
    if (status === null) say('API', `${request.key} (${kind}) never had an answer`)
    if (canary === null) continue
    const times = (kind === 'create' ? made : kind === 'resolve' ? solved : written).get(canary) ?? 0
    if ((written.get(canary) ?? 0) > 1) say('P2', `${canary} (${kind}) was written more than once`)
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
