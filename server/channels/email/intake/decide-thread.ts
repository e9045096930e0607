/** What the sender of a mail is to a ticket. */
export type Standing = 'participant' | 'former' | 'stranger'

export interface NamedTicket {
  readonly id: number
  readonly reference: string
  readonly standing: Standing
  readonly isPurged: boolean
}

export interface ThreadFacts {
  /** Null: the mail names no one author. */
  readonly from: string | null
  readonly verdict: 'pass' | 'fail' | 'none'
  /** A ticket proved by a token that we made, in the reply address or in a Message-ID of ours. */
  readonly proven: (NamedTicket & { readonly by: 'reply_address' | 'message_id' }) | null
  /** A ticket that is only named: by an earlier mail of the same sender, or by a reference in the subject. */
  readonly named: (NamedTicket & { readonly by: 'earlier_mail' | 'subject' }) | null
}

export type ThreadDecision =
  | { readonly kind: 'reply' | 'unverified' | 'pending' | 'follow_up'; readonly ticketId: number; readonly why: string }
  | { readonly kind: 'new'; readonly possiblyOfId: number | null; readonly why: string | null }

/**
 * Reply authority: which ticket a mail may speak on. A public reference or a well-known subject is never enough by
 * itself; it takes a token that only our own mails carry, or a sender whose domain vouches for the mail.
 */
export function decideThread(facts: ThreadFacts): ThreadDecision {
  const { proven, named, verdict } = facts
  if (proven && !proven.isPurged) return onProven(proven, verdict, facts.from)
  if (!named || named.isPurged || named.standing !== 'participant') return { kind: 'new', possiblyOfId: null, why: null }

  const clue =
    named.by === 'subject' ? `its subject names ${named.reference}` : `it answers an earlier mail of the same sender on ${named.reference}`
  if (verdict === 'pass') return { kind: 'reply', ticketId: named.id, why: `${capital(clue)}, and the sender’s domain vouches for it.` }
  return {
    kind: 'new',
    possiblyOfId: named.id,
    why: `Possibly belongs to ${named.reference}: ${clue}, but nothing proves that it comes from ${facts.from ?? 'its sender'}.`,
  }
}

function onProven(proven: NonNullable<ThreadFacts['proven']>, verdict: ThreadFacts['verdict'], from: string | null): ThreadDecision {
  const proof =
    proven.by === 'reply_address'
      ? `It came to the reply address of ${proven.reference}`
      : `It answers a mail of ours on ${proven.reference}`
  const { id: ticketId } = proven
  switch (proven.standing) {
    case 'participant':
      if (verdict !== 'fail') return { kind: 'reply', ticketId, why: `${proof}, and its sender takes part there.` }
      return {
        kind: 'unverified',
        ticketId,
        why: `${proof}, but the domain of ${from ?? 'its sender'} says that this mail is not from there.`,
      }
    case 'former':
      if (verdict === 'fail') return { kind: 'new', possiblyOfId: ticketId, why: `${proof}, but its sender no longer takes part there.` }
      return {
        kind: 'follow_up',
        ticketId,
        why: `${proof}, but its sender no longer takes part there, so it became a new ticket linked to it.`,
      }
    case 'stranger':
      return { kind: 'pending', ticketId, why: `${proof}, but ${from ?? 'its sender'} does not take part there.` }
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
