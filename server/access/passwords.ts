import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'

/** What a new password must be. Longer ones are refused rather than hashed at any length. */
export const passwordIn = z.string().min(10, 'must have at least 10 characters').max(200, 'must have at most 200 characters')

/** What somebody types to sign in: anything, within reason. */
export const passwordTyped = z.string().min(1, 'is missing').max(200, 'must have at most 200 characters')

// Argon2id with the library's defaults: 19 MiB, two passes (the minimum OWASP names).
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'))
}

let decoy: Promise<string> | undefined

/** Takes as long for an account that does not exist: it then compares with a password nobody has. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  decoy ??= hashPassword(`nobody ${Math.random()}`)
  const matches = await verify(stored ?? (await decoy), password.normalize('NFC'))
  return matches && stored !== null
}
