import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StartProblem } from '../start-problem.ts'
import { accountFor } from './account.ts'
import { findBinaries, linkLibraries, type Major, requireWorking } from './binaries.ts'
import { readOwner } from './ownership.ts'
import { findHome, requireMajor, requireReadable } from './place.ts'
import { isSameProcess } from './processes.ts'

export interface ClusterLook {
  /** Null before the first start. */
  readonly folder: string | null
  /** Of the programs that come along; null where there are none that work. */
  readonly version: string | null
  /** The Statedesk that looks after it just now. */
  readonly heldBy: { readonly pid: number; readonly since: string } | null
  readonly problems: StartProblem[]
}

/** Looks at the embedded database from outside: programs, owner, version; starts and makes nothing. */
export function lookAtCluster(dataFolder: string, major: Major = '18'): ClusterLook {
  const problems: StartProblem[] = []
  const tried = <T>(work: () => T): T | null => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof StartProblem)) throw error
      problems.push(error)
      return null
    }
  }
  const home = findHome(dataFolder)
  const cluster = home === null ? null : join(home, 'postgres')
  const version = tried(() => {
    const binaries = linkLibraries(findBinaries(major), home ?? dataFolder)
    requireWorking(binaries, null)
    return binaries.version
  })
  if (cluster !== null) {
    tried(() => requireReadable(cluster))
    tried(() => accountFor(cluster))
    if (existsSync(join(cluster, 'PG_VERSION'))) tried(() => requireMajor(cluster, major))
  }
  const owner = home === null ? null : readOwner(home)
  const isHeld = owner !== null && isSameProcess(owner)
  return { folder: cluster, version, heldBy: isHeld ? { pid: owner.pid, since: owner.since } : null, problems }
}
