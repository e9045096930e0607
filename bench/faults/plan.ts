import { type Aim, aims } from './moments.ts'
import type { Random } from './random.ts'

/**
 * What is killed. `app`: the product's process. `both`: it, and PostgreSQL with all its processes, as when the machine
 * stops. `postmaster`: only PostgreSQL's first process, while the product runs. `database`: all of PostgreSQL while the
 * product runs. `immediate`: PostgreSQL is told to stop without ado.
 */
const victims = ['app', 'both', 'postmaster', 'database', 'immediate'] as const
export type Victim = (typeof victims)[number]

export interface Kill {
  readonly victim: Victim
  readonly aim: Aim
  /** After the product is ready; for `starting` after its process began. */
  readonly afterMs: number
  /** Between what it is aimed at and the kill. */
  readonly delayMs: number
}

/** The whole schedule is drawn beforehand, so that a seed always gives the same one. */
export function planOf(random: Random, count: number, withPostgres: boolean): Kill[] {
  return Array.from({ length: count }, () => {
    const aim = random.chance(0.4) ? 'moment' : random.pick(aims)
    const victim = withPostgres && random.chance(0.5) ? random.pick(victims.slice(1)) : 'app'
    return {
      victim,
      aim,
      afterMs: aim === 'starting' ? random.between(0, 1_500) : random.between(200, 3_000),
      delayMs: random.between(0, 40),
    }
  })
}
