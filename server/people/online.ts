/** A lost connection counts as offline after this time. */
export const presenceGraceSeconds = 60

/**
 * SQL for "this member is online", the only place that says so. `seen_at` is the database's own time, since a lost
 * connection has nothing to do with business time; NULL where presence hangs on no connection (the services behind keys).
 * @param member alias of `memberships`
 */
export function isOnline(member: string): string {
  return `(${member}.presence = 'online' AND ${hasConnection(member)})`
}

function hasConnection(member: string): string {
  const grace = `clock_timestamp() - interval '${presenceGraceSeconds} seconds'`
  return `(${member}.disabled_at IS NULL AND (${member}.seen_at IS NULL OR ${member}.seen_at > ${grace}))`
}

/** SQL for what others see: what the person chose while connected, else offline. */
export function presenceOf(member: string): string {
  return `CASE WHEN ${hasConnection(member)} THEN ${member}.presence ELSE 'offline' END`
}
