import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts a process's time in these; USER_HZ is 100 on every platform Node supports there. */
const ticksPerSecond = 100

/** CPU seconds of a process so far, in user and kernel mode; null when it ended. */
export function cpuOf(pid: number): number | null {
  const fields = statOf(pid)
  return fields && (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** CPU seconds of a PostgreSQL server: its first process, those that ended, and those that live. */
export function cpuOfServer(postmaster: number): number {
  const own = statOf(postmaster)
  if (!own) return 0
  let ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(own[at]), 0)
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const fields = statOf(Number(name))
    if (fields && Number(fields[1]) === postmaster) ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks / ticksPerSecond
}

/** CPU seconds that all processors of the machine were busy with anything. */
export function busySeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '')
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq) / ticksPerSecond
}

/** Resident memory in megabytes. */
export function residentMegabytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** The fields of /proc/PID/stat from the state on: the name before may hold blanks and brackets. */
function statOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
