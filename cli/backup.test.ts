import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { afterAll, expect, test } from 'vitest'
import type { Command } from '../server/platform/command.ts'
import { loadConfig } from '../server/platform/config.ts'
import { migrate } from '../server/platform/db/index.ts'
import { startEmbedded, withClient } from '../server/platform/postgres/index.ts'
import { withDatabase } from '../server/platform/prepare-database.ts'
import { backupCommand } from './backup.ts'
import { doctorCommand } from './doctor.ts'
import { restoreCommand } from './restore.ts'
import { commandLine, exitOf } from './testing/statedesk.ts'

const [old, fresh] = [commandLine(), commandLine()]
afterAll(() => Promise.all([old.remove(), fresh.remove()]))

const file = join(old.data, '..', 'one.tar')
const secretOf = (data: string) => readFileSync(join(data, 'secret.key'), 'utf8')
const log = { info: () => undefined, warn: () => undefined }

/** Runs a command as the command line does, in this process. */
async function run(command: Command, data: string, args: string[]): Promise<{ code: number; output: string }> {
  const config = loadConfig({ PORT: '0', SMTP_PORT: '0' }, { data })
  const lines: string[] = []
  const print = (line: string) => void lines.push(`${line}\n`)
  const code = await command(args, { config, log, print, withDatabase: (work, schema) => withDatabase(config, log, work, schema) })
  return { code: code ?? 0, output: lines.join('') }
}

test('backup: from beside a server through the standard output, restored elsewhere with its secret, proved and examined', async () => {
  const server = await startEmbedded({ dataFolder: old.data, log })
  await migrate(server.owner, { appRole: server.app.user })
  await withClient(server.owner, (client) =>
    client.query(`INSERT INTO workspaces (name) VALUES ('First'); SELECT create_reference_sequence(1)`),
  )
  const writing = old.begin(['backup', '-', '--with-secret', '--json'])
  const [, complaints, code] = await Promise.all([
    pipeline(writing.stdout, createWriteStream(file)),
    text(writing.stderr),
    exitOf(writing),
    expect(run(restoreCommand, old.data, [file])).rejects.toThrow('A Statedesk works in this data folder'),
  ])
  await server.stop()
  expect([code, complaints]).toEqual([0, expect.stringContaining('"percent":100')])

  const restored = await run(restoreCommand, fresh.data, [file])
  expect(restored.output).toMatch(/as many as were written\.\nThe secret \w+ came with it/)
  expect(restored.output).toMatch(/\nHeld: mails 0, replies 0, timers 0\nVerified: tickets 0, events 0, faults 0\n$/)
  expect([restored.code, secretOf(fresh.data)]).toEqual([0, secretOf(old.data)])
  expect(existsSync(join(fresh.data, 'postgres', 'postmaster.pid'))).toBe(false)

  const proved = await run(backupCommand, fresh.data, ['--verify-restore', file])
  expect(proved.output).toMatch(
    /all sums right\.\nThe secret of this installation .*\nChecked by restoring: tickets 0, events 0, faults 0\n$/,
  )
  expect(proved.code).toBe(0)
  const { output } = await run(doctorCommand, fresh.data, ['--json'])
  const findings = JSON.parse(output) as { state: string; check: string }[]
  expect(findings.filter(({ state }) => state === 'problem')).toEqual([])
  expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['Embedded PostgreSQL', 'Schema', 'Sealed']))
  expect(output).not.toContain(secretOf(fresh.data).trim())
}, 300_000)
