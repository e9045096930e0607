import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createKey } from './access/index.ts'
import { converse } from './channels/email/testing/smtp-conversation.ts'
import { runServer } from './main.ts'
import { loadConfig } from './platform/config.ts'
import { migrate } from './platform/db/index.ts'
import { startEmbedded } from './platform/postgres/index.ts'
import { createWorkspace } from './setup/index.ts'
import { apiAs } from './testing/api.ts'
import { castPassword, cast } from './testing/cast.ts'
import { verifyWorkspace } from './tickets/verify.ts'

const silent = { info: () => undefined, warn: () => undefined }
const megabyte = 1024 ** 2

/** A small disk of its own; null where this account may not make one. */
function smallDisk(folder: string, megabytes: number): (() => void) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'statedesk-test', folder], { stdio: 'pipe' })
  } catch {
    return null
  }
  return () => execFileSync('umount', ['-l', folder])
}

async function mailInto(port: number, subject: string): Promise<string> {
  const client = await converse(port)
  await client.say('EHLO client.example')
  await client.say('MAIL FROM:<carl@customer.example>')
  await client.say('RCPT TO:<support@desk.example>')
  await client.say('DATA')
  const answer = await client.say(
    `From: carl@customer.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@customer.example>\r\n\r\nHello\r\n.`,
  )
  client.end()
  return answer
}

test('fault 14: on a full disk nothing is taken that cannot be kept, reading goes on, and all is as before once there is room', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-full-'))
  chmodSync(folder, 0o711)
  const [made, disk] = [join(folder, 'made'), join(folder, 'disk')]
  mkdirSync(disk)
  const unmount = smallDisk(disk, 300)
  if (!unmount) {
    rmSync(folder, { recursive: true })
    if (process.env.CI === 'true') throw new Error('a small disk cannot be mounted: run as root, where mount is allowed')
    return context.skip('a small disk cannot be mounted: run as root, where mount is allowed')
  }
  const ending: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true }), unmount]
  try {
    // Quick to make: what is proved is what happens when the disk is full, not what a power failure leaves.
    const settings = { fsync: 'off', max_wal_size: '64MB', shared_buffers: '32MB' }
    const first = await startEmbedded({ dataFolder: made, log: silent, settings })
    await migrate(first.owner, { appRole: first.app.user })
    await first.stop()
    const data = join(disk, 'data')
    cpSync(made, data, { recursive: true, preserveTimestamps: true })
    execFileSync('chown', ['-R', `--reference=${join(made, 'postgres')}`, join(data, 'postgres')])
    execFileSync('chmod', ['700', join(data, 'postgres')])

    const database = await startEmbedded({ dataFolder: data, log: silent, settings })
    ending.push(() => database.stop('immediate'))
    const config = loadConfig({ PORT: '0', SMTP_PORT: '0', STATEDESK_DATA: data, LOG_LEVEL: 'silent' })
    const server = await runServer({ config, pool: database.app, log: pino({ level: 'silent' }), demo: false })
    ending.push(() => server.close())
    const { workspaceId } = await createWorkspace(server.app, {
      name: 'Example',
      admin: { ...cast.ada, password: castPassword },
      desk: { name: 'Support', lifecycle: 'support', address: 'support@desk.example' },
    })
    const { key } = await server.app.db.transaction(workspaceId, (tx) => createKey(tx, { name: 'robot', role: 'admin' }, null))
    const robot = apiAs(`http://127.0.0.1:${server.app.config.port}`, { authorization: `Bearer ${key}` })
    const create = (title: string) =>
      robot.call<{ code?: string; detail?: string }>('POST', '/tickets', { title, description: 'It says no.' })
    expect((await create('before')).status).toBe(201)
    expect(await mailInto(server.smtpPort, 'before')).toMatch(/^250/)

    const { bavail, bsize } = statfsSync(disk)
    const ballast = join(disk, 'ballast')
    execFileSync('fallocate', ['-l', String(bavail * bsize - 2 * megabyte), ballast])
    const refused = await until(
      () => create('while full'),
      (answer) => answer.status !== 201,
    )
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([503, 'unavailable', '5'])
    expect(refused.body.detail).toContain('full')
    expect(await mailInto(server.smtpPort, 'while-full')).toMatch(/^452/)
    // Longer than somebody's rights are remembered: they are read anew, which usually writes down that they were here.
    await pause(2_100)
    expect((await robot.call('GET', '/tickets')).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${server.app.config.port}/readyz`)).status).toBe(200)

    rmSync(ballast)
    await until(
      () => create('after'),
      (answer) => answer.status === 201,
    )
    expect(await mailInto(server.smtpPort, 'while-full')).toMatch(/^250/)
    const subjects = async () =>
      (await robot.get<{ items: { title: string }[] }>('/tickets?limit=50')).items.map(({ title }) => title).sort()
    await until(subjects, (titles) => titles.includes('while-full'))
    // What was refused is not there; what was answered 201 before the guard closed may be.
    expect((await subjects()).filter((title) => title === 'while-full')).toHaveLength(1)
    expect((await server.app.db.snapshot(workspaceId, verifyWorkspace)).faults).toEqual([])
  } finally {
    for (const end of ending.reverse()) await end()
  }
}, 120_000)

async function until<T>(look: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const end = performance.now() + 60_000
  for (;;) {
    const value = await look()
    if (holds(value)) return value
    if (performance.now() > end) throw new Error('it did not happen in time')
    await pause(100)
  }
}
