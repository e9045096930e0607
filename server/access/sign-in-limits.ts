import { createHash } from 'node:crypto'
import { AppError } from '../platform/errors/index.ts'
import { countAttempts, forgetAttempts, forgetOldAttempts, forgetOneAttempt, recordAttempt } from './access.queries.ts'
import type { App } from '../platform/context.ts'

const windowMinutes = 15
const perAccount = 10
const perAddress = 50

/** Counts a try before its password is looked at, so that a thousand at once are counted too. */
export async function countTry(app: App, email: string, ip: string): Promise<void> {
  const account = accountSubject(email)
  const address = `ip:${ip}`
  await app.db.outside(recordAttempt, [[account, address]])
  const counts = await app.db.outside<{ subject: string; n: number; retryAfter: number }>(countAttempts, [
    [account, address],
    windowMinutes,
  ])
  const over = counts.filter(({ subject, n }) => n > (subject === account ? perAccount : perAddress))
  if (over.length === 0) return
  const retryAfter = Math.max(1, ...over.map((one) => one.retryAfter))
  throw new AppError('rate_limited', 'Too many failed sign-ins. Wait a little and try again.', { retryAfter })
}

/** A try that succeeded was no guess. */
export async function forgiveTry(app: App, email: string, ip: string): Promise<void> {
  await app.db.outside(forgetAttempts, [accountSubject(email)])
  await app.db.outside(forgetOneAttempt, [`ip:${ip}`])
}

export async function dropOldTries(app: App): Promise<void> {
  await app.db.outside(forgetOldAttempts)
}

// Unknown addresses are counted like known ones, and not kept in the clear.
function accountSubject(email: string): string {
  return `account:${createHash('sha256').update(email).digest('base64url')}`
}
