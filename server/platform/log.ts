import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'

/**
 * The product's log: JSON lines. What people wrote, their addresses and every credential stay out of it, also when they
 * stand in the error of a library: of an error only what is listed here is written.
 */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    hooks: {
      // An error alone lends the line its message.
      logMethod(args, method) {
        const [error, ...rest] = args as unknown[]
        const words = error instanceof Error && rest.length === 0 ? [{ err: error }, withoutValues(error.message)] : args
        method.apply(this, words as Parameters<typeof method>)
      },
    },
    serializers: { err: plainError, req: nothing, res: nothing, headers: nothing, busboyOptions: nothing },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** Requests and answers as a whole: Fastify and its plug-ins write them at some levels, with cookies and keys. */
const nothing = () => undefined

/** PostgreSQL's names of things, and what an operating system says; never `detail`, `where` or a value. */
const told = ['code', 'severity', 'constraint', 'table', 'column', 'routine', 'syscall', 'address', 'port'] as const
const deepestCause = 3

interface PlainError extends Partial<Record<(typeof told)[number], unknown>> {
  readonly type: string
  readonly message: string
  readonly stack: string | undefined
  readonly cause?: PlainError | string | undefined
}

function plainError(error: unknown, depth = 0): PlainError | string | undefined {
  if (!(error instanceof Error)) return typeof error === 'string' ? withoutValues(error) : undefined
  const fields = error as unknown as Record<string, unknown>
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message: withoutValues(error.message),
    ...Object.fromEntries(told.filter((name) => isShort(fields[name])).map((name) => [name, fields[name]])),
    stack: error.stack && withoutValues(error.stack),
    ...(error.cause instanceof Error && depth < deepestCause && { cause: plainError(error.cause, depth + 1) }),
  }
}

function isShort(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.length <= 100)
}

/**
 * PostgreSQL quotes a value it cannot read (`invalid input syntax for type bigint: "…"`), JSON.parse the place where it
 * stumbled, and a mail server the address it refuses.
 */
function withoutValues(text: string): string {
  return text
    .replace(/(for type [a-z ]+|out of range|literal|value for [a-z "_]+): ".*"/gs, '$1: "…"')
    .replace(/(Unexpected token .{1,10}), .* is not valid JSON/gs, '$1: not valid JSON')
    .replace(/[^\s"'<>()\\:,;=[\]]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi, '…@…')
}
