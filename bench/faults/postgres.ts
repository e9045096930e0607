import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

/** The product's own PostgreSQL, seen from outside: its processes, and how the superuser reaches it. */
export interface Postgres {
  kill(how: 'postmaster' | 'all' | 'immediate' | 'fast'): void
  connection(): pg.ClientConfig
}

export function postgresOf(data: string): Postgres {
  return {
    kill(how) {
      const postmaster = Number(pidFile(data)[0])
      if (!(postmaster > 1) || !isPostmasterOf(postmaster, clusterOf(data))) return
      const victims = how === 'all' ? [postmaster, ...childrenOf(postmaster)] : [postmaster]
      // Stopped first, so that none of them sees another one end.
      if (how === 'all') for (const pid of victims) send(pid, 'SIGSTOP')
      for (const pid of victims) send(pid, how === 'immediate' ? 'SIGQUIT' : how === 'fast' ? 'SIGINT' : 'SIGKILL')
    },
    connection() {
      const lines = pidFile(data)
      return { host: lines[4] ?? '', port: Number(lines[3]), user: 'postgres', database: 'statedesk' }
    },
  }
}

function clusterOf(data: string): string {
  const record = join(data, 'cluster-folder')
  return join(existsSync(record) ? readFileSync(record, 'utf8').trim() : data, 'postgres')
}

/** The lines of postmaster.pid: id, folder, start, port, socket folder. */
function pidFile(data: string): string[] {
  const file = join(clusterOf(data), 'postmaster.pid')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}

/** The file of a server that was killed stays, and its id may belong to anybody by now. */
function isPostmasterOf(pid: number, cluster: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch {
    return false
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    // It ended meanwhile.
    return null
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
