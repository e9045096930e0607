import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { tarEnd, tarHeader, tarPadding } from '../backup/tar.ts'
import { openOutput, syncFolder } from '../output.ts'
import { StartProblem } from '../../platform/start-problem.ts'

/** Where an export goes: a folder, or one tar file with the same names. */
export interface Sink {
  /** A file that grows; several may be open. */
  text(name: string): Promise<TextFile>
  file(name: string, size: number, pieces: AsyncIterable<Buffer>): Promise<void>
  commit(): Promise<void>
  discard(): Promise<void>
}

export interface TextFile {
  write(text: string): Promise<void>
  end(): Promise<void>
}

/** @param target a folder that is not there yet, a file whose name ends in `.tar`, or `-` for a tar on the standard output */
export function openSink(target: string, now: Date): Promise<Sink> {
  return target === '-' || target.endsWith('.tar') ? tarSink(target, now) : folderSink(resolve(target))
}

async function folderSink(folder: string): Promise<Sink> {
  const inUse = await readdir(folder).then(
    (names) => names.length > 0,
    () => false,
  )
  if (inUse) throw new StartProblem(`${folder} is not empty.`, 'Name a folder that is not there yet, or a file that ends in .tar.')
  const partial = `${folder}.partial-${process.pid}`
  const made = new Set<string>()
  const openIn = async (name: string) => {
    const path = join(partial, name)
    if (!made.has(dirname(path))) await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    made.add(dirname(path))
    return open(path, 'wx', 0o600)
  }
  await mkdir(partial, { mode: 0o700, recursive: true })
  return {
    text: async (name) => textFile(await openIn(name)),
    async file(name, _size, pieces) {
      const handle = await openIn(name)
      for await (const piece of pieces) await handle.write(piece)
      await handle.sync()
      await handle.close()
    },
    async commit() {
      for (const own of made) await syncFolder(own)
      await rm(folder, { recursive: true, force: true })
      await rename(partial, folder)
      await syncFolder(dirname(folder))
    },
    discard: () => rm(partial, { recursive: true, force: true }),
  }
}

// A tar file says how long a file is before its first byte, so those that grow wait beside it until they are whole.
async function tarSink(target: string, now: Date): Promise<Sink> {
  const output = await openOutput(target)
  const waiting = await mkdtemp(target === '-' ? join(tmpdir(), 'statedesk-export-') : `${resolve(target)}.parts-`)
  const at = now.getTime() / 1000
  let parts = 0
  const put = async (name: string, size: number, pieces: AsyncIterable<Buffer>) => {
    await output.write(tarHeader(name, size, at))
    for await (const piece of pieces) await output.write(piece)
    await output.write(tarPadding(size))
  }
  const whole: { name: string; path: string; size: number }[] = []
  return {
    async text(name) {
      const path = join(waiting, String(++parts))
      const file = textFile(await open(path, 'wx', 0o600))
      let size = 0
      return {
        async write(text) {
          size += Buffer.byteLength(text)
          await file.write(text)
        },
        async end() {
          await file.end()
          whole.push({ name, path, size })
        },
      }
    },
    file: put,
    async commit() {
      for (const { name, path, size } of whole) await put(name, size, createReadStream(path))
      await output.write(tarEnd())
      await output.commit()
      await rm(waiting, { recursive: true, force: true })
    },
    async discard() {
      await output.discard()
      await rm(waiting, { recursive: true, force: true })
    },
  }
}

function textFile(handle: Awaited<ReturnType<typeof open>>): TextFile {
  return {
    write: (text) => handle.writeFile(text),
    async end() {
      await handle.sync()
      await handle.close()
    },
  }
}
