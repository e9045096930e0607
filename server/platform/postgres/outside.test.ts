import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Embedded, startEmbedded } from './embedded.ts'
import { type Connection, withClient } from './endpoint.ts'
import { outsideDatabase } from './outside.ts'
import type { StartProblem } from '../start-problem.ts'
import { silent, temporaryFolder } from './testing/clusters.ts'

const place = temporaryFolder()
const dataFolder = (major: string) => join(place.folder, major)
afterAll(() => place.remove(dataFolder('15'), dataFolder('18')))

const url = ({ user, password, host, port, database }: Connection) => `postgresql://${user}:${password}@${host}:${port}/${database}`

describe.each(['15', '18'] as const)('an outside PostgreSQL %s', (binaries) => {
  let cluster: Embedded
  const sql = (text: string) => withClient(cluster.superuser, (client) => client.query(text))
  const problemOf = (databaseUrl: string, databaseOwnerUrl?: string) =>
    outsideDatabase({ databaseUrl, databaseOwnerUrl }).then(
      () => Promise.reject(new Error('was accepted')),
      (error: unknown) => error as StartProblem,
    )

  beforeAll(async () => {
    cluster = await startEmbedded({ dataFolder: dataFolder(binaries), log: silent, binaries, listen: 'tcp' })
  })
  afterAll(() => cluster.stop('immediate'))

  test('is taken with an app role and an owner', async () => {
    const outside = await outsideDatabase({ databaseUrl: url(cluster.app), databaseOwnerUrl: url(cluster.owner) })
    expect(outside.appRole).toBe('statedesk_app')
    expect(outside.version.startsWith(binaries)).toBe(true)
  })

  test('is refused with a superuser, and the answer holds the statements that make the roles', async () => {
    const problem = await problemOf(url({ ...cluster.superuser, database: 'statedesk' }))
    expect(problem.message).toContain('is a superuser')
    expect(problem.nextStep).toContain('CREATE ROLE statedesk_app LOGIN')
    expect(problem.nextStep).toContain(binaries === '15' ? 'TO statedesk_app;' : 'WITH INHERIT FALSE, SET TRUE;')
  })

  test('is refused with a role that may pass row level security', async () => {
    await sql("CREATE ROLE bypasser LOGIN BYPASSRLS PASSWORD 'b'; GRANT CONNECT ON DATABASE statedesk TO bypasser")
    const problem = await problemOf(url({ ...cluster.app, user: 'bypasser', password: 'b' }), url(cluster.owner))
    expect(problem.message).toContain('BYPASSRLS')
  })

  test('is refused with an owner that may not create tables', async () => {
    const problem = await problemOf(url(cluster.app))
    expect(problem.nextStep).toContain('ALTER DATABASE "statedesk" OWNER TO "statedesk_app"')
  })

  test('is refused when the two addresses lead to different databases', async () => {
    await sql('CREATE DATABASE another OWNER statedesk_owner')
    const problem = await problemOf(url(cluster.app), url({ ...cluster.owner, database: 'another' }))
    expect(problem.message).toContain('different databases')
  })

  test('without the reader role the statements are told, and an owner who may make roles makes it', async () => {
    await sql('DROP ROLE statedesk_public_reader')
    const problem = await problemOf(url(cluster.app), url(cluster.owner))
    expect(problem.nextStep).toContain('CREATE ROLE statedesk_public_reader')

    await sql('ALTER ROLE statedesk_owner CREATEROLE')
    await outsideDatabase({ databaseUrl: url(cluster.app), databaseOwnerUrl: url(cluster.owner) })
    await withClient(cluster.app, (client) => client.query('SET ROLE statedesk_public_reader'))
  })

  test('a wrong password is told without repeating it', async () => {
    const problem = await problemOf(url({ ...cluster.app, password: 'hunter2' }))
    expect(problem.message).toContain('password authentication failed')
    expect(`${problem.message} ${problem.nextStep}`).not.toContain('hunter2')
  })
})
