import { type App, workKinds } from '../access/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors/index.ts'
import { StartProblem } from '../platform/start-problem.ts'
import { linkAlike, maskWhatWasNoted, mentionEachOther, readAndStar, settleDemoMail, tellByInboxOnly } from './afterwards.ts'
import { cast, castPassword } from './cast.ts'
import { desks } from './company.ts'
import { demoWorkspace, lockDemo } from './demo.queries.ts'
import { furnish } from './furnish.ts'
import { historyClock } from './history-clock.ts'
import { planDemo } from './plan.ts'
import { tellMarks } from './promises.ts'
import { prepareWords } from './prepare-words.ts'
import { randomFrom } from './random.ts'
import { askDemoShop } from './info-sources.ts'
import { saveDemoViews } from './views.ts'

export interface SeedOptions {
  /** The same seed gives the same people, words and order. */
  readonly seed?: number
  /** When the ninety days end; business time without it. */
  readonly now?: Date
  readonly tickets?: number
  /** Hears how far it is; the log does without it. */
  readonly tell?: (line: string) => void
}

export interface SeededDemo {
  /** False: it was there already and nothing was changed. */
  readonly created: boolean
  readonly workspaceId: number
  readonly credentials: { readonly email: string; readonly password: string }
}

const credentials = { email: cast.ada.email, password: castPassword }
const historyDays = 91
const dayMs = 24 * 3_600_000
// A transaction begins before the workspace has a number.
const noWorkspace = 0

/** Makes the demo workspace, once: five desks and what happened on them in ninety days. */
export async function seedDemo(app: App, options: SeedOptions = {}): Promise<SeededDemo> {
  try {
    return await app.db.transaction(noWorkspace, (tx) => seedIn(app, tx, options))
  } catch (error) {
    if (error instanceof AppError && error.code === 'already_exists') {
      const message =
        'The demo needs mail addresses that this installation uses already: somebody signs in with one of them, or a desk has one.'
      throw new StartProblem(message, 'Start it with a data folder of its own: --data DIR.', { cause: error })
    }
    throw error
  }
}

async function seedIn(app: App, tx: Tx, options: SeedOptions): Promise<SeededDemo> {
  await tx.many(lockDemo)
  const there = await tx.maybe<{ workspaceId: number }>(demoWorkspace, [desks.support.address])
  if (there) return { created: false, workspaceId: there.workspaceId, credentials }

  const tell = options.tell ?? ((line: string) => app.log.info(line))
  const random = randomFrom(options.seed ?? 1)
  const now = options.now ?? tx.now
  const clock = historyClock(app, tx)
  clock.moveTo(new Date(now.getTime() - historyDays * dayMs))
  tell('Demo: desks, people and contacts')
  const world = await furnish(clock.app)

  const steps = planDemo(world, random, { tickets: options.tickets ?? 300, now })
  tell(`Demo: ${steps.length} things that happened in ninety days`)
  for (const [done, step] of steps.entries()) {
    await tellMarks(clock.app, tx, world.workspaceId, { clock, until: step.at })
    clock.moveTo(step.at)
    await step.happens(step.at)
    if ((done + 1) % 500 === 0) tell(`Demo: ${done + 1} of ${steps.length}`)
  }

  await mentionEachOther(world)
  await tellMarks(clock.app, tx, world.workspaceId, { clock, until: now })
  clock.moveTo(now)
  await maskWhatWasNoted(world)
  await settleDemoMail(world)
  await tellByInboxOnly(world)
  await readAndStar(world, random, now)
  await linkAlike(world)
  await prepareWords(world, random)
  await saveDemoViews(world)
  await askDemoShop(world)
  tx.afterCommit(() => {
    for (const work of workKinds) app.wake(work)
  })
  tell('Demo: ready')
  return { created: true, workspaceId: world.workspaceId, credentials }
}
