import type { Tx } from '../platform/db/index.ts'
import {
  addWords,
  deleteDocuments,
  deleteTicketFromQueue,
  deleteWords,
  indexedWords,
  queueMessageRows,
  queueTicketRow,
  waitForIndex,
  wordsInUse,
  writeDocuments,
} from './search.queries.ts'
import { isListedWord } from './tokens.ts'

/** What is found of one message, or of the head of a ticket (its id below zero). */
export interface Document {
  readonly messageId: number
  readonly ticketId: number
  readonly isPublic: boolean
  readonly tokens: readonly string[]
}

/** After a title, a contact or what a ticket holds changed: its head and all its messages are read again. */
export async function queueTicket(tx: Tx, ticketId: number): Promise<void> {
  await tx.run(queueTicketRow, [tx.workspaceId, ticketId])
}

/** After the text, the audience, the state or the ticket of messages changed. */
export async function queueMessages(tx: Tx, ticketId: number, messageIds: readonly number[]): Promise<void> {
  await tx.run(queueMessageRows, [tx.workspaceId, ticketId, messageIds])
}

/** Takes a ticket out of the index at once, with every word that nothing else holds. */
export async function removeFromSearch(tx: Tx, ticketId: number): Promise<void> {
  await tx.run(waitForIndex, [tx.workspaceId])
  await tx.run(deleteTicketFromQueue, [tx.workspaceId, ticketId])
  await replaceDocuments(tx, [], [ticketId], [])
}

/**
 * Puts documents in the place of what is indexed of these tickets and messages. Words that went away with it are taken
 * off the list of words, so that nothing erased or masked can be read from there.
 */
export async function replaceDocuments(
  tx: Tx,
  documents: readonly Document[],
  ticketIds: readonly number[],
  messageIds: readonly number[],
): Promise<void> {
  const before = await tx.many<{ messageId: number; tokens: string[] }>(indexedWords, [tx.workspaceId, messageIds, ticketIds])
  const staying = new Set(documents.map((document) => document.messageId))
  const words = new Set(documents.flatMap((document) => document.tokens).filter(isListedWord))
  const left = new Set(before.flatMap((row) => row.tokens).filter((token) => !words.has(token) && isListedWord(token)))

  await tx.run(deleteDocuments, [tx.workspaceId, before.map((row) => row.messageId).filter((id) => !staying.has(id))])
  if (documents.length > 0) {
    const rows = documents.map((document) => ({
      message_id: document.messageId,
      ticket_id: document.ticketId,
      is_public: document.isPublic,
      tokens: document.tokens,
    }))
    await tx.run(writeDocuments, [tx.workspaceId, JSON.stringify(rows)])
    await tx.run(addWords, [tx.workspaceId, [...words].sort()])
  }
  if (left.size > 0) await forgetUnusedWords(tx, [...left])
}

async function forgetUnusedWords(tx: Tx, words: readonly string[]): Promise<void> {
  const used = new Set((await tx.many<{ word: string }>(wordsInUse, [words])).map((row) => row.word))
  await tx.run(deleteWords, [tx.workspaceId, words.filter((word) => !used.has(word))])
}
