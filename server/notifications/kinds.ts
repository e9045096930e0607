/** What somebody of the staff is told about. A part that has more to tell adds its row here and its words to `notices.ts` of each language. */
export interface NoticeKind {
  /** Mailed as well, unless its reader chose otherwise. */
  readonly mail: boolean
  /** Whether its reader may switch it off; what keeps work from being lost stays on. */
  readonly optional: boolean
  readonly says: (notice: { who: string; ticket: string; title: string; subject: string }) => string
}

export const noticeKinds = {
  created: { mail: true, optional: true, says: ({ who, ticket, title }) => `${who} made ${ticket} for you: ${title}` },
  assigned: { mail: true, optional: true, says: ({ who, ticket, title }) => `${who} assigned ${ticket} to you: ${title}` },
  customer_replied: { mail: false, optional: true, says: ({ who, ticket, title }) => `${who} replied on ${ticket}: ${title}` },
  mentioned: { mail: false, optional: true, says: ({ who, ticket, title }) => `${who} mentioned you on ${ticket}: ${title}` },
  escalated: { mail: false, optional: true, says: ({ who, ticket, title }) => `${who} escalated ${ticket}: ${title}` },
  transfer_finished: { mail: false, optional: true, says: ({ ticket, title }) => `The other desk is done with ${ticket}: ${title}` },
  guide_requested: {
    mail: true,
    optional: true,
    says: ({ who, ticket, title }) => `${who} asks you to tell the customer of ${ticket}: ${title}`,
  },
  sla_warning: { mail: true, optional: true, says: ({ ticket, title }) => `${ticket} will soon be late: ${title}` },
  sla_breached: { mail: true, optional: true, says: ({ ticket, title }) => `${ticket} is late: ${title}` },
  reply_returned: {
    mail: false,
    optional: false,
    says: ({ ticket, title }) => `Your reply on ${ticket} was not sent and is a draft again: ${title}`,
  },
  webhook_gone: {
    mail: false,
    optional: false,
    says: ({ subject }) => `The webhook “${subject}” was switched off: its receiver answered that it is gone`,
  },
  webhook_failing: {
    mail: false,
    optional: false,
    says: ({ subject }) => `The webhook “${subject}” was switched off: for five days nothing could be delivered`,
  },
} as const satisfies Record<string, NoticeKind>

export type NoticeKindName = keyof typeof noticeKinds

export const noticeKindNames = Object.keys(noticeKinds) as [NoticeKindName, ...NoticeKindName[]]

export const optionalKinds = noticeKindNames.filter((name) => noticeKinds[name].optional)

/** The row of a kind; null for one that only an older or newer version knows. */
export function noticeKind(name: string): NoticeKind | null {
  return Object.hasOwn(noticeKinds, name) ? noticeKinds[name as NoticeKindName] : null
}
