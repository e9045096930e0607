import type { Tx } from '../platform/db/index.ts'
import { noticeKind } from './kinds.ts'
import { type MailedNotice, mailedNotice } from './notifications.queries.ts'

export interface NoticeMail {
  readonly from: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly at: Date
  readonly text: string
}

/**
 * What a mail to somebody of the staff says: that something happened and where. What was written stands in the ticket
 * only, so that a mailbox never holds what was masked, erased or taken from its owner's sight since.
 */
export async function noticeMail(
  tx: Tx,
  notice: { noticeId: number; addressId: number | null; siteUrl: string | null },
): Promise<NoticeMail | { problem: string }> {
  const row = await tx.maybe<MailedNotice>(mailedNotice, [tx.workspaceId, notice.noticeId, notice.addressId])
  if (!row) return { problem: 'This notice is no longer there.' }
  if (!row.isFor) return { problem: 'Its recipient does not see this ticket any more.' }
  if (row.deskAddress === null) return { problem: 'The desk has no mail address to write from. Add one, then try again.' }
  const says = noticeKind(row.kind)?.says
  if (!says) return { problem: 'This version does not know this kind of notice.' }
  const sentence = says({ who: row.actorName ?? 'Statedesk', ticket: row.reference, title: row.title, subject: '' })
  return {
    from: { name: row.fromName || row.desk, address: row.deskAddress },
    subject: `[${row.reference}] ${row.title}`,
    at: row.at,
    text: [
      `${sentence}`,
      `Desk: ${row.desk}`,
      ...(notice.siteUrl === null ? [] : [`Open it: ${notice.siteUrl}/tickets/${encodeURIComponent(row.reference)}`]),
      'Nobody reads answers to this mail. You choose in Statedesk, under Settings, what you are told by mail.',
    ].join('\n\n'),
  }
}
