import { setTimeout as pause } from 'node:timers/promises'
import type { FaultKind } from '../kinds.ts'
import { found } from '../wait.ts'
import { sessionsOf } from '../ways.ts'

interface Plan {
  readonly processes: 2 | 3
  readonly ends: 'first' | 'other' | 'none'
  readonly afterMs: number
  readonly mails: number
}

const takeOverMs = 60_000
const holders = `SELECT a.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database() AND a.application_name = 'statedesk election'`

/** Two or three processes share one database, and one of them is killed in the middle of it. */
export const kind: FaultKind<Plan> = {
  number: 21,
  title: 'several processes on one database, one of them killed',
  where: ['shared'],
  claims: ['app'],
  weight: 0.7,
  plan: (random) => ({
    processes: random.chance(0.7) ? 2 : 3,
    ends: random.pick(['first', 'other', 'none'] as const),
    afterMs: random.between(0, 500),
    mails: random.between(3, 10),
  }),
  async strike(world, { processes, ends, afterMs, mails }, say) {
    const { product, traffic, database } = world
    await product.ready()
    const others = await Promise.all(Array.from({ length: processes - 1 }, () => product.another()))
    const voters = await found(async () => {
      const sessions = await sessionsOf(world, 'statedesk election')
      return sessions.length >= processes ? sessions : null
    }, 30_000)
    const work = [...Array.from({ length: mails }, () => traffic.mail()), traffic.reply(), traffic.request('snooze')]
    await pause(afterMs)
    if (ends === 'other') await others[0]?.kill()
    if (ends === 'first') await product.kill()
    await Promise.all(work)
    const elected = await found(async () => {
      const rows = await database.rows<{ pid: number }>(holders)
      return rows.length === 1 ? rows : null
    }, takeOverMs)
    if (!elected) say('P4', `${takeOverMs / 1_000} s after a process ended nobody, or more than one, gave events their places`)
    return { struck: voters !== null, what: `${processes} processes, killed: ${ends}` }
  },
}
