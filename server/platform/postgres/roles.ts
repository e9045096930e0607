import type pg from 'pg'
import { connectionTo, type Endpoint, withClient } from './endpoint.ts'

export const DATABASE = 'statedesk'
export const OWNER = 'statedesk_owner'
export const APP = 'statedesk_app'
export const PUBLIC_READER = 'statedesk_public_reader'

/** Makes the three roles and the database where they are missing. */
export async function ensureRoles(endpoint: Endpoint): Promise<void> {
  await withClient(connectionTo(endpoint, 'postgres', 'postgres'), async (client) => {
    for (const statement of await missingRoles(client)) await client.query(statement)
    if (endpoint.passwords) await setPasswords(client, endpoint.passwords)
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`)
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${DATABASE} TO ${APP}`)
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`)
  })
}

async function missingRoles(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles')
  const { rows: version } = await client.query<{ major: number }>("SELECT current_setting('server_version_num')::int / 10000 AS major")
  const exists = (name: string) => rows.some(({ rolname }) => rolname === name)
  return [
    ...(exists(OWNER) ? [] : [`CREATE ROLE ${OWNER} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB`]),
    ...(exists(APP) ? [] : [createApp]),
    ...(exists(PUBLIC_READER) ? [] : [createPublicReader]),
    grantPublicReader(version[0]?.major ?? 15),
  ]
}

// NOINHERIT: policies for the public reader must bind the app only after SET ROLE, not all the time.
const createApp = `CREATE ROLE ${APP} LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB`

export const createPublicReader = `CREATE ROLE ${PUBLIC_READER} NOLOGIN NOSUPERUSER NOBYPASSRLS`

export const grantPublicReader = (major: number, app = APP) =>
  `GRANT ${PUBLIC_READER} TO ${app}${major >= 16 ? ' WITH INHERIT FALSE, SET TRUE' : ''}`

async function setPasswords(client: pg.Client, passwords: NonNullable<Endpoint['passwords']>): Promise<void> {
  for (const role of [OWNER, APP] as const) await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(passwords[role])}`)
}
