import pg from 'pg'
import { withClient } from './endpoint.ts'
import { createPublicReader, grantPublicReader, PUBLIC_READER } from './roles.ts'
import { StartProblem } from '../start-problem.ts'

export interface OutsideDatabase {
  owner: pg.ClientConfig
  app: pg.ClientConfig
  appRole: string
  version: string
}

interface Facts {
  role: string
  isSuperuser: boolean
  bypassesRowSecurity: boolean
  major: number
  version: string
  encoding: string
  database: string
  mayCreate: boolean
  /** The same for every connection to this database, whatever name or proxy it was reached by. */
  identity: string
}

const FACTS = `
  SELECT current_user AS role, rolsuper AS "isSuperuser", rolbypassrls AS "bypassesRowSecurity",
    current_setting('server_version_num')::int / 10000 AS major, current_setting('server_version') AS version,
    pg_encoding_to_char(d.encoding) AS encoding, d.datname AS database,
    has_database_privilege(d.oid, 'CREATE') AND has_schema_privilege('public', 'CREATE') AS "mayCreate",
    d.oid || '/' || pg_postmaster_start_time() AS identity
  FROM pg_roles r, pg_database d
  WHERE r.rolname = current_user AND d.datname = current_database()`

/** Looks whether Statedesk can work in a PostgreSQL that somebody else runs, and makes the reader role if it may. */
export async function outsideDatabase(urls: { databaseUrl: string; databaseOwnerUrl?: string | undefined }): Promise<OutsideDatabase> {
  const app = { connectionString: urls.databaseUrl }
  const owner = { connectionString: urls.databaseOwnerUrl ?? urls.databaseUrl }
  const ownerName = urls.databaseOwnerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL'
  const appFacts = await factsOf(app, 'DATABASE_URL')
  const ownerFacts = await factsOf(owner, ownerName)
  requireUsable(appFacts, 'DATABASE_URL')
  requireUsable(ownerFacts, ownerName)
  requireOneDatabase(appFacts, ownerFacts)
  requireMayCreate(ownerFacts, ownerName)
  await ensurePublicReader(app, owner, appFacts)
  return { owner, app, appRole: appFacts.role, version: appFacts.version }
}

async function factsOf(config: pg.ClientConfig, variable: string): Promise<Facts> {
  try {
    return await withClient(config, async (client) => {
      const { rows } = await client.query<Facts>(FACTS)
      return rows[0] as Facts
    })
  } catch (error) {
    throw new StartProblem(
      `${variable}: no connection to the database: ${(error as Error).message || (error as { code?: string }).code}`,
      'Check the address, the password and that the server runs; the form is postgresql://ROLE:PASSWORD@HOST:5432/DATABASE.',
      { cause: error },
    )
  }
}

function requireUsable(facts: Facts, variable: string): void {
  if (facts.major < 15) {
    throw new StartProblem(`${variable}: the server is PostgreSQL ${facts.version}.`, 'Statedesk needs PostgreSQL 15 or newer.')
  }
  if (facts.encoding !== 'UTF8') {
    throw new StartProblem(
      `${variable}: the database is encoded as ${facts.encoding}.`,
      `Make it anew: CREATE DATABASE ${facts.database} ENCODING 'UTF8' TEMPLATE template0;`,
    )
  }
  if (!facts.isSuperuser && !facts.bypassesRowSecurity) return
  throw new StartProblem(
    `${variable}: the role "${facts.role}" ${facts.isSuperuser ? 'is a superuser' : 'has BYPASSRLS'}; row level security, which keeps workspaces apart, would not bind it.`,
    `Make roles of its own for Statedesk and name them in DATABASE_URL (statedesk_app) and DATABASE_OWNER_URL (statedesk_owner):\n${roleStatements(facts)}`,
  )
}

const roleStatements = ({ major, database }: Facts) =>
  [
    "CREATE ROLE statedesk_owner LOGIN PASSWORD 'CHOOSE-ONE' NOSUPERUSER NOBYPASSRLS",
    "CREATE ROLE statedesk_app LOGIN PASSWORD 'CHOOSE-ANOTHER' NOINHERIT NOSUPERUSER NOBYPASSRLS",
    createPublicReader,
    grantPublicReader(major),
    database === 'postgres'
      ? "CREATE DATABASE statedesk OWNER statedesk_owner ENCODING 'UTF8' TEMPLATE template0"
      : `ALTER DATABASE ${pg.escapeIdentifier(database)} OWNER TO statedesk_owner`,
  ]
    .map((statement) => `  ${statement};`)
    .join('\n')

function requireOneDatabase(app: Facts, owner: Facts): void {
  if (app.identity === owner.identity) return
  throw new StartProblem('DATABASE_URL and DATABASE_OWNER_URL lead to different databases.', 'Let both name the same server and database.')
}

function requireMayCreate(owner: Facts, variable: string): void {
  if (owner.mayCreate) return
  throw new StartProblem(
    `${variable}: the role "${owner.role}" may not create tables in the database "${owner.database}".`,
    `As a superuser: ALTER DATABASE ${pg.escapeIdentifier(owner.database)} OWNER TO ${pg.escapeIdentifier(owner.role)};`,
  )
}

async function ensurePublicReader(app: pg.ClientConfig, owner: pg.ClientConfig, { role, major }: Facts): Promise<void> {
  if (await mayBecomeReader(app)) return
  const grant = grantPublicReader(major, pg.escapeIdentifier(role))
  const exists = await withClient(app, (client) => client.query('SELECT FROM pg_roles WHERE rolname = $1', [PUBLIC_READER]))
  const statements = exists.rowCount === 0 ? [createPublicReader, grant] : [grant]
  try {
    await withClient(owner, async (client) => {
      for (const statement of statements) await client.query(statement)
    })
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error
    throw new StartProblem(
      `The role "${role}" cannot act as ${PUBLIC_READER}, the role customers' messages are read under.`,
      `As a superuser of that server:\n${statements.map((statement) => `  ${statement};`).join('\n')}`,
      { cause: error },
    )
  }
}

const INSUFFICIENT_PRIVILEGE = '42501'
const NO_SUCH_ROLE = '22023'

async function mayBecomeReader(app: pg.ClientConfig): Promise<boolean> {
  try {
    await withClient(app, (client) => client.query(`SET ROLE ${PUBLIC_READER}`))
    return true
  } catch (error) {
    if ([INSUFFICIENT_PRIVILEGE, NO_SUCH_ROLE].includes((error as { code?: string }).code ?? '')) return false
    throw error
  }
}
