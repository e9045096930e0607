import { createHash } from 'node:crypto'
import type { App } from '../../access/index.ts'
import { csvLine } from '../../platform/csv.ts'
import type { Query, Tx } from '../../platform/db/index.ts'
import {
  type AttachmentOut,
  attachmentsOf,
  blobPiece,
  contactsAfter,
  eventsAfter,
  lists,
  type MessageOut,
  messagesOf,
  type TicketOut,
  ticketsAfter,
  workspaceRow,
} from './export.queries.ts'
import { attachmentPath } from './safe-name.ts'
import { tidyWhenInterrupted } from '../interrupt.ts'
import { openSink, type Sink } from './sink.ts'

export interface ExportReport {
  readonly tickets: number
  readonly messages: number
  readonly attachments: number
  readonly events: number
  /** Attachments whose bytes are not what was stored. */
  readonly damaged: string[]
}

const page = 200
const pieceBytes = 1024 * 1024

/**
 * Writes one workspace in a form that people and programs read: JSON Lines for each kind, a table of tickets as CSV, and attachments as
 * files. One moment of the database, page by page. Notes of staff are in it, marked `"for": "staff"`; passwords, tokens, sealed bytes,
 * raw mails, the originals of masked words and hidden copies are not.
 */
export async function exportWorkspace(app: Pick<App, 'db'>, workspaceId: number, target: string): Promise<ExportReport> {
  return app.db.snapshot(workspaceId, async (tx) => {
    const sink = await openSink(target, tx.now)
    return tidyWhenInterrupted(sink.discard, async () => {
      try {
        const report = await writeAll(tx, sink)
        await sink.commit()
        return report
      } catch (error) {
        await sink.discard()
        throw error
      }
    })
  })
}

async function writeAll(tx: Tx, sink: Sink): Promise<ExportReport> {
  await writeLines(sink, 'workspace.jsonl', [{ ...(await tx.one<object>(workspaceRow, [tx.workspaceId])), exportedAt: tx.now }])
  for (const [name, query] of Object.entries(lists)) await writeLines(sink, `${name}.jsonl`, await tx.many<object>(query, [tx.workspaceId]))
  await writePages(tx, sink, 'contacts.jsonl', contactsAfter)
  const written = await writeTickets(tx, sink)
  return { ...written, events: await writeEvents(tx, sink) }
}

async function writeLines(sink: Sink, name: string, rows: readonly object[]): Promise<void> {
  const file = await sink.text(name)
  await file.write(jsonLines(rows))
  await file.end()
}

async function writePages(tx: Tx, sink: Sink, name: string, query: Query): Promise<void> {
  const file = await sink.text(name)
  for await (const rows of pages<{ id: number }>(tx, query)) await file.write(jsonLines(rows))
  await file.end()
}

async function* pages<Row extends { id: number }>(tx: Tx, query: Query): AsyncGenerator<Row[]> {
  for (let last = 0; ; ) {
    const rows = await tx.many<Row>(query, [tx.workspaceId, last, page])
    if (rows.length > 0) yield rows
    if (rows.length < page) return
    last = rows.at(-1)?.id ?? 0
  }
}

async function writeTickets(tx: Tx, sink: Sink): Promise<Omit<ExportReport, 'events'>> {
  const [json, csv] = [await sink.text('tickets.jsonl'), await sink.text('tickets.csv')]
  // The mark at the start tells spreadsheets that this is UTF-8.
  await csv.write(`\ufeff${csvLine(csvColumns.map(([name]) => name))}`)
  const report = { tickets: 0, messages: 0, attachments: 0, damaged: [] as string[] }
  for await (const tickets of pages<TicketOut>(tx, ticketsAfter)) {
    const messages = await tx.many<MessageOut>(messagesOf, [tx.workspaceId, tickets.map(({ id }) => id)])
    const attachments = await tx.many<AttachmentOut>(attachmentsOf, [tx.workspaceId, messages.map(({ id }) => id)])
    for (const ticket of tickets) {
      const own = messages.filter(({ ticketId }) => ticketId === ticket.id)
      const files = attachments.filter(({ messageId }) => own.some(({ id }) => id === messageId))
      await json.write(jsonLines([ticketOut(ticket, own, files)]))
      await csv.write(csvLine(csvColumns.map(([, cell]) => cell(ticket))))
      for (const file of files)
        if (!(await writeAttachment(tx, sink, ticket, file))) report.damaged.push(attachmentPath(ticket.reference, file))
    }
    report.tickets += tickets.length
    report.messages += messages.length
    report.attachments += attachments.length
  }
  await json.end()
  await csv.end()
  return report
}

