import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { StartProblem } from '../../platform/start-problem.ts'
import { sealerOf } from '../../platform/secrets.ts'
import {
  formatVersion,
  Header,
  headerName,
  Manifest,
  manifestHashName,
  manifestName,
  partBytes,
  partOf,
  secretName,
  type TableSum,
} from './format.ts'
import { readTar, type TarEntry, TarProblem } from './tar.ts'
import { lines, sha256 } from './write-backup.ts'

const expand = promisify(gunzip)

export interface BackupReader {
  /** Called once, before the tables. `secret` is there when the backup holds it. */
  begin(header: Header, secret: string | null): Promise<void>
  /** Called for each table that has rows; takes all of its bytes. */
  table(name: string, rows: AsyncIterable<Buffer>): Promise<void>
  /** How much of the file was read, 0 to 1; not from the standard input. */
  moved?(share: number): void
}

/**
 * Reads a backup from its first byte to its last and checks every sum. Throws a `StartProblem` where something is missing or
 * altered; what the reader was given until then may not be kept.
 * @param file a path, or `-` for the standard input
 */
export async function readBackup(file: string, reader: BackupReader): Promise<{ header: Header; manifest: Manifest }> {
  const handle = file === '-' ? null : await openFile(file)
  const source = handle?.createReadStream({ highWaterMark: 1024 * 1024 }) ?? process.stdin
  try {
    const size = handle && (await handle.stat()).size
    return await readEntries(entriesOf(counted(source, size, reader)), reader)
  } catch (error) {
    if (error instanceof TarProblem || error instanceof Damage) throw damaged(file, error.message)
    if ((error as NodeJS.ErrnoException).syscall === 'read') throw unreadable(file, error as Error)
    throw error
  } finally {
    source.destroy()
  }
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file)
  } catch (error) {
    throw unreadable(file, error as Error)
  }
}

function unreadable(file: string, cause: Error): StartProblem {
  return new StartProblem(
    `${file} cannot be read: ${cause.message}`,
    'Name a file that `statedesk backup` wrote, or - for the standard input.',
    { cause },
  )
}

async function* counted(source: AsyncIterable<Buffer>, all: number | null, reader: BackupReader): AsyncGenerator<Buffer> {
  let read = 0
  for await (const bytes of source) {
    read += bytes.length
    if (all) reader.moved?.(read / all)
    yield bytes
  }
}

class Damage extends Error {}

function damaged(file: string, why: string): StartProblem {
  return new StartProblem(`${file} is not a whole backup: ${why}.`, 'Take another copy of it, or an older backup. Nothing of it was kept.')
}

interface Entries {
  peek(): TarEntry | null
  next(): Promise<void>
}

function entriesOf(source: AsyncIterable<Buffer>): Entries {
  const entries = readTar(source)
  let current: TarEntry | null = null
  return {
    peek: () => current,
    async next() {
      const { done, value } = await entries.next()
      current = done ? null : value
    },
  }
}

async function readEntries(entries: Entries, reader: BackupReader): Promise<{ header: Header; manifest: Manifest }> {
  await entries.next()
  const headerBytes = take(entries, headerName)
  const header = headerIn(headerBytes)
  await entries.next()
  const secret = await secretIn(entries, header)
  await reader.begin(header, secret)

  const sums: TableSum[] = header.tables.map(({ name }) => ({ name, rows: 0, bytes: 0, sha256: sha256(Buffer.alloc(0)), parts: 0 }))
  for (;;) {
    const next = entries.peek()
    const part = next && partOf(next.name)
    if (!part) break
    const sum = sums.find(({ name, parts }) => name === part.table && parts === 0)
    if (!sum) throw new Damage(`${next.name} stands where it does not belong`)
    await reader.table(part.table, partsOf(entries, sum))
    if (entries.peek()?.name === next.name) throw new Error(`the rows of ${part.table} were not read`)
  }
  const manifest = await manifestIn(entries, headerBytes)
  compare(manifest, header, sums)
  return { header, manifest }
}

function take(entries: Entries, name: string): Buffer {
  const entry = entries.peek()
  if (entry?.name === name) return entry.bytes
  throw new Damage(entry === null ? `${name} is missing` : `it has ${entry.name} where ${name} belongs`)
}

function headerIn(bytes: Buffer): Header {
  const found = parsed(bytes) as { format?: unknown; version?: unknown } | null
  if (found?.format === 'statedesk-backup' && Number(found.version) > formatVersion) {
    throw new StartProblem('A newer Statedesk wrote this backup.', 'Restore it with that version or a later one.')
  }
  const { data, error } = Header.safeParse(found)
  if (data) return data
  throw new Damage(`${headerName} is not as it should be (${error.issues[0]?.path.join('.')} ${error.issues[0]?.message})`)
}

async function secretIn(entries: Entries, header: Header): Promise<string | null> {
  if (entries.peek()?.name !== secretName) return null
  const secret = take(entries, secretName).toString().trim()
  if (sealerOf(secret).keyId !== header.secretId) throw new Damage('the secret in it is another one than it says')
  await entries.next()
  return secret
}

async function* partsOf(entries: Entries, sum: TableSum): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for (;;) {
    const entry = entries.peek()
    const part = entry && partOf(entry.name)
    if (!entry || part?.table !== sum.name) break
    if (part.part !== ++sum.parts) throw new Damage(`part ${sum.parts} of ${sum.name} is missing`)
    const bytes = await expand(entry.bytes, { maxOutputLength: partBytes }).catch((error: Error) => {
      throw new Damage(`${entry.name} does not unpack (${error.message})`)
    })
    hash.update(bytes)
    sum.bytes += bytes.length
    sum.rows += lines(bytes)
    await entries.next()
    yield bytes
  }
  sum.sha256 = hash.digest('hex')
}

async function manifestIn(entries: Entries, headerBytes: Buffer): Promise<Manifest> {
  const bytes = take(entries, manifestName)
  await entries.next()
  if (take(entries, manifestHashName).toString() !== `${sha256(bytes)}  ${manifestName}\n`) throw new Damage('its manifest was altered')
  await entries.next()
  const { data } = Manifest.safeParse(parsed(bytes))
  if (!data) throw new Damage('its manifest is not as it should be')
  if (data.headerSha256 !== sha256(headerBytes)) throw new Damage(`${headerName} was altered`)
  return data
}

function compare(manifest: Manifest, header: Header, sums: TableSum[]): void {
  if (manifest.id !== header.id || manifest.tables.length !== sums.length) throw new Damage('its manifest belongs to another backup')
  for (const sum of sums) {
    const written = manifest.tables.find(({ name }) => name === sum.name)
    if (written === undefined) throw new Damage(`its manifest does not know the table ${sum.name}`)
    if (written.rows !== sum.rows) throw new Damage(`${sum.name} has ${sum.rows} rows, ${written.rows} were written`)
    if (written.bytes !== sum.bytes || written.parts !== sum.parts || written.sha256 !== sum.sha256)
      throw new Damage(`${sum.name} was altered`)
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return null
  }
}
