import type pg from 'pg'
import { StartProblem } from '../../platform/start-problem.ts'
import { migrationsIn } from '../schema.ts'

/** Whether somebody has worked in this database; throws where it holds tables that are not Statedesk's. */
export async function isInUse(client: pg.Client): Promise<boolean> {
  if ((await migrationsIn(client)) === null) {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') LIMIT 3`,
    )
    // Views of an extension are nobody's data, but a database with them is not ours alone: better asked than sorry.
    if (rows.length === 0) return false
    throw new StartProblem(
      `This database holds tables that are not Statedesk's (${rows.map(({ name }) => name).join(', ')}).`,
      'Restore into a database of its own.',
    )
  }
  const { rows } = await client.query<{ used: boolean }>('SELECT EXISTS (SELECT FROM workspaces) OR EXISTS (SELECT FROM users) AS used')
  return rows[0]?.used === true
}

/** Takes away everything of the product: its tables, sequences and functions, not what belongs to an extension or to somebody else. */
export async function dropEverything(client: pg.Client): Promise<void> {
  const own = `(SELECT oid FROM pg_roles WHERE rolname = current_user)`
  const ofExtension = (oid: string) => `EXISTS (SELECT FROM pg_depend d WHERE d.objid = ${oid} AND d.deptype = 'e')`
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('DROP %s %s CASCADE', kind, string_agg(name, ', ')) AS statement FROM (
       SELECT 1 AS place, CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END AS kind, quote_ident(relname) AS name
       FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') AND relowner = ${own} AND NOT ${ofExtension('c.oid')}
       UNION ALL
       SELECT 2, 'SEQUENCE', quote_ident(relname) FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' AND relowner = ${own}
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
       UNION ALL
       SELECT 3, 'ROUTINE', p.oid::regprocedure::text FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND proowner = ${own} AND NOT ${ofExtension('p.oid')}
       UNION ALL
       SELECT 4, CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, quote_ident(typname) FROM pg_type t
       WHERE typnamespace = 'public'::regnamespace AND typtype IN ('d', 'e') AND typowner = ${own} AND NOT ${ofExtension('t.oid')}
     ) objects GROUP BY place, kind ORDER BY place`,
  )
  for (const { statement } of rows) await client.query(statement)
}
