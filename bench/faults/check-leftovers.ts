import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Broken, collector } from './findings.ts'

/** What the product may have in its data folder while it is stopped. */
const known = /^(postgres|secret\.key|cluster-folder|owner\.json|libraries|lib)$/

/** No half-written file stays, neither in the data folder nor in the system's temporary one. */
export function checkLeftovers(data: string, temporary: string): Broken[] {
  const { broken, say } = collector()
  for (const name of readdirSync(data)) if (!known.test(name)) say('leftovers', `the data folder keeps ${name}`)
  for (const name of readdirSync(temporary)) say('leftovers', `the temporary folder keeps ${name}`)
  const home = join(data, 'postgres', 'base', 'pgsql_tmp')
  try {
    for (const name of readdirSync(home)) say('leftovers', `PostgreSQL keeps the temporary file ${name}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return broken
}
