import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../platform/db/index.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { automaticPerHour, spendAutomaticMail } from './automatic-budget.ts'

let database: TestDatabase
let db: Database
let workspaceId: number
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase(database.app)
  const [row] = await db.outside<{ id: number }>({ text: "INSERT INTO workspaces (name) VALUES ('w') RETURNING id" })
  workspaceId = row?.id ?? 0
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

interface Mail {
  ticketId: number
  recipient: string
}
const spend = (mail: Mail) => db.transaction(workspaceId, (tx) => spendAutomaticMail(tx, mail))

/** The second is asked for before the first is committed. */
async function atOnce(first: Mail, second: Mail): Promise<(string | null)[]> {
  let asked: Promise<string | null> | undefined
  const answer = await db.transaction(workspaceId, async (tx) => {
    const spent = await spendAutomaticMail(tx, first)
    let over = false
    asked = spend(second).finally(() => (over = true))
    for (let waits = 0; waits === 0 && !over; ) {
      const [row] = await db.outside<{ n: number }>({
        text: "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      })
      waits = row?.n ?? 0
    }
    return spent
  })
  return [answer, (await asked) ?? null]
}

test('B4: mails of one ticket that leave at the same moment are counted one after the other', async () => {
  for (let n = 1; n < automaticPerHour.thread; n++) expect(await spend({ ticketId: 1, recipient: `a${n}@one.example` })).toBe(null)
  const answers = await atOnce({ ticketId: 1, recipient: 'x@one.example' }, { ticketId: 1, recipient: 'y@other.example' })
  expect(answers).toEqual([null, expect.stringContaining('left this ticket')])
})

test('B4: mails to one domain that leave at the same moment are counted one after the other', async () => {
  await db.transaction(workspaceId, (tx) =>
    tx.run(
      {
        text: `INSERT INTO automatic_mails (workspace_id, ticket_id, domain, at)
          SELECT $1, 1000 + n, 'large.example', business_now() FROM generate_series(2, $2::int) n`,
      },
      [workspaceId, automaticPerHour.domain],
    ),
  )
  const answers = await atOnce({ ticketId: 2, recipient: 'x@large.example' }, { ticketId: 3, recipient: 'y@LARGE.example' })
  expect(answers).toEqual([null, expect.stringContaining('went to large.example')])
})
