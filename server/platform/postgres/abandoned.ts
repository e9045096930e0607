import { join } from 'node:path'
import { findBinaries } from './binaries.ts'
import { holderOf, readPidFile } from './pid-file.ts'
import { findHome } from './place.ts'
import { stopServer } from './stop.ts'

/** Ends the server of a data folder nobody needs any more. */
export async function stopAbandoned(dataFolder: string): Promise<void> {
  const home = findHome(dataFolder)
  if (home === null) return
  const cluster = join(home, 'postgres')
  const file = readPidFile(cluster)
  if (file && holderOf(file, cluster) === 'ours') await stopServer(cluster, file.pid, findBinaries('18'), 'immediate')
}
