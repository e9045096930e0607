import { seedDemo } from '../server/demo/index.ts'
import { type Command, readFlags } from '../server/platform/command.ts'
import { withApp } from './with-app.ts'

/** The same demo as `start --demo`, without a server. */
export const seedCommand: Command = async (args, context) => {
  readFlags(args, {})
  const { created, credentials } = await withApp(context, (app) => seedDemo(app, { tell: context.print }))
  if (!created) context.print('The demo workspace is there already.')
  context.print(`Sign in as ${credentials.email} with the password “${credentials.password}”`)
}
