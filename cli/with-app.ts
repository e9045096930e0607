import { pino } from 'pino'
import type { App } from '../server/access/index.ts'
import type { CommandContext } from '../server/platform/command.ts'
import { openDatabase } from '../server/platform/db/index.ts'
import { openLog } from '../server/platform/log.ts'
import { sealerOf } from '../server/platform/secrets.ts'
import { workspaceFor } from '../server/setup/index.ts'

/** Works as the product does, without its server. */
export async function withApp<T>({ config, withDatabase }: CommandContext, work: (app: App) => Promise<T>): Promise<T> {
  return withDatabase(async (database) => {
    const db = openDatabase({ ...database.app, max: 2 })
    try {
      return await work({
        config,
        db,
        log: openLog('warn', pino.destination(2)),
        secrets: sealerOf(config.secret, config.oldSecrets),
        // A server that runs beside this command finds the work by itself within two seconds.
        wake: () => undefined,
      })
    } finally {
      await db.close()
    }
  })
}

/** `--workspace` takes an id or a name, and may be left out while there is only one. */
export async function withWorkspace<T>(
  context: CommandContext,
  named: string | undefined,
  work: (app: App, workspaceId: number) => Promise<T>,
): Promise<T> {
  return withApp(context, async (app) => work(app, await workspaceFor(app, named)))
}
