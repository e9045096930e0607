import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { stopAbandoned } from '../abandoned.ts'
import type { Connection } from '../endpoint.ts'

export const silent = { info: () => undefined, warn: () => undefined }
export const isRoot = process.getuid?.() === 0

/** A temporary folder that other accounts may walk through; what runs in its data folders is ended afterwards. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-postgres-'))
  chmodSync(folder, 0o711)
  return {
    folder,
    async remove(...dataFolders: string[]) {
      for (const dataFolder of dataFolders) await stopAbandoned(dataFolder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface Holding {
  child: ChildProcess
  answer: { pid: number; app: Connection; uid: number; problem?: string }
}

/** Another process that holds the cluster of this folder. */
export async function holdElsewhere(dataFolder: string, as: { uid?: number; gid?: number; systemFolder?: string } = {}): Promise<Holding> {
  const { uid, gid, systemFolder } = as
  const script = fileURLToPath(new URL('hold-cluster.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataFolder, ...(systemFolder ? [systemFolder] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid !== undefined && { uid, gid }),
    env: { ...process.env, HOME: tmpdir() },
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, answer: JSON.parse(line) as Holding['answer'] }
}

export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
