import { knownMigrations } from '../../platform/db/index.ts'
import { withClient } from '../../platform/postgres/index.ts'
import type { PreparedDatabase } from '../../platform/prepare-database.ts'
import { migrationsIn } from '../schema.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

interface Facts {
  version: string
  encoding: string
  letters: boolean
  isSuperuser: boolean
  bypasses: boolean
  open: string[]
  offsetSeconds: number | null
  skewMs: number
}

/** The database itself: version, roles, isolation, schema, clock. `ready` says that the product's tables may be asked. */
export async function databaseChecks(database: PreparedDatabase, now: () => number): Promise<{ findings: Finding[]; ready: boolean }> {
  const { facts, seen } = await withClient(database.owner, async (client) => ({
    facts: await factsOf(client, database.appRole, now),
    seen: await migrationsIn(client),
  }))
  const findings: Finding[] = [
    ok('Database', `PostgreSQL ${facts.version}, ${facts.encoding}${database.beside ? ', in use by a server' : ''}`),
  ]
  if (!facts.letters)
    findings.push(
      problem(
        'Locale',
        'The database does not know which characters of Japanese and Korean are letters: search finds nothing in them.',
        'Move to a database made with LC_CTYPE C.UTF-8 or another UTF-8 locale: backup, then restore there.',
      ),
    )
  if (facts.isSuperuser || facts.bypasses)
    findings.push(
      problem(
        'Roles',
        `The role ${database.appRole} passes row level security.`,
        `ALTER ROLE ${database.appRole} NOSUPERUSER NOBYPASSRLS;`,
      ),
    )
  else findings.push(ok('Roles', `${database.appRole} is bound by row level security`))
  if (facts.open.length > 0)
    findings.push(
      problem(
        'Isolation',
        `Workspaces are not kept apart in ${facts.open.join(', ')}.`,
        'Somebody changed the schema by hand: ALTER TABLE … ENABLE, FORCE ROW LEVEL SECURITY, or restore a backup.',
      ),
    )
  findings.push(...clockFindings(facts), ...(await schemaFindings(seen)))
  return { findings, ready: seen !== null && !findings.some(({ check, state }) => check === 'Schema' && state !== 'ok') }
}

async function factsOf(client: Parameters<Parameters<typeof withClient>[1]>[0], appRole: string, now: () => number): Promise<Facts> {
  const asked = now()
  const { rows: clock } = await client.query<{ ms: number }>('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms')
  const answered = now()
  const { rows } = await client.query<Facts>(
    `SELECT current_setting('server_version') AS version, pg_encoding_to_char(d.encoding) AS encoding, '日本한국' ~ '^[[:alpha:]]{4}$' AS letters,
       r.rolsuper AS "isSuperuser", r.rolbypassrls AS bypasses,
       ARRAY(SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1) AS open
     FROM pg_database d, pg_roles r WHERE d.datname = current_database() AND r.rolname = $1`,
    [appRole],
  )
  const { rows: there } = await client.query<{ there: boolean }>(`SELECT to_regclass('public.clock') IS NOT NULL AS there`)
  const offset = there[0]?.there ? (await client.query<{ s: number }>('SELECT offset_seconds::float8 AS s FROM clock')).rows[0]?.s : null
  return { ...(rows[0] as Facts), offsetSeconds: offset ?? null, skewMs: (clock[0]?.ms ?? 0) - (asked + answered) / 2 }
}

function clockFindings({ skewMs, offsetSeconds }: Facts): Finding[] {
  const seconds = Math.round(Math.abs(skewMs) / 100) / 10
  const findings =
    seconds < 5
      ? [ok('Clock', `this machine and the database differ by ${seconds} s`)]
      : [
          warning(
            'Clock',
            `This machine is ${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} the database, whose clock decides.`,
            'Let both keep time by NTP: certificates and logs depend on it.',
          ),
        ]
  if (offsetSeconds)
    findings.push(
      warning(
        'Clock',
        `Business time was moved by ${offsetSeconds} s, which is meant for development.`,
        'In production: UPDATE clock SET offset_seconds = 0;',
      ),
    )
  return findings
}

async function schemaFindings(seen: string[] | null): Promise<Finding[]> {
  if (seen === null) return [warning('Schema', 'This database was never started.', 'Start Statedesk once.')]
  const known = await knownMigrations()
  const missing = known.filter((name) => !seen.includes(name))
  const unknown = seen.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    return [problem('Schema', `A newer Statedesk has worked here (${unknown.join(', ')}).`, 'Run that version or a later one.')]
  if (missing.length > 0)
    return [warning('Schema', `Migrations wait: ${missing.join(', ')}.`, 'Back up, then start, or run `statedesk migrate`.')]
  return [ok('Schema', 'up to date')]
}
