import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { hashToken, randomToken } from '../platform/secrets.ts'
import { insertSession, userByEmail, workspacesOfUser } from './access.queries.ts'
import { idleHours, longestDays } from './authenticate.ts'
import type { App } from '../platform/context.ts'
import { passwordMatches } from './passwords.ts'
import { countTry, forgiveTry } from './sign-in-limits.ts'

export interface SignInInput {
  readonly email: string
  readonly password: string
  readonly ip: string
  readonly userAgent: string
}

export interface NewSession {
  readonly workspaceId: number
  readonly userId: number
  readonly sessionId: number
  readonly token: string
}

/** Starts a session. Unknown address, wrong password and a person who left are told apart neither by words nor by time. */
export async function signIn(app: App, input: SignInInput): Promise<NewSession> {
  await countTry(app, input.email, input.ip)
  const [user] = await app.db.outside<{ id: number; password_hash: string | null }>(userByEmail, [input.email])
  const matches = await passwordMatches(input.password, user?.password_hash ?? null)
  if (!user || !matches) throw new AppError('sign_in_failed')
  const [home] = await app.db.outside<{ workspace_id: number }>(workspacesOfUser, [user.id])
  if (!home) throw new AppError('sign_in_failed')
  await forgiveTry(app, input.email, input.ip)

  const workspaceId = home.workspace_id
  const session = await app.db.transaction(workspaceId, (tx) => startSession(tx, user.id, input.userAgent, user.password_hash))
  return { workspaceId, userId: user.id, ...session }
}

/**
 * A session always gets a new token: one that somebody planted before is worth nothing.
 * @param shown the password that opened it, as it is stored
 */
export async function startSession(
  tx: Tx,
  userId: number,
  userAgent: string,
  shown: string | null = null,
): Promise<{ sessionId: number; token: string }> {
  const token = randomToken()
  const row = await tx.maybe<{ id: number }>(insertSession, [
    tx.workspaceId,
    userId,
    hashToken(token),
    userAgent.slice(0, 300),
    Math.min(idleHours, longestDays * 24),
    shown,
  ])
  if (!row) throw new AppError('sign_in_failed')
  return { sessionId: row.id, token }
}
