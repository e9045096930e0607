import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../platform/db/migrate.ts'
import {
  type Connection,
  type Embedded,
  isAlive,
  type Major,
  startEmbedded,
  stopAbandoned,
  withClient,
} from '../platform/postgres/index.ts'

/** What a test worker needs to clone a database. */
export interface TestCluster {
  superuser: Connection
  owner: Connection
  app: Connection
}

const quick = {
  max_connections: '200',
  shared_buffers: '128MB',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  checkpoint_timeout: '1h',
  max_wal_size: '1GB',
  autovacuum: 'off',
  logging_collector: 'off',
}

const quiet = { info: () => undefined, warn: (message: string) => console.warn(message) }
const PREFIX = 'statedesk-test-'

/** The clusters of one test run, one for each version that a test asks for. */
export function testClusters() {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  chmodSync(folder, 0o711)
  const clusters = new Map<Major, Promise<{ embedded: Embedded; cluster: TestCluster }>>()

  return {
    cluster(version: Major): Promise<TestCluster> {
      const known = clusters.get(version) ?? start(join(folder, version), version)
      clusters.set(version, known)
      return known.then(({ cluster }) => cluster)
    },
    async stop(): Promise<void> {
      for (const started of clusters.values()) await started.then(({ embedded }) => embedded.stop('immediate'))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

// The database of the cluster itself becomes the template; nobody may connect to it any more, or it could not be cloned.
async function start(dataFolder: string, version: Major) {
  const embedded = await startEmbedded({ dataFolder, binaries: version, log: quiet, settings: quick })
  const { superuser, owner, app } = embedded
  await migrate(owner, { appRole: app.user })
  await withClient(superuser, (client) => client.query(`ALTER DATABASE ${owner.database} ALLOW_CONNECTIONS false IS_TEMPLATE true`))
  return { embedded, cluster: { superuser, owner, app } }
}

/** A run that was killed leaves its servers running: the next run ends them. */
export async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const folder = join(tmpdir(), name)
    for (const version of readdirSync(folder)) await stopAbandoned(join(folder, version))
    rmSync(folder, { recursive: true, force: true })
  }
}
