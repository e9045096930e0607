import { readFileSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const memory = '/dev/shm'
const enough = 6 * 1024 ** 3

/**
 * Where a run makes its databases. Each is some four hundred small files, made for one test and removed after it: in memory that
 * takes a tenth of the time and no disk can hold it up. The system's place for temporary files where memory has no room for them,
 * or runs no programs.
 */
export function temporaryPlace(): string {
  return hasRoomInMemory() ? memory : tmpdir()
}

function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize >= enough && !optionsOfMount(memory).includes('noexec')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function optionsOfMount(folder: string): string[] {
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .find((fields) => fields[1] === folder)
  return mount?.[3]?.split(',') ?? ['noexec']
}
