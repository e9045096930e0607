import { type Command, readFlags } from '../server/platform/command.ts'

export const migrateCommand: Command = async (args, { withDatabase, print }) => {
  readFlags(args, {})
  await withDatabase(async ({ applied }) => {
    for (const name of applied) print(name)
    print(applied.length === 0 ? 'The database is up to date.' : `The database is up to date now (${applied.length} applied).`)
  })
}
