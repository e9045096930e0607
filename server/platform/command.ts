import { parseArgs } from 'node:util'
import type { Config } from './config.ts'
import type { Log } from './postgres/index.ts'
import type { PreparedDatabase, WantedSchema } from './prepare-database.ts'

/** What a command of the command line may use. */
export interface CommandContext {
  config: Config
  log: Log
  /** Writes a line to the standard output, where scripts read it. */
  print(line: string): void
  withDatabase<T>(work: (database: PreparedDatabase) => Promise<T>, schema?: WantedSchema): Promise<T>
}

/** One command: `args` are those after its name. It may give an exit code. Slices export theirs from `<slice>.cli.ts`. */
export type Command = (args: string[], context: CommandContext) => Promise<number | void>

/** The command was called in a way that it does not understand. */
export class UsageProblem extends Error {}

type Options = Record<string, { type: 'string' | 'boolean' }>
type Flags<O extends Options> = { [name in keyof O]?: O[name]['type'] extends 'string' ? string : boolean }

/** Reads `--name value` flags; says which required one is missing. */
export function readFlags<O extends Options>(args: string[], options: O, required: (keyof O & string)[] = []): Flags<O> {
  const values = parsed(args, options)
  const missing = required.filter((name) => values[name] === undefined || values[name] === '')
  if (missing.length > 0)
    throw new UsageProblem(`${missing.map((name) => `--${name}`).join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing`)
  return values
}

/** Reads flags and what stands beside them, in order: at most `most` words. */
export function readWords<O extends Options>(args: string[], options: O, most: number): { flags: Flags<O>; words: string[] } {
  const { values, positionals } = parse(args, options, true)
  if (positionals.length > most) throw new UsageProblem(`"${positionals[most]}" is one word too many`)
  return { flags: values as Flags<O>, words: positionals }
}

function parsed<O extends Options>(args: string[], options: O): Flags<O> {
  return parse(args, options, false).values as Flags<O>
}

function parse(args: string[], options: Options, allowPositionals: boolean) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals })
  } catch (error) {
    throw new UsageProblem((error as Error).message)
  }
}
