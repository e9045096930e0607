import type { Draft, MailAddress } from '../../client/types.ts'
import type { ShownTicket } from '../ticket/ticket-page.tsx'
import type { RecipientLists } from './recipients.tsx'

/** To whom a reply goes unless the draft says otherwise: the customer alone. */
export function recipientsOf(ticket: ShownTicket, draft: Draft | null): RecipientLists {
  const email = ticket.contact?.email
  const contact: MailAddress[] = email ? [{ address: email, name: ticket.contact?.name }] : []
  return { to: draft?.to ?? contact, cc: draft?.cc ?? [], bcc: draft?.bcc ?? [] }
}

/** The words of some HTML, to tell whether anything was written. */
export function plain(html: string): string {
  return html
    .replace(/<\/(p|li|blockquote)>|<br[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim()
}

export function isBlank(draft: Draft): boolean {
  return plain(draft.html) === '' && !draft.attachments?.length
}
