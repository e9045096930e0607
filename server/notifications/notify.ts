import type { App } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { sendSignal } from '../platform/events/index.ts'
import { type NoticeKindName, noticeKindNames, noticeKinds } from './kinds.ts'
import { admins, insertNotices, mailNotices, noticeToManagers } from './notifications.queries.ts'

export interface Notice {
  readonly kind: NoticeKindName
  readonly to: readonly number[] | 'admins'
  /** Null for a notice about a setting, whose name is the subject. */
  readonly ticketId: number | null
  readonly subject?: string
  readonly at: Date
  /** What it is about: nobody hears of the same twice. */
  readonly key: string
  /** Who did it; nobody hears of their own acts. */
  readonly actor?: { readonly kind: 'staff' | 'customer' | 'system'; readonly id: number | null }
  readonly messageId?: number | null
}

const mailed = noticeKindNames.filter((name) => noticeKinds[name].mail)

/** Nobody wants a mail about what happened before lunch; after a restore or an outage the inbox tells it. */
const mailedForMs = 3_600_000
/** What is told more than a day late is not new to anybody. */
const unreadForMs = 24 * 3_600_000

/**
 * Puts notices into people's inboxes and, as each of them chose, into the outbox, in the caller's transaction. Asked
 * again with the same key it does nothing. For parts that tell of what is no event of a ticket, too.
 * @public
 */
export async function notify(app: App, tx: Tx, notices: readonly Notice[]): Promise<void> {
  const everyAdmin = notices.some(({ to }) => to === 'admins') ? await tx.many<{ id: number }>(admins, [tx.workspaceId]) : []
  const rows = notices.flatMap((notice) => {
    const late = tx.now.getTime() - notice.at.getTime()
    const people = notice.to === 'admins' ? everyAdmin.map(({ id }) => id) : notice.to
    const own = notice.actor?.kind === 'staff' ? notice.actor.id : null
    return [...new Set(people)]
      .filter((id) => id !== own)
      .map((userId) => ({
        user_id: userId,
        kind: notice.kind,
        ticket_id: notice.ticketId,
        subject: notice.subject ?? null,
        at: notice.at,
        is_old: late > unreadForMs,
        key: notice.key,
        actor_kind: notice.actor?.kind ?? null,
        actor_id: notice.actor?.id ?? null,
        message_id: notice.messageId ?? null,
        mail: noticeKinds[notice.kind].mail && late <= mailedForMs,
      }))
  })
  if (rows.length === 0) return
  const told = await tx.many<{ id: number; userId: number }>(insertNotices, [tx.workspaceId, JSON.stringify(rows)])
  if (told.length === 0) return
  if (rows.some(({ at }) => tx.now.getTime() - at.getTime() <= mailedForMs)) {
    const ids = told.map(({ id }) => id)
    const mails = await tx.run(mailNotices, [tx.workspaceId, ids, mailed, tx.now])
    if (mails > 0) tx.afterCommit(() => app.wake('outbox'))
  }
  announce(app, tx, told)
}

/** Tells everybody who manages settings about one of them. */
export async function noticeAdmins(tx: Tx, kind: 'webhook_gone' | 'webhook_failing', subject: string): Promise<void> {
  await tx.run(noticeToManagers, [tx.workspaceId, kind, subject, tx.now])
}

/** So many ids fit into one notification of the database. */
const idsAtOnce = 300

function announce(app: App, tx: Tx, told: readonly { userId: number }[]): void {
  const people = [...new Set(told.map(({ userId }) => userId))]
  tx.afterCommit(() => {
    for (let from = 0; from < people.length; from += idsAtOnce) {
      sendSignal(app.db, tx.workspaceId, { type: 'notices', userIds: people.slice(from, from + idsAtOnce) }).catch((error: unknown) => {
        app.log.warn({ err: error }, 'new notices were not announced')
      })
    }
  })
}
