import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { FaultKind } from '../kinds.ts'
import { found } from '../wait.ts'

interface Plan {
  readonly how: 'step' | 'two-hosts' | 'stopped'
  readonly shiftSeconds: number
  readonly stepSeconds: number
  readonly stoppedMs: number
  readonly stoppedSeconds: number
}

const preload = fileURLToPath(new URL('../shifted-date.cjs', import.meta.url))
const [hour, day] = [3_600, 86_400]

/** The clock of the product's host is wrong and jumps, two hosts disagree, or the process stands still for minutes. */
export const kind: FaultKind<Plan> = {
  number: 19,
  title: 'clocks that are wrong, jump or disagree; a process that stood still',
  where: ['shared'],
  claims: ['app', 'clock'],
  plan: (random) => ({
    how: random.pick(['step', 'two-hosts', 'stopped'] as const),
    shiftSeconds: random.pick([0, -day, -hour, hour, day]),
    stepSeconds: random.pick([-day, -hour, -90, 90, hour, day]),
    stoppedMs: random.between(300, 2_000),
    stoppedSeconds: random.between(60, 900),
  }),
  async prepare({ product, folder }, { shiftSeconds, stepSeconds }) {
    product.environment.NODE_OPTIONS = `${product.environment.NODE_OPTIONS ?? ''} --require ${preload}`
    product.environment.STATEDESK_TEST_CLOCK = String(shiftSeconds)
    product.environment.STATEDESK_TEST_STEP = String(stepSeconds)
    product.environment.STATEDESK_TEST_CLOCK_FILE = join(folder, 'clock')
  },
  async strike({ product, folder, traffic, clock }, { how, shiftSeconds, stepSeconds, stoppedMs, stoppedSeconds }) {
    await product.ready()
    if (how === 'stopped') {
      const over = clock.excuse()
      product.current().signal('SIGSTOP')
      await clock.move(stoppedSeconds)
      await pause(stoppedMs)
      product.current().signal('SIGCONT')
      await traffic.reply()
      over()
      return { struck: product.current().isAlive(), what: `stood still while ${stoppedSeconds} s passed` }
    }
    const other = how === 'two-hosts' ? await product.another({ STATEDESK_TEST_CLOCK: String(shiftSeconds + 90) }) : null
    const file = join(folder, 'clock')
    await traffic.reply()
    product.current().signal('SIGUSR2')
    const jumped = await found(() => existsSync(file), 30_000)
    await traffic.reply()
    product.current().signal('SIGUSR2')
    await traffic.request('snooze')
    await found(() => readFileSync(file, 'utf8').split('\n').length > 2, 30_000)
    return {
      struck: jumped === true,
      what: `${shiftSeconds} s off, two steps of ${stepSeconds} s${other ? ', beside a host 90 s ahead' : ''}`,
    }
  },
}
