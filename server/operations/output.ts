import { once } from 'node:events'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { StartProblem } from '../platform/start-problem.ts'

/** Where a command writes a file. Nothing stands under the file's name before all of it is on the disk. */
export interface Output {
  write(bytes: Buffer): Promise<void>
  /** Makes it last and gives it its name. */
  commit(): Promise<void>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

/** @param file a path, or `-` for the standard output */
export async function openOutput(file: string): Promise<Output> {
  return file === '-' ? standardOutput() : fileOutput(resolve(file))
}

async function fileOutput(path: string): Promise<Output> {
  const partial = `${path}.partial-${process.pid}`
  const handle = await open(partial, 'wx', 0o600).catch((error: Error) => {
    throw notWritable(path, error)
  })
  return {
    async write(bytes) {
      try {
        for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten
      } catch (error) {
        throw notWritable(path, error as Error)
      }
    },
    async commit() {
      await handle.sync()
      await handle.close()
      await rename(partial, path)
      await syncFolder(dirname(path))
    },
    async discard() {
      await handle.close()
      await rm(partial, { force: true })
    },
  }
}

function standardOutput(): Output {
  return {
    async write(bytes) {
      if (!process.stdout.write(bytes)) await once(process.stdout, 'drain')
    },
    commit: async () => undefined,
    discard: async () => undefined,
  }
}

/** A rename lasts when its folder is on the disk; Windows has no such call and no such need. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

function notWritable(path: string, cause: Error): StartProblem {
  return new StartProblem(
    `${path} cannot be written: ${cause.message}`,
    'Name a file in a folder this account may write, with enough free space.',
    {
      cause,
    },
  )
}
