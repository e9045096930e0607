import { messageQueries } from '../messages/index.ts'
import { removeFromSearch } from '../search/index.ts'
import type { Door } from './door.ts'
import { deleteOutbox, purgeLinks, purgeOutbox, purgeParticipants, purgeRawMails, purgeStatements } from './purge-ticket.queries.ts'

/**
 * Takes everything a person wrote off a ticket and leaves a tombstone: its reference, its event envelopes and its place
 * in the counts' history. The chain still verifies; what is gone shows as erased, not as altered.
 */
export async function purgeTicketContent(door: Door): Promise<void> {
  const { ticket, tx } = door
  const key = [tx.workspaceId, ticket.id]
  ticket.purgedAt = door.at
  ticket.trashedAt ??= door.at
  ticket.title = ''
  ticket.preview = ''
  ticket.contactName = null
  ticket.contactEmail = null
  ticket.contactId = null
  ticket.resolutionText = null
  ticket.fields = {}
  ticket.deletionAt = null
  ticket.guideSince = null
  door.log('ticket.purged')
  door.then(async () => {
    await removeFromSearch(tx, ticket.id)
    for (const statement of purgeStatements) await tx.run(statement, key)
    await tx.run(purgeLinks, key)
    await tx.run(purgeOutbox, key)
    await tx.run(deleteOutbox, key)
    await tx.run(messageQueries.purgeMessages, key)
    await tx.run(messageQueries.deleteMessages, key)
    await tx.run(purgeParticipants, key)
    await tx.run(purgeRawMails, key)
  })
}