function ticketOut(ticket: TicketOut, messages: MessageOut[], files: AttachmentOut[]): object {
  return {
    ...ticket,
    messages: messages.map(({ ticketId: _, audience, ...message }) => ({
      ...message,
      audience,
      for: audience === 'public' ? 'everybody' : 'staff',
      attachments: files
        .filter(({ messageId }) => messageId === message.id)
        .map(({ id, filename, contentType, size, ...file }) => ({
          id,
          filename,
          contentType,
          size,
          file: attachmentPath(ticket.reference, { id, filename, ...file }),
        })),
    })),
  }
}

/** False when the bytes are not those that were stored; they are written all the same. */
async function writeAttachment(tx: Tx, sink: Sink, ticket: TicketOut, file: AttachmentOut): Promise<boolean> {
  const hash = createHash('sha256')
  let isWhole = true
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; ; at += pieceBytes) {
      const { bytes, sha256 } = await tx.one<{ bytes: Buffer; sha256: Buffer }>(blobPiece, [
        tx.workspaceId,
        file.blobId,
        at + 1,
        pieceBytes,
      ])
      hash.update(bytes)
      yield bytes
      if (at + bytes.length < file.size && bytes.length > 0) continue
      isWhole = hash.digest().equals(sha256)
      return
    }
  }
  await sink.file(attachmentPath(ticket.reference, file), file.size, pieces())
  return isWhole
}

async function writeEvents(tx: Tx, sink: Sink): Promise<number> {
  const file = await sink.text('events.jsonl')
  let count = 0
  for (let last: { ticketId: number; seq: number } | undefined = { ticketId: 0, seq: 0 }; last; ) {
    const rows: { ticketId: number; seq: number }[] = await tx.many(eventsAfter, [tx.workspaceId, last.ticketId, last.seq, page * 10])
    await file.write(jsonLines(rows))
    count += rows.length
    last = rows.length < page * 10 ? undefined : rows.at(-1)
  }
  await file.end()
  return count
}

const csvColumns: [string, (ticket: TicketOut) => string | number | Date | null][] = [
  ['Reference', (ticket) => ticket.reference],
  ['Title', (ticket) => ticket.title],
  ['Status', (ticket) => ticket.status],
  ['Category', (ticket) => ticket.category],
  ['Folder', (ticket) => ticket.bucket],
  ['Desk', (ticket) => ticket.desk],
  ['Type', (ticket) => ticket.type],
  ['Channel', (ticket) => ticket.channel],
  ['Priority', (ticket) => ticket.priority],
  ['Contact', (ticket) => ticket.contactName],
  ['Contact mail', (ticket) => ticket.contactEmail],
  ['Assignee', (ticket) => ticket.assignee],
  ['Team', (ticket) => ticket.team],
  ['Labels', (ticket) => ticket.labels.join(', ')],
  ['Created', (ticket) => ticket.createdAt],
  ['Updated', (ticket) => ticket.updatedAt],
  ['First response', (ticket) => ticket.firstResponseAt],
  ['Resolved', (ticket) => ticket.resolvedAt],
  ['Messages', (ticket) => ticket.messageCount],
]

const jsonLines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
