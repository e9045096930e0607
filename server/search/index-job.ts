import type { App } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { registerWork } from '../platform/jobs/index.ts'
import { type Document, replaceDocuments } from './keep-index.ts'
import { type HeadRow, headsOf, lockIndex, type MessageTextRow, messageTexts, takeFromQueue, waitForIndex } from './search.queries.ts'
import { tokensOf } from './tokens.ts'

const mostAtOnce = 500

registerWork('search', indexWorkspace, { pollMs: 500, paceMs: 150, parallel: 2 })

/** Indexes what waits in a workspace, a batch at a time. */
export async function indexWorkspace(app: App, workspaceId: number): Promise<'busy' | void> {
  return app.db.transaction(workspaceId, async (tx) => {
    const { locked } = await tx.one<{ locked: boolean }>(lockIndex, [workspaceId])
    if (!locked) return 'busy'
    await indexWaiting(tx)
  })
}

async function indexWaiting(tx: Tx): Promise<void> {
  const waiting = await tx.many<{ ticketId: number; messageId: number | null }>(takeFromQueue, [tx.workspaceId, mostAtOnce])
  const ticketIds = [...new Set(waiting.filter((row) => row.messageId === null).map((row) => row.ticketId))]
  const messageIds = [...new Set(waiting.map((row) => row.messageId).filter((id) => id !== null))]
  await indexRows(tx, ticketIds, messageIds)
}

/**
 * Brings the index in line with these tickets and messages in the same transaction: what was masked is not found a moment
 * longer, nor is it left in the list of words. It waits for a batch that is being indexed.
 */
export async function indexNow(tx: Tx, { ticketIds, messageIds }: Record<'ticketIds' | 'messageIds', readonly number[]>): Promise<void> {
  await tx.run(waitForIndex, [tx.workspaceId])
  await indexRows(tx, ticketIds, messageIds)
}

async function indexRows(tx: Tx, ticketIds: readonly number[], messageIds: readonly number[]): Promise<void> {
  const heads = await tx.many<HeadRow>(headsOf, [tx.workspaceId, ticketIds])
  const messages = await tx.many<MessageTextRow>(messageTexts, [tx.workspaceId, messageIds, ticketIds])
  const documents = [...heads.filter((head) => !head.purged).map(headDocument), ...messages.map(messageDocument)]
  await replaceDocuments(tx, documents, ticketIds, messageIds)
}

/** Who asked and the reference: for staff. Customers find their ticket by its title and by what was said. */
function headDocument(head: HeadRow): Document {
  const text = [head.reference, head.title, head.contactName, head.contactEmail].filter((line) => line !== null).join('\n')
  return { messageId: -head.ticketId, ticketId: head.ticketId, isPublic: false, tokens: tokensOf(text) }
}

/** The title comes first in each message's document, so that a word of it and a word of the message are found together. */
function messageDocument(message: MessageTextRow): Document {
  const text = [message.title, message.subject, message.filenames, message.text].filter((line) => line !== null).join('\n')
  return { messageId: message.messageId, ticketId: message.ticketId, isPublic: message.isPublic, tokens: tokensOf(text) }
}
