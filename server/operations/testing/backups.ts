import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { TestDatabase } from '../../testing/database.ts'
import type { TestApp } from '../../testing/http.ts'
import { backup } from '../backup/backup.cli.ts'
import type { BackupOptions, BackupReport } from '../backup/write-backup.ts'
import type { RestoreTarget } from '../restore/restore-backup.ts'

/** A folder for the files of a test. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-operations-'))
  return { file: (name: string) => join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export function backUp(owner: pg.ClientConfig, file: string, options: Partial<BackupOptions> & { secret: string }): Promise<BackupReport> {
  return backup(owner, file, { withSecret: false, ...options })
}

export const targetOf = (database: TestDatabase): RestoreTarget => ({ owner: database.owner, appRole: String(database.app.user) })

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** Stand nowhere but sealed. */
export const maskedWords = 'canary-masked-8831'

/** Some of everything: tickets, masked words, an answer, a note, a merge, a postponed ticket, a file, a queued reply. */
export async function furnish(app: TestApp): Promise<{ first: string; second: string; file: Buffer }> {
  const [robot, ada] = [await app.withKey('admin'), await app.api('ada')]
  const open = async (title: string, email = 'carl@customer.example') =>
    (
      await robot.post<{ reference: string }>('/tickets', {
        title,
        description: `About ${title}:\t1 < 2 & \\N \\. "quoted"\nこんにちは`,
        contact: { email, name: 'Carl' },
      })
    ).reference
  const [first, second, third, fourth] = [
    await open('First'),
    await open('Second'),
    await open('Third'),
    await open('Fourth', 'yuki@customer.example'),
  ]
  const form = new FormData()
  form.append('file', new Blob([png], { type: 'image/png' }), 'dot.png')
  const headers = { 'x-statedesk': '1', authorization: `Bearer ${robot.key}` }
  const uploaded = (await (await fetch(`${app.url}/api/v1/uploads`, { method: 'POST', headers, body: form })).json()) as { id: string }
  await robot.post(`/tickets/${first}/messages`, { kind: 'note', text: 'staff only: canary-note-5512', attachments: [uploaded.id] })
  await ada.post(`/tickets/${first}/messages`, { kind: 'reply', text: 'An answer.' })
  await ada.post(`/tickets/${first}/messages`, {
    kind: 'reply',
    text: 'One for later.',
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  })
  await ada.post(`/tickets/${second}/merge`, { duplicate: third })
  const { message } = await robot.post<{ message: { id: string } }>(`/tickets/${fourth}/messages`, {
    as: 'customer',
    text: `My account is ${maskedWords}.`,
  })
  await robot.post(`/tickets/${fourth}/messages/${message.id}/masks`, { text: maskedWords, everywhere: true })
  await ada.post(`/tickets/${fourth}/snooze`, { until: new Date(Date.now() + 7_200_000).toISOString(), zone: 'Asia/Seoul' })
  return { first, second, file: png }
}
