import { setTimeout as pause } from 'node:timers/promises'
import { runServer } from '../server/main.ts'
import { type Command, readFlags } from '../server/platform/command.ts'
import { openLog } from '../server/platform/log.ts'
import { type OwnDatabase, prepareDatabase } from '../server/platform/prepare-database.ts'
import { StartProblem } from '../server/platform/start-problem.ts'

const DRAIN_SECONDS = 10

/** Runs the help desk until it is told to stop. */
export const start: Command = async (args, { config, print }) => {
  const { demo } = readFlags(args, { demo: { type: 'boolean' } })
  const log = openLog(config.logLevel)
  const stopped = stopSignals()
  const database = await prepareDatabase(config, {
    log: { info: print, warn: (message) => log.warn(message) },
    purpose: 'server',
    onLost(problem) {
      log.fatal(problem, 'the database is gone')
      process.exit(1)
    },
  })
  const server = await orStop(database, runServer({ config, pool: database.app, log, demo: demo === true }))
  print(`Statedesk is ready at ${server.url}`)
  print(`Inbound mail: port ${server.smtpPort}`)
  if (server.setupUrl) print(`Set it up at ${server.setupUrl}`)
  if (server.demo) print(`Demo: sign in as ${server.demo.email} with the password “${server.demo.password}”`)

  await stopped.first
  print('Stopping (Ctrl-C again stops at once)')
  const mode = await Promise.race([stopped.second.then(() => 'immediate' as const), drain(server.close())])
  await database.stop(mode)
  // Connections that did not end in time would keep the process alive.
  process.exit(mode === 'immediate' ? 130 : 0)
}

async function drain(closing: Promise<void>): Promise<'fast'> {
  await Promise.race([closing, pause(DRAIN_SECONDS * 1000)])
  return 'fast'
}

async function orStop<T>(database: OwnDatabase, starting: Promise<T>): Promise<T> {
  try {
    return await starting
  } catch (error) {
    await database.stop()
    throw portProblem(error) ?? error
  }
}

function portProblem(error: unknown): StartProblem | null {
  const { code, port, address } = error as { code?: string; port?: number; address?: string }
  if (port === undefined) return null
  const variables = 'PORT is the web address, SMTP_PORT inbound mail'
  if (code === 'EADDRINUSE') {
    return new StartProblem(
      `Port ${port} of ${address} is taken by another program.`,
      `Stop that one, or choose another port: ${variables}.`,
    )
  }
  if (code === 'EACCES') {
    return new StartProblem(`This account may not listen on port ${port}.`, `Choose a port from 1024 on: ${variables}.`)
  }
  if (code === 'EADDRNOTAVAIL') {
    return new StartProblem(
      `This machine has no address ${address}.`,
      'HOST and SMTP_HOST name an address of this machine, or 0.0.0.0 for all.',
    )
  }
  return null
}

function stopSignals(): { first: Promise<void>; second: Promise<void> } {
  let count = 0
  let first: () => void
  let second: () => void
  const promises = {
    first: new Promise<void>((resolve) => {
      first = resolve
    }),
    second: new Promise<void>((resolve) => {
      second = resolve
    }),
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (++count === 1) return first()
      second()
      // Also when it has not even started yet; a database left behind is adopted by the next start.
      setTimeout(() => process.exit(130), 3000).unref()
    })
  }
  return promises
}
