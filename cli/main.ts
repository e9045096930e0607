import { ZodError } from 'zod'
import { type CommandContext, UsageProblem } from '../server/platform/command.ts'
import { loadConfig } from '../server/platform/config.ts'
import { AppError } from '../server/platform/errors/index.ts'
import { withDatabase } from '../server/platform/prepare-database.ts'
import { StartProblem } from '../server/platform/start-problem.ts'
import { commands } from './commands.ts'

/** Runs the command of this process's arguments and gives its exit code. */
export async function main(args: string[]): Promise<number> {
  const { data, rest } = takeData(args)
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => rest[index] === word))
  if (command === undefined) {
    const asked = rest.length === 0 || ['help', '--help', '-h'].includes(rest[0] ?? '')
    console[asked ? 'log' : 'error'](asked ? help() : `There is no command "${rest.join(' ')}".\n\n${help()}`)
    return asked ? 0 : 2
  }
  try {
    const run = await command.load()
    return (await run(rest.slice(command.name.split(' ').length), contextOf(data))) ?? 0
  } catch (error) {
    if (error instanceof UsageProblem) {
      console.error(`${error.message}\nUsage: statedesk ${command.name} ${command.usage} [--data DIR]`)
      return 2
    }
    const words = explained(error)
    if (words === null) throw error
    console.error(words)
    return 1
  }
}

/** What a person can put right, in words; anything else is a bug and shows its stack. */
function explained(error: unknown): string | null {
  if (error instanceof StartProblem) return `${error.message}\n${error.nextStep}`
  if (error instanceof ZodError) return error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n')
  if (error instanceof AppError) return [error.message, ...flagsAtFault(error)].join('\n')
  return null
}

function flagsAtFault({ extra }: AppError): string[] {
  const faults = Array.isArray(extra.errors) ? (extra.errors as { path: string; message: string }[]) : []
  return faults.map(({ path, message }) => `--${path} ${message}`)
}

/** `--data DIR` goes with every command. */
function takeData(args: string[]): { data: string | undefined; rest: string[] } {
  const at = args.findIndex((arg) => arg === '--data' || arg.startsWith('--data='))
  if (at < 0) return { data: undefined, rest: args }
  const inline = args[at]?.startsWith('--data=')
  const data = inline ? args[at]?.slice('--data='.length) : args[at + 1]
  return { data, rest: args.toSpliced(at, inline ? 1 : 2) }
}

// What the database's supervisor says goes to the standard error: a command's output is for scripts.
function contextOf(data: string | undefined): CommandContext {
  const config = loadConfig(process.env, { data })
  const log = { info: (message: string) => console.error(message), warn: (message: string) => console.error(message) }
  return { config, log, print: (line) => console.log(line), withDatabase: (work, schema) => withDatabase(config, log, work, schema) }
}

function help(): string {
  const lines = commands.map(({ name, usage, summary }) => `  statedesk ${`${name} ${usage}`.trim()}\n      ${summary}`)
  return [
    'Statedesk: a help desk whose ticket lifecycle is data.',
    '',
    ...lines,
    '',
    'Every command takes --data DIR (default: STATEDESK_DATA, else ./data).',
  ].join('\n')
}
