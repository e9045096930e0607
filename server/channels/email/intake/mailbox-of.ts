import type { Database } from '../../../platform/db/index.ts'
import { normaliseAddress } from '../reading/index.ts'
import { type Mailbox, mailboxOf } from './intake.queries.ts'

/** Whose mailbox an address is: as it stands, or without what follows a plus sign. */
export async function mailboxOfAddress(db: Pick<Database, 'outside'>, address: string): Promise<Mailbox | null> {
  for (const spelling of spellingsOf(address)) {
    const [found] = await db.outside<Mailbox>(mailboxOf, [spelling])
    if (found) return found
  }
  return null
}

/** An address and the mailbox behind its plus sign, in the spelling they are stored in. */
export function spellingsOf(address: string): string[] {
  const whole = normaliseAddress(address)
  const base = whole.replace(/\+[^@]*(?=@)/, '')
  return whole === base ? [whole] : [whole, base]
}
