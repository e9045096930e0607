import type { CommandContext } from '../../platform/command.ts'
import { openDatabase } from '../../platform/db/index.ts'
import type { PreparedDatabase } from '../../platform/prepare-database.ts'
import { sealerOf } from '../../platform/secrets.ts'
import { databaseChecks } from './database-checks.ts'
import type { Names } from './dns-checks.ts'
import { type Finding, found } from './finding.ts'
import { addressCheck, clusterCheck, dataFolderCheck, nodeCheck, secretCheck } from './host-checks.ts'
import { portChecks, relayCheck } from './network-checks.ts'
import { workChecks } from './work-checks.ts'

export type { Finding } from './finding.ts'

export interface DoctorOptions {
  readonly names?: Names
  readonly now?: () => number
}

/** `statedesk doctor`: looks at everything an installation depends on, changes nothing of it, and sends no mail. */
export async function doctor(context: Pick<CommandContext, 'config' | 'withDatabase'>, options: DoctorOptions = {}): Promise<Finding[]> {
  const { config } = context
  const here = [
    ...(await found('Node', () => [nodeCheck()])),
    ...(await found('Data folder', () => dataFolderCheck(config))),
    ...(await found('Secret', () => [secretCheck(config)])),
    ...(await found('Address', () => [addressCheck(config)])),
  ]
  const network = Promise.all([found('Ports', () => portChecks(config)), found('Relay', async () => [await relayCheck(config)])])
  const database = await found('Database', () => lookInside(context, options))
  return [...here, ...(await network).flat(), ...database]
}

async function lookInside(
  { config, withDatabase }: Pick<CommandContext, 'config' | 'withDatabase'>,
  options: DoctorOptions,
): Promise<Finding[]> {
  const cluster = config.databaseUrl === null ? clusterCheck(config) : null
  // A look must not make a database, and one with a fault does not start.
  if (cluster && !cluster.exists) return cluster.findings
  const inside = await found('Database', () => withDatabase((database) => lookAt(database, config, options), 'as-is'))
  return [...(cluster?.findings ?? []), ...inside]
}

async function lookAt(
  database: PreparedDatabase,
  config: CommandContext['config'],
  { names, now = Date.now }: DoctorOptions,
): Promise<Finding[]> {
  const { findings, ready } = await databaseChecks(database, now)
  if (!ready) return findings
  const db = openDatabase({ ...database.app, max: 2 })
  try {
    return [
      ...findings,
      ...(await found('Work', () => workChecks({ config, db, secrets: sealerOf(config.secret, config.oldSecrets) }, names))),
    ]
  } finally {
    await db.close()
  }
}
