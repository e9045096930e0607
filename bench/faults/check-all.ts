import { checkLedger } from './check-ledger.ts'
import { checkMailIn } from './check-mail-in.ts'
import { checkMailOut } from './check-mail-out.ts'
import { checkRequests } from './check-requests.ts'
import { checkSteps } from './check-steps.ts'
import { checkTimers } from './check-timers.ts'
import { checkWebhooks } from './check-webhooks.ts'
import { type Broken, collector } from './findings.ts'
import type { World } from './world.ts'

export interface Findings {
  readonly broken: readonly Broken[]
  readonly counts: Readonly<typeof noCounts>
}

/** Nothing happened, or nothing is known. */
export const noCounts = {
  mailsIn: 0,
  acknowledged: 0,
  offered: 0,
  requests: 0,
  succeeded: 0,
  asked: 0,
  mailsOut: 0,
  once: 0,
  twice: 0,
  failed: 0,
  timersFired: 0,
}

const deadJobs = 'SELECT kind, last_error AS error FROM jobs WHERE dead_at IS NOT NULL'

/** Holds what senders, agents and peers remember against what the product has. */
export async function checkAll(world: World): Promise<Findings> {
  const { database, mark, relay, traffic, known } = world
  const { records, requests } = traffic
  const { broken, say } = collector()
  for (const { kind, error } of await database.rows<{ kind: string; error: string }>(deadJobs))
    if (!known.poisonJobs.has(kind)) say('drain', `a job of kind ${kind} was given up: ${error}`)
  for (const from of relay.inTheClear) say('TLS', `a mail from ${from} was begun over a connection without TLS`)
  broken.push(...(await checkMailIn(database, records)))
  broken.push(...(await checkRequests(database, mark, requests)))
  broken.push(...(await checkSteps(database, requests)))
  broken.push(...(await checkWebhooks(database, world.hooks, known.toldSince, mark)))
  const mailOut = await checkMailOut({ database, mark, relay, requests, bounced: known.bounced })
  const timers = await checkTimers(database, world.clock)
  broken.push(...mailOut.broken, ...timers.broken, ...(await checkLedger(world)))
  return {
    broken,
    counts: {
      mailsIn: records.length,
      acknowledged: records.filter(({ acknowledged }) => acknowledged).length,
      offered: records.reduce((sum, { tries }) => sum + tries, 0),
      requests: requests.length,
      succeeded: requests.filter(({ answer }) => answer !== null).length,
      asked: requests.reduce((sum, { tries }) => sum + tries, 0),
      mailsOut: mailOut.rows,
      once: mailOut.once,
      twice: mailOut.twice,
      failed: mailOut.failed,
      timersFired: timers.fired,
    },
  }
}
