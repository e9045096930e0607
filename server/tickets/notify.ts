import { query } from '../platform/db/index.ts'
import type { Door } from './door.ts'

const insertNotifications = query(
  'notifications.insert',
  `INSERT INTO notifications (workspace_id, user_id, kind, ticket_id, at)
   SELECT $1, m.user_id, $3, $4, $5 FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = ANY ($2::bigint[]) AND m.disabled_at IS NULL`,
)

const admins = query(
  'notifications.admins',
  `SELECT m.user_id AS id FROM memberships m JOIN roles r ON r.workspace_id = m.workspace_id AND r.id = m.role_id
   JOIN users u ON u.id = m.user_id
   WHERE m.workspace_id = $1 AND r.acts_as = 'admin' AND m.disabled_at IS NULL AND NOT u.is_service`,
)

export type NoticeKind = 'assigned' | 'customer_replied' | 'escalated' | 'reply_returned'

/** Puts a notice into people's inbox; nobody is told of what they did themselves. */
export function notify(door: Door, kind: NoticeKind, userIds: readonly number[]): void {
  const { actor } = door.ctx
  const told = userIds.filter((id) => !(actor.kind === 'staff' && actor.userId === id))
  if (told.length === 0) return
  door.write(insertNotifications, [door.tx.workspaceId, told, kind, door.ticket.id, door.at])
}

export async function notifyAdmins(door: Door, kind: NoticeKind): Promise<void> {
  const found = await door.tx.many<{ id: number }>(admins, [door.tx.workspaceId])
  notify(
    door,
    kind,
    found.map((admin) => admin.id),
  )
}
