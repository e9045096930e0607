import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, isPostmasterOf } from './processes.ts'

/** What PostgreSQL writes into postmaster.pid, line by line. */
export interface PidFile {
  pid: number
  port: number
  socketFolder: string | null
  listensOn: string | null
}

const fileOf = (cluster: string) => join(cluster, 'postmaster.pid')

export function readPidFile(cluster: string): PidFile | null {
  let lines: string[]
  try {
    lines = readFileSync(fileOf(cluster), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]) || 0, socketFolder: lines[4] || null, listensOn: lines[5] || null } : null
}

export type Holder = 'ours' | 'foreign' | 'dead' | 'unknown'

/** Whose process the file names. A machine that crashed leaves the file, and the id may belong to anything by now. */
export function holderOf(file: PidFile, cluster: string): Holder {
  if (!isAlive(file.pid)) return 'dead'
  const ours = isPostmasterOf(file.pid, cluster)
  return ours === null ? 'unknown' : ours ? 'ours' : 'foreign'
}

/**
 * Makes PostgreSQL take over a file that names a foreign process. The file stays: it also names the shared memory by which PostgreSQL
 * notices back ends that outlived their postmaster. A file with its parent's id (ours) counts as left over, so that id is put in.
 */
export function disown(cluster: string, foreign: PidFile): void {
  const file = openExisting(fileOf(cluster))
  if (file === null) return
  // Read and written through one handle: a server that starts in this moment makes a file of its own, which is left alone.
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    if (Number(lines[0]) !== foreign.pid) return
    lines[0] = String(process.pid)
    ftruncateSync(file)
    writeSync(file, lines.join('\n'), 0)
  } finally {
    closeSync(file)
  }
}

function openExisting(path: string): number | null {
  try {
    return openSync(path, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
