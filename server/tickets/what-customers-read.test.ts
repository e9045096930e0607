import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemContext } from '../access/index.ts'
import { bodyFromText } from '../messages/index.ts'
import { uploadFile } from '../testing/upload-file.ts'
import { changeTicket } from './change-ticket.ts'
import { openScene, type Scene, type SeenTicket } from './testing/scene.ts'

/** Stands in what only staff may read. */
const secret = 'Secret0815'

let scene: Scene
let desk: string
beforeAll(async () => {
  scene = await openScene()
  desk = await scene.desk('support')
})
afterAll(() => scene.end())

const nextMonth = new Date(Date.now() + 30 * 86_400_000).toISOString()

/** A ticket with everything a customer must not read: a note with an attachment, held and unproved messages, a Bcc. */
async function withSecrets(): Promise<SeenTicket> {
  const made = await scene.create(desk, { title: 'Public', description: 'Public words.' })
  await scene.ada.post(`/tickets/${made.reference}/messages`, { kind: 'note', html: `<p>${secret} <b>note</b></p>` })
  await scene.reply(scene.ada, made, 'First answer.', { bcc: [{ address: `${secret.toLowerCase()}@desk.example` }] })
  await scene.reply(scene.ada, made, `${secret} held back`, { sendAt: nextMonth })
  const withdrawn = await scene.ada.post<{ message: { id: string } }>(`/tickets/${made.reference}/messages`, {
    text: `${secret} withdrawn`,
    sendAt: nextMonth,
  })
  await scene.ada.post(`/tickets/${made.reference}/messages/${withdrawn.message.id}/withdraw`)
  await changeTicket(systemContext(scene.app, scene.workspaceId), { ticketId: Number(made.id) }, async (door) => {
    for (const audience of ['pending', 'unverified'] as const) {
      await door.say({
        kind: 'customer',
        audience,
        author: { kind: 'contact', id: null, name: secret },
        body: bodyFromText(`${secret} ${audience}`),
      })
    }
  })
  return made
}

it('E5 E6: a note, a held, a pending and an unproved message are in no mail: not by reply, resolution, merge or quoted history (P8)', async () => {
  const made = await withSecrets()
  const other = await withSecrets()
  await scene.customerWrites(made, 'Thank you, and?')
  await scene.reply(scene.ada, made, 'Second answer, with what was said before quoted.')
  await scene.act(scene.ada, made, 'merge', { duplicate: other.reference })
  await scene.reply(scene.ada, made, 'Third answer, after the merge.')
  await scene.act(scene.ada, made, 'escalate', { reason: `${secret} reason` })
  await scene.act(scene.ada, made, 'resolve', { text: 'All done.' })
  const ids = await scene.rows<{ id: number; role: string }>(
    'SELECT id, role FROM outbox WHERE workspace_id = $1 AND ticket_id = ANY ($2::bigint[])',
    [scene.workspaceId, [made.id, other.id]],
  )
  expect(ids.length).toBeGreaterThanOrEqual(7)
  for (const { id, role } of ids) {
    const mail = await scene.ada.get<{
      headers: { name: string; value: string }[]
      text: string
      contentUrl: string | null
      problem: string | null
      recipient: string
    }>(`/outbox/${id}`)
    expect([mail.problem, mail.text.length > 0]).toEqual([null, true])
    const html = mail.contentUrl ? JSON.stringify((await scene.ada.call('GET', mail.contentUrl)).body) : ''
    const seen = JSON.stringify([mail.headers, mail.text, html])
    expect(seen).not.toContain(secret)
    // Nobody but the hidden recipient learns of the hidden copy.
    expect([role, seen.toLowerCase().includes(`${secret.toLowerCase()}@`)]).toEqual([role, false])
  }
})

it('E5: read as a customer or a mail would be, only public and released messages are there, with their attachments', async () => {
  const made = await withSecrets()
  const key = await scene.withKey('admin')
  const uploads = [
    await uploadFile(scene.url, key.key, 'secret.txt', secret),
    await uploadFile(scene.url, key.key, 'public.txt', 'Public words.'),
  ]
  await key.post(`/tickets/${made.reference}/messages`, { text: 'See attached', attachments: uploads.slice(1) })
  await key.post(`/tickets/${made.reference}/messages`, { kind: 'note', text: `${secret} attached`, attachments: uploads.slice(0, 1) })

  await scene.app.db.transaction(scene.workspaceId, async (tx) => {
    const all = await tx.many<{ text: string }>({ text: 'SELECT text FROM messages' })
    expect(all.filter(({ text }) => text.includes(secret)).length).toBeGreaterThanOrEqual(6)
    const seen = await tx.asPublicReader(async () => ({
      messages: await tx.many<{ audience: string; state: string; text: string; html: string }>({
        text: 'SELECT audience, state, text, html FROM messages',
      }),
      attachments: await tx.many<{ filename: string }>({ text: 'SELECT filename FROM attachments' }),
      blobs: await tx.many<{ text: string }>({ text: "SELECT convert_from(bytes, 'utf8') AS text FROM blobs" }),
    }))
    expect(seen.messages.length).toBeGreaterThan(0)
    expect(new Set(seen.messages.map(({ audience, state }) => `${audience} ${state}`))).toEqual(new Set(['public released']))
    expect(JSON.stringify(seen)).not.toContain(secret)
    expect(seen.attachments.map(({ filename }) => filename)).toEqual(['public.txt'])
  })
  for (const table of ['tickets', 'outgoing_bcc', 'events', 'event_details', 'memberships', 'drafts']) {
    const peek = scene.app.db.transaction(scene.workspaceId, (tx) => tx.asPublicReader(() => tx.many({ text: `SELECT * FROM ${table}` })))
    await expect(peek, table).rejects.toThrow(/permission denied/)
  }
  const peek = scene.app.db.transaction(scene.workspaceId, (tx) => tx.asPublicReader(() => tx.many({ text: 'SELECT why FROM messages' })))
  await expect(peek).rejects.toThrow(/permission denied/)
})
