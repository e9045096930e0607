import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'

/** A process is known by its id and its start: ids are used again. */
export interface ProcessMark {
  pid: number
  started: string | null
}

export function markOf(pid: number): ProcessMark | null {
  if (!isAlive(pid)) return null
  return { pid, started: startOf(pid) }
}

export function isSameProcess(mark: ProcessMark): boolean {
  const now = markOf(mark.pid)
  return now !== null && (now.started === null || mark.started === null || now.started === mark.started)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return process.platform !== 'linux' || statFields(pid)?.[0] !== 'Z'
}

/** Whether the process is the postmaster of this cluster; null where the system does not tell. */
export function isPostmasterOf(pid: number, clusterFolder: string): boolean | null {
  if (process.platform === 'linux') return worksIn(pid, clusterFolder)
  if (process.platform === 'win32') return null
  const command = ps(pid, 'command=')
  return command.includes('postgres') && command.includes(clusterFolder)
}

// A postmaster changes into its cluster folder. Somebody else's process, whose folder may not be read, is not ours:
// ours runs as this account, or this process is root and reads everything.
function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder) && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

function startOf(pid: number): string | null {
  if (process.platform === 'win32') return null
  if (process.platform !== 'linux') return ps(pid, 'lstart=') || null
  const ticks = statFields(pid)?.[19]
  return ticks === undefined ? null : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`
}

/** The fields of /proc/PID/stat from the third on: the second is a name that may hold blanks and brackets. */
function statFields(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
