import { setTimeout as pause } from 'node:timers/promises'
import { type App, workKinds } from '../access/index.ts'

/**
 * Mails wait for a relay that most tests have not, mailboxes are always looked into, and counters are folded every few
 * seconds, which nobody sees.
 */
const neverDone = ['outbox', 'imap', 'counts']
const kinds = workKinds.filter((kind) => !neverDone.includes(kind))

/**
 * Waits until everything that follows from what was done has been done as well: events have their places, colleagues
 * were told, jobs and timers that were due have run. What is compared before and after holds still from here on.
 */
export async function atRest(app: App, withinMs = 60_000): Promise<void> {
  const end = performance.now() + withinMs
  // One thing leads to another, so that once is not enough.
  for (let quiet = 0; quiet < 2; ) {
    const due = await app.db.outside<{ kind: string }>(
      { text: 'SELECT DISTINCT kind FROM unnest($1::text[]) kind CROSS JOIN LATERAL due_work(kind, business_now(), 1)' },
      [kinds],
    )
    quiet = due.length === 0 ? quiet + 1 : 0
    if (performance.now() > end) throw new Error(`it did not come to rest in ${withinMs} ms: ${due.map(({ kind }) => kind).join(', ')}`)
    await pause(20)
  }
}
