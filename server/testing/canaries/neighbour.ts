import { type App, contextOf, createKey, staffActorOf } from '../../access/index.ts'

import { bodyFromText } from '../../messages/index.ts'
import { contactByMail } from '../../people/index.ts'
import { createWorkspace } from '../../setup/index.ts'
import { createTicketIn, staffWrites } from '../../tickets/index.ts'
import { quietDesk } from '../quiet-desk.ts'
import { watch } from './collector.ts'

/**
 * Another workspace of the same installation, in which everything is a secret: whoever looks from the workspace of a test,
 * or from outside, must never see a word of it.
 * @param name of the database, as `watchServer` knows it
 */
export async function plantNeighbour(app: App, name: string): Promise<void> {
  const { workspaceId, deskId } = await createWorkspace(app, {
    name: 'Neighbour',
    desk: { name: 'Neighbour', lifecycle: 'support', address: `${watch().plant('bcc', null)}@neighbour.example` },
  })
  await quietDesk(app, workspaceId, deskId as number)
  const own = `${name}/${workspaceId}`
  const secret = (kind: 'note' | 'body' | 'title' | 'card') => watch().plant(kind, own)
  await app.db.transaction(workspaceId, async (tx) => {
    const { key, userId } = await createKey(tx, { name: secret('title'), role: 'admin' }, null)
    watch().learn('credential', key, null)
    const actor = await staffActorOf(tx, userId)
    if (!actor) throw new Error('the neighbour has no staff')
    const ctx = { ...contextOf(app, workspaceId, actor), transaction: <T>(work: (one: typeof tx) => Promise<T>) => work(tx) }
    const contact = await contactByMail(tx, { email: `${secret('body')}@customer.example`, name: secret('body') })
    const { ticketId } = await createTicketIn(ctx, tx, {
      deskId: deskId as number,
      title: secret('title'),
      channel: 'api',
      contact,
      message: {
        kind: 'customer',
        audience: 'public',
        author: { kind: 'contact', id: contact.id, name: contact.name, email: contact.email },
        body: bodyFromText(`${secret('body')} My card is ${secret('card')}.`),
      },
    })
    await staffWrites(ctx, { ticketId, kind: 'note', body: bodyFromText(secret('note')) })
  })
}
