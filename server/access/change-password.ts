import { AppError, invalid } from '../platform/errors/index.ts'
import { setUserPassword, userPassword } from './access.queries.ts'
import type { Context, StaffActor } from '../platform/context.ts'
import { hashPassword, passwordMatches } from './passwords.ts'
import { endSessionsOf } from './sessions.ts'
import { countTry, forgiveTry } from './sign-in-limits.ts'

/** Changes one's own password and ends every other session. */
export async function changePassword(ctx: Context<StaffActor>, input: { current: string; next: string; ip: string }): Promise<void> {
  const { app, actor } = ctx
  if (actor.isService) throw new AppError('forbidden', 'An API key has no password.')
  // A stolen session must not become a way to guess the password at leisure.
  const subject = `password of ${actor.userId}`
  await countTry(app, subject, input.ip)
  const [user] = await app.db.outside<{ password_hash: string | null }>(userPassword, [actor.userId])
  if (!(await passwordMatches(input.current, user?.password_hash ?? null))) throw invalid('current', 'is not your present password')
  await forgiveTry(app, subject, input.ip)

  const hash = await hashPassword(input.next)
  await ctx.transaction(async (tx) => {
    await tx.run(setUserPassword, [actor.userId, hash])
    await endSessionsOf(app, tx, actor.userId, actor.sessionId)
  })
}
