import type { Channel, MailAddress, Priority } from '../../client/types.ts'
import type { KeptUpload } from '../composer/uploads.tsx'
import type { Typed } from '../forms/form.ts'

/** A ticket as it is being written down. */
export interface TicketDraft {
  /** Whose words `html` is. */
  readonly first: 'customer' | 'agent'
  readonly cc: readonly MailAddress[]
  readonly bcc: readonly MailAddress[]
  readonly files: readonly KeptUpload[]
  readonly title: string
  readonly html: string
  readonly contact: { readonly email: string; readonly name: string; readonly known: boolean } | null
  readonly desk: string
  readonly type: string
  readonly inquiryType: string
  readonly channel: Channel
  readonly priority: Priority
  readonly assignee: string
  readonly team: string
  readonly labels: readonly string[]
  readonly internal: boolean
  /** By the id of the field. */
  readonly fields: Readonly<Record<string, Typed>>
}

export const blankDraft = (desk: string): TicketDraft => ({
  first: 'customer',
  cc: [],
  bcc: [],
  files: [],
  title: '',
  html: '',
  contact: null,
  desk,
  type: '',
  inquiryType: '',
  channel: 'created',
  priority: 'normal',
  assignee: '',
  team: '',
  labels: [],
  internal: false,
  fields: {},
})

/** Whether somebody has begun: what was only chosen is not worth keeping. */
export function isBegun({ title, html, files, contact, fields }: TicketDraft): boolean {
  if (title.trim() !== '' || html !== '' || files.length > 0 || contact !== null) return true
  return Object.values(fields).some((value) => value !== '' && value !== false)
}

/** The same draft with another first writer: what is not asked of them goes. */
export function writtenBy(draft: TicketDraft, first: TicketDraft['first'], writer: string): Partial<TicketDraft> {
  if (first === 'agent') return { first, internal: false, channel: 'created', assignee: draft.assignee || writer }
  return { first, cc: [], bcc: [], assignee: draft.assignee === writer ? '' : draft.assignee }
}

const keyOf = (me: string) => `statedesk.new-ticket.${me}`

/** What was not finished the last time, in this browser. */
export function keptDraft(me: string): TicketDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(me)) ?? 'null') as TicketDraft | null
    return kept ? { ...blankDraft(''), ...kept } : null
  } catch {
    // Somebody edited it by hand, or the browser keeps nothing: then there is nothing to go on with.
    return null
  }
}

export function keepDraft(me: string, draft: TicketDraft): void {
  try {
    if (isBegun(draft)) localStorage.setItem(keyOf(me), JSON.stringify(draft))
    else localStorage.removeItem(keyOf(me))
  } catch {
    // A full or forbidden store: the window still holds it.
  }
}

export function dropDraft(me: string): void {
  try {
    localStorage.removeItem(keyOf(me))
  } catch {
    // Nothing was kept then.
  }
}
