import { execFile } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Binaries, programOf } from './binaries.ts'
import { isAlive } from './processes.ts'

/** fast ends the sessions, immediate leaves recovery to the next start. */
export type StopMode = 'fast' | 'immediate'

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const
const seconds = { fast: 30, immediate: 10 }

/** Stops the server and waits until it is gone; fast becomes immediate when it takes too long. */
export async function stopServer(cluster: string, pid: number, binaries: Binaries, mode: StopMode): Promise<void> {
  await signal(cluster, pid, binaries, mode)
  const deadline = performance.now() + seconds[mode] * 1000
  while (isAlive(pid)) {
    if (performance.now() > deadline) {
      if (mode === 'immediate') throw new Error(`PostgreSQL (process ${pid}) does not stop`)
      return stopServer(cluster, pid, binaries, 'immediate')
    }
    await pause(10)
  }
}

async function signal(cluster: string, pid: number, binaries: Binaries, mode: StopMode): Promise<void> {
  if (process.platform === 'win32') {
    await promisify(execFile)(programOf(binaries, 'pg_ctl'), ['stop', '-D', cluster, '-m', mode, '-W'])
    return
  }
  try {
    process.kill(pid, signals[mode])
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
