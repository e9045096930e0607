import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { packageRoot } from '../../server/platform/package-root.ts'
import { stopAbandoned } from '../../server/platform/postgres/index.ts'

type Started = ChildProcessByStdio<null, Readable, Readable>

/** The command line in a process of its own, on a data folder of its own. */
export function commandLine() {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-cli-'))
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')

  function begin(args: string[], env: Record<string, string> = {}): Started {
    return spawn(process.execPath, ['--import', 'tsx', join(packageRoot(), 'cli', 'run.ts'), ...args], {
      cwd: packageRoot(),
      env: { ...process.env, DATABASE_URL: '', STATEDESK_DATA: data, PORT: '0', SMTP_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  async function statedesk(args: string[], env: Record<string, string> = {}) {
    const child = begin(args, env)
    const [output, complaints, code] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)])
    return { output, complaints, code }
  }

  async function remove(): Promise<void> {
    await stopAbandoned(data)
    rmSync(folder, { recursive: true, force: true })
  }

  return { data, begin, statedesk, remove }
}

export function exitOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)))
}

/** Waits until the process has written something that matches, and gives the match. */
export function saying(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let heard = ''
  return new Promise((resolve, reject) => {
    const listen = (words: string) => {
      heard += words
      const match = pattern.exec(heard)
      if (match) resolve(match)
    }
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', listen)
    child.once('exit', () => reject(new Error(`it ended before it said ${pattern}:\n${heard}`)))
  })
}
