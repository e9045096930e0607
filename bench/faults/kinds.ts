import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Say } from './findings.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** What a fault takes for itself: of two that want the same, the second waits for the first. */
export type Claim = 'app' | 'database' | 'relay' | 'imap' | 'dns' | 'clock' | 'disk'

/**
 * Where the product's tables are. `shared`: in a database of a server that stays up for many runs; the product is given
 * DATABASE_URL. `own`: in the product's embedded server, with a data folder made for this run; only there may it be killed.
 */
export type Where = 'shared' | 'own'

export interface Strike {
  /** It was seen to strike: the peer saw it, the process died, the connection broke. Anything else is not counted. */
  readonly struck: boolean
  /** What was seen, in a few words. */
  readonly what: string
}

/** One fault of the list, of which every run draws a few. */
export interface FaultKind<Plan = unknown> {
  /** Its number in the list of faults. */
  readonly number: number
  readonly title: string
  readonly where: readonly Where[]
  readonly claims: readonly Claim[]
  /** How often it is drawn compared with the others; 1 unless it takes long. */
  readonly weight?: number
  /** A run with this fault has no others beside it. */
  readonly alone?: boolean
  /** Cannot be done without being root; left out then, and said so. */
  readonly needsRoot?: boolean
  /** Draws everything that varies. Nothing else in a kind may be random, and it must be plain JSON: the report shows it. */
  plan(random: Random): Plan
  /** Where the data folder of an `own` database is to be made; it must be empty. */
  place?(world: World, plan: Plan): Promise<string>
  /** Before the product starts: its environment, proxies, peers of its own. */
  prepare?(world: World, plan: Plan): Promise<void>
  /** Strikes while traffic comes and goes, and takes the fault away again; settles then. What the product does wrong meanwhile is said. */
  strike(world: World, plan: Plan, say: Say): Promise<Strike>
  /** After everything has drained: what must hold besides P1 to P10. */
  check?(world: World, plan: Plan, say: Say): Promise<void>
}

const folder = join(fileURLToPath(new URL('.', import.meta.url)), 'kinds')

/** Every kind, by its number: each file `kinds/NN-name.ts` exports one as `kind`. */
export async function allKinds(): Promise<FaultKind[]> {
  const files = readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name))
  const kinds = await Promise.all(
    files.toSorted().map(async (name) => {
      const { kind } = (await import(/* @vite-ignore */ pathToFileURL(join(folder, name)).href)) as { kind?: FaultKind }
      if (!kind) throw new Error(`kinds/${name} exports no kind`)
      return kind
    }),
  )
  return kinds.toSorted((one, other) => one.number - other.number)
}
