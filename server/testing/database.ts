import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { withClient } from '../platform/postgres/index.ts'
import type { TestCluster } from './clusters.ts'

export interface TestDatabase {
  readonly name: string
  app: pg.PoolConfig
  owner: pg.ClientConfig
  drop(): Promise<void>
}

/** A fresh, migrated database of the run's cluster. STATEDESK_TEST_PG chooses the version where a test does not. */
export async function testDatabase(version: 15 | 18 = wantedVersion()): Promise<TestDatabase> {
  const cluster = await clusterOf(version)
  return makeDatabase(cluster, cluster.owner.database as string)
}

/** A database that nobody has migrated yet. */
export async function emptyDatabase(version: 15 | 18 = wantedVersion()): Promise<TestDatabase> {
  return makeDatabase(await clusterOf(version), 'template0')
}

async function makeDatabase(cluster: TestCluster, template: string): Promise<TestDatabase> {
  const database = `t_${randomBytes(6).toString('hex')}`
  await withClient(cluster.superuser, (client) =>
    client.query(`CREATE DATABASE ${database} OWNER ${cluster.owner.user} TEMPLATE ${template} STRATEGY FILE_COPY`),
  )
  return {
    name: database,
    app: { ...cluster.app, database, max: 5 },
    owner: { ...cluster.owner, database },
    drop: () => withClient(cluster.superuser, async (client) => void (await client.query(`DROP DATABASE ${database} WITH (FORCE)`))),
  }
}

function wantedVersion(): 15 | 18 {
  const wanted = process.env.STATEDESK_TEST_PG ?? '18'
  if (wanted === '15' || wanted === '18') return wanted === '15' ? 15 : 18
  throw new Error(`STATEDESK_TEST_PG is ${wanted}; it may be 15 or 18`)
}

async function clusterOf(version: 15 | 18): Promise<TestCluster> {
  const address = process.env.STATEDESK_TEST_CLUSTERS
  if (!address) throw new Error('Test databases need the global set-up of vitest.config.ts (server/testing/global-setup.ts)')
  const response = await fetch(`${address}/${version}`)
  const body = (await response.json()) as TestCluster | { message: string }
  if ('message' in body) throw new Error(`The test cluster did not start: ${body.message}`)
  return body
}
