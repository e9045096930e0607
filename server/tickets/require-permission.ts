import type { Context, Permission } from '../access/index.ts'
import { forbidden } from '../platform/errors/index.ts'

/** Staff need the right; the system acts by rules that an admin made. */
export function requirePermission(ctx: Context, permission: Permission): void {
  if (ctx.actor.kind === 'system') return
  if (ctx.actor.kind !== 'staff' || !ctx.actor.permissions.has(permission)) throw forbidden(permission)
}
