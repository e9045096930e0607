import type { FormField, NewTicket } from '../../client/types.ts'
import { isBlank } from '../composer/draft-content.ts'
import { uploadsOf } from '../composer/uploads.tsx'
import { isEmpty, toWire, typedOf } from '../forms/form.ts'
import type { FirstMessageOn } from '../texts/writing-on.ts'
import { t } from '../words/index.ts'
import type { TicketDraft } from './new-ticket-draft.ts'

export type Errors = Readonly<Record<string, string>>

/** What is wanted before the server is asked, by the path of its field. */
export function missingIn(draft: TicketDraft, fields: readonly FormField[], address: string | null): Errors {
  const words = t.writingFirst
  const first =
    draft.first === 'customer'
      ? []
      : [
          ...(draft.contact ? [] : [['contact', words.noContact]]),
          ...(isBlank({ html: draft.html }) ? [['description', words.noWords]] : []),
          ...(address === null ? [['description', words.noAddress]] : []),
        ]
  return Object.fromEntries([
    ...first,
    ...(draft.title.trim() ? [] : [['title', t.ask.required]]),
    ...fields.filter((field) => isMissing(field, draft)).map((field) => [`fields.${field.id}`, t.ask.required]),
  ])
}

function isMissing(field: FormField, draft: TicketDraft): boolean {
  return field.required && !field.readOnly && isEmpty(draft.fields[field.id] ?? typedOf(field, undefined))
}

const placed = [
  'title',
  'description',
  'attachments',
  'cc',
  'bcc',
  'descriptionHtml',
  'contact',
  'contact.email',
  'desk',
  'type',
  'inquiryType',
  'channel',
  'priority',
  'assignee',
  'team',
]

/** Whether a problem of the server has a control here to stand at. */
export function isPlaced(path: string, fields: readonly FormField[]): boolean {
  return placed.includes(path) || fields.some((field) => path === `fields.${field.id}`)
}

/** How a first message of one's own leaves. */
export type SendHow = {
  undoSeconds: number
  /** Its warnings were looked at. */
  confirmed: boolean
}

/** What the words of a first message know of the ticket that comes with them. */
export function firstMessageOn({ desk, title, contact, priority, assignee, team }: TicketDraft): FirstMessageOn {
  const ticket = {
    title: title.trim(),
    ...(contact ? { contact: contactOf(contact) } : {}),
    priority,
    ...(assignee ? { assignee } : {}),
    ...(team ? { team } : {}),
  }
  return { desk, ticket }
}

/** The mail of a first message, as its preview takes it. */
export function mailOf({ html, files, cc, bcc }: TicketDraft) {
  return { html, cc: [...cc], bcc: [...bcc], attachments: uploadsOf(html, files).map(({ id }) => id) }
}

function contactOf({ email, name }: NonNullable<TicketDraft['contact']>): { email: string; name?: string } {
  return { email, ...(name.trim() ? { name: name.trim() } : {}) }
}

/** A draft as the server takes it. */
export function ticketOf(draft: TicketDraft, fields: readonly FormField[], how: SendHow): NewTicket {
  const filled = fields.flatMap((field) => {
    const value = toWire(field, draft.fields[field.id] ?? typedOf(field, undefined))
    return value === null || value === false || field.readOnly ? [] : [[field.id, value] as const]
  })
  const { attachments } = mailOf(draft)
  return {
    title: draft.title.trim(),
    ...(draft.html ? { descriptionHtml: draft.html } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(draft.contact ? { contact: contactOf(draft.contact) } : {}),
    desk: draft.desk,
    ...(draft.type ? { type: draft.type } : {}),
    ...(draft.inquiryType ? { inquiryType: draft.inquiryType } : {}),
    ...(filled.length > 0 ? { fields: Object.fromEntries(filled) } : {}),
    ...(draft.channel === 'created' ? {} : { channel: draft.channel }),
    priority: draft.priority,
    ...(draft.assignee ? { assignee: draft.assignee } : {}),
    ...(draft.team ? { team: draft.team } : {}),
    labels: [...draft.labels],
    internal: draft.internal,
    ...(draft.first === 'agent' ? firstMessageOf(draft, how) : {}),
  }
}

function firstMessageOf(draft: TicketDraft, { undoSeconds, confirmed }: SendHow): Partial<NewTicket> {
  return {
    firstMessage: 'agent',
    cc: [...draft.cc],
    bcc: [...draft.bcc],
    ...(undoSeconds > 0 ? { undoSeconds } : {}),
    ...(confirmed ? { confirmWarnings: true } : {}),
  }
}
