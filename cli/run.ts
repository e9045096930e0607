// Runs a command from the sources, for development; bin/statedesk.mjs runs the bundle.
import { main } from './main.ts'

process.exitCode = await main(process.argv.slice(2))
