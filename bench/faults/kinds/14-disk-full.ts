import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FaultKind } from '../kinds.ts'
import { found } from '../wait.ts'
import type { World } from '../world.ts'

interface Plan {
  readonly megabytes: number
  /** How much the ballast leaves. */
  readonly leftKilobytes: number
  readonly mails: number
}

const execute = promisify(execFile)
const disks = new WeakMap<object, string>()
const answerMs = 30_000

/** The disk of data, write-ahead log and log is full; then there is room again. */
export const kind: FaultKind<Plan> = {
  number: 14,
  title: 'the disk of the database is full',
  where: ['own'],
  claims: ['app', 'database', 'disk'],
  weight: 0.5,
  needsRoot: true,
  plan: (random) => ({
    megabytes: random.between(350, 500),
    leftKilobytes: random.pick([0, 512, 4_096, 20_000]),
    mails: random.between(1, 5),
  }),
  async place({ folder, onEnd, relay }, { megabytes }) {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'statedesk-faults', disk])
    onEnd(async () => void (await execute('umount', ['-l', disk])))
    disks.set(relay, disk)
    return disk
  },
  async strike(world, { leftKilobytes, mails }, say) {
    const disk = disks.get(world.relay)
    if (!disk) return { struck: false, what: 'no disk of its own' }
    const { traffic, clock } = world
    const over = clock.excuse()
    const ballast = join(disk, 'ballast')
    await found(() => fill(disk, ballast, leftKilobytes * 1_024), 30_000)
    const refused = await found(async () => ((await created(world)) === 503 ? true : null), answerMs)
    if (!refused) say('P1', `with ${leftKilobytes} kB left it went on taking requests`)
    const waiting = Array.from({ length: mails }, () => traffic.mail())
    const reading = await traffic.api('GET', '/tickets?view=all').catch(() => null)
    if (reading?.status !== 200) say('API', `while the disk was full, reading was answered ${reading?.status ?? 'not at all'}`)
    rmSync(ballast)
    await Promise.all(waiting)
    const again = await found(async () => ((await created(world)) === 201 ? true : null), answerMs)
    if (!again) say('start', 'with room on the disk again it did not take requests')
    over()
    return { struck: refused === true, what: `${leftKilobytes} kB left; ${mails} mails came meanwhile` }
  },
}

/** Null if somebody else took of the room meanwhile. */
async function fill(disk: string, ballast: string, leftBytes: number): Promise<true | null> {
  const { bavail, bsize } = statfsSync(disk)
  const bytes = Math.max(bsize, bavail * bsize - leftBytes)
  return execute('fallocate', ['-l', String(bytes), ballast]).then(
    () => true,
    () => null,
  )
}

async function created({ traffic }: World): Promise<number> {
  const answer = await traffic.api('POST', '/tickets', { title: 'Is there room?', description: 'Room.' }).catch(() => null)
  return answer?.status ?? 0
}
