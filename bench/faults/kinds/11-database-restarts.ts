import { setTimeout as pause } from 'node:timers/promises'
import type { FaultKind } from '../kinds.ts'
import { found } from '../wait.ts'
import { isReady, sessionsOf } from '../ways.ts'

interface Plan {
  readonly how: 'immediate' | 'fast' | 'postmaster' | 'all'
  readonly rounds: number
  readonly betweenMs: number
}

const recoveryMs = 30_000

/** The database's server restarts, or its sessions are ended in the middle of what they do. */
export const kind: FaultKind<Plan> = {
  number: 11,
  title: 'the database restarts, or ends sessions in the middle of transactions',
  where: ['shared', 'own'],
  claims: ['app', 'database'],
  plan: (random) => ({
    how: random.pick(['immediate', 'fast', 'postmaster', 'all'] as const),
    rounds: random.between(1, 5),
    betweenMs: random.between(20, 300),
  }),
  async strike(world, { how, rounds, betweenMs }, say) {
    const { database, clock } = world
    const over = clock.excuse()
    let ended = 0
    if (database.where === 'own') {
      const [before] = await database.rows<{ at: Date }>('SELECT pg_postmaster_start_time() AS at')
      database.kill(how)
      const [after] = await database.rows<{ at: Date }>('SELECT pg_postmaster_start_time() AS at')
      if (before && after && after.at > before.at) ended = 1
    } else {
      for (let round = 0; round < rounds; round += 1) {
        for (const pid of await sessionsOf(world, 'statedesk%'))
          ended += (await database.rows(`SELECT 1 WHERE pg_terminate_backend(${pid})`)).length
        await pause(betweenMs)
      }
    }
    if (!(await found(() => isReady(world), recoveryMs)))
      say('start', `after the database restarted it was not ready within ${recoveryMs / 1_000} s`)
    over()
    return { struck: ended > 0, what: database.where === 'own' ? `the server: ${how}` : `${ended} sessions ended in ${rounds} rounds` }
  },
}
