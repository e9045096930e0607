import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../platform/postgres/index.ts'
import type { Api } from '../../testing/api.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { type TestApp, testApp } from '../../testing/http.ts'
import { restoreBackup } from '../restore/restore-backup.ts'
import { verifyRestored } from '../restore/verify-restored.ts'
import { backUp, targetOf, temporaryFolder } from '../testing/backups.ts'

const folder = temporaryFolder()
let app: TestApp
let target: TestDatabase
beforeAll(async () => {
  app = await testApp()
  target = await testDatabase()
})
afterAll(async () => {
  await app.close()
  await target.drop()
  folder.remove()
})

/** Makes tickets, writes on them and moves them until it is told to stop; says what was asked for when, once it is acknowledged. */
async function write(api: Api, isOver: () => boolean, acknowledged: (name: string, askedAt: number) => void): Promise<void> {
  while (!isOver()) {
    const first = performance.now()
    const { reference } = await api.post<{ reference: string }>('/tickets', {
      title: 'Under load',
      contact: { email: 'carl@customer.example' },
    })
    acknowledged(reference, first)
    const second = performance.now()
    const { message } = await api.post<{ message: { id: string } }>(`/tickets/${reference}/messages`, { kind: 'note', text: 'A note.' })
    acknowledged(`${reference}/${message.id}`, second)
    await api.post(`/tickets/${reference}/resolve`, { text: 'Done.' })
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('backup: taken while others write, it restores to one verified moment with everything acknowledged before it', async () => {
  const robot = await app.withKey('admin')
  const done: { name: string; askedAt: number }[] = []
  let isOver = false
  const writers = Promise.all(
    [1, 2, 3].map(() =>
      write(
        robot,
        () => isOver,
        (name, askedAt) => done.push({ name, askedAt }),
      ),
    ),
  )
  await until(() => done.length > 20)

  const before = done.map(({ name }) => name)
  let snapshotAt = Number.POSITIVE_INFINITY
  const file = folder.file('busy.tar')
  await backUp(app.database.owner, file, {
    secret: app.app.config.secret,
    // What is read from here on was changed by others since.
    async onSnapshot() {
      snapshotAt = performance.now()
      const then = done.length
      await until(() => done.length > then + 15)
    },
  })
  isOver = true
  await writers

  await restoreBackup(targetOf(target), file, { force: false, moved: true })
  expect((await verifyRestored(target.app)).faults).toEqual([])
  const kept = await withClient({ ...target.app, user: String(target.app.user) }, async (client) => {
    await client.query(`SELECT set_config('app.workspace', $1, false)`, [String(app.workspaceId)])
    const { rows } = await client.query<{ name: string }>(
      `SELECT reference AS name FROM tickets UNION ALL SELECT t.reference || '/' || m.id FROM messages m JOIN tickets t ON t.id = m.ticket_id`,
    )
    return new Set(rows.map(({ name }) => name))
  })
  expect(before.filter((name) => !kept.has(name))).toEqual([])
  expect(done.filter(({ name, askedAt }) => askedAt > snapshotAt && kept.has(name))).toEqual([])
}, 120_000)
