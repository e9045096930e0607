import { readFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { createOnce } from './create-once.ts'
import { networkOf } from './outgoing/index.ts'
import { makeFolder } from './postgres/index.ts'
import { StartProblem } from './start-problem.ts'

/** Everything the environment and the command line decide. */
export interface Config {
  port: number
  host: string
  /** Inbound mail. */
  smtpPort: number
  smtpHost: string
  /** The certificate for STARTTLS; null: one is made at each start. */
  smtpTls: { cert: string; key: string } | null
  maxMailBytes: number
  /** The relay for outgoing mail; null: mail is kept and shown, not sent. */
  smtpUrl: string | null
  /** The address people reach this installation under; null: http://localhost and the port. */
  publicUrl: string | null
  /** Another host for the content of messages. */
  contentUrl: string | null
  insecureHttp: boolean
  /** Proxies in front whose X-Forwarded headers are believed: addresses or ranges, parted by commas. */
  trustProxy: string[]
  /** Networks that are not public and may be reached all the same by webhooks and mailboxes: addresses or ranges. */
  allowNetworks: string[]
  dataFolder: string
  /** Null: the embedded database. */
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  secret: string
  /** Secrets it had before: what they sealed and signed still counts. */
  oldSecrets: string[]
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  dev: boolean
}

export interface Flags {
  data?: string | undefined
}

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a number')
    .transform(Number)
    .refine((value) => value <= 65_535, 'must be at most 65535')
    .default(fallback)

const address = (protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })

const flag = z
  .enum(['0', '1'], 'must be 0 or 1')
  .transform((value) => value === '1')
  .default(false)

const web = ['http:', 'https:']
const postgres = ['postgresql:', 'postgres:']

const environment = z
  .object({
    PORT: port(3000),
    HOST: z.string().default('127.0.0.1'),
    SMTP_PORT: port(2525),
    SMTP_HOST: z.string().default('127.0.0.1'),
    SMTP_URL: address(['smtp:', 'smtps:']).optional(),
    STATEDESK_SMTP_CERT: z.string().optional(),
    STATEDESK_SMTP_KEY: z.string().optional(),
    STATEDESK_MAX_MAIL_MB: z.coerce.number('must be a number').int().min(1).max(200).default(25),
    STATEDESK_URL: address(web).optional(),
    STATEDESK_CONTENT_URL: address(web).optional(),
    STATEDESK_INSECURE_HTTP: flag,
    STATEDESK_TRUST_PROXY: z
      .string()
      .transform((value) => value.split(',').map((one) => one.trim()))
      .refine((all) => all.every((one) => isIP(one.split('/', 1)[0] ?? '') !== 0), 'must be IP addresses or ranges, parted by commas')
      .default([]),
    STATEDESK_ALLOW_NETWORKS: z
      .string()
      .transform((value) => value.split(',').map((one) => one.trim()))
      .refine((all) => all.every((one) => networkOf(one) !== null), 'must be IP addresses or ranges, parted by commas')
      .default([]),
    STATEDESK_DATA: z.string().default('data'),
    DATABASE_URL: address(postgres).optional(),
    DATABASE_OWNER_URL: address(postgres).optional(),
    STATEDESK_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    STATEDESK_OLD_SECRETS: z
      .string()
      .transform((value) => value.split(',').map((one) => one.trim()))
      .refine((all) => all.every((one) => one.length >= 32), 'must be secrets of at least 32 characters, parted by commas')
      .default([]),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent').default('info'),
    STATEDESK_DEV: flag,
  })
  .refine((env) => (env.STATEDESK_SMTP_CERT === undefined) === (env.STATEDESK_SMTP_KEY === undefined), {
    path: ['STATEDESK_SMTP_CERT'],
    message: 'and STATEDESK_SMTP_KEY name two files that belong together; set both or none',
  })
  .refine((env) => env.DATABASE_URL || !env.DATABASE_OWNER_URL, {
    path: ['DATABASE_OWNER_URL'],
    message: 'is set without DATABASE_URL, which is missing',
  })

/** Reads the environment; makes the data folder and the secret on first start. */
export function loadConfig(env: NodeJS.ProcessEnv, flags: Flags = {}): Config {
  const given = withFiles(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  const parsed = environment.safeParse(given)
  if (!parsed.success) throw misconfigured(parsed.error)
  const values = parsed.data
  const named = flags.data ?? values.STATEDESK_DATA
  const dataFolder = makeFolder(resolve(named), named)
  return {
    port: values.PORT,
    host: values.HOST,
    smtpPort: values.SMTP_PORT,
    smtpHost: values.SMTP_HOST,
    smtpUrl: values.SMTP_URL ?? null,
    smtpTls: certificateOf(values.STATEDESK_SMTP_CERT, values.STATEDESK_SMTP_KEY),
    maxMailBytes: values.STATEDESK_MAX_MAIL_MB * 1024 * 1024,
    publicUrl: values.STATEDESK_URL?.replace(/\/+$/, '') ?? null,
    contentUrl: values.STATEDESK_CONTENT_URL?.replace(/\/+$/, '') ?? null,
    insecureHttp: values.STATEDESK_INSECURE_HTTP,
    trustProxy: values.STATEDESK_TRUST_PROXY,
    allowNetworks: values.STATEDESK_ALLOW_NETWORKS,
    dataFolder,
    databaseUrl: values.DATABASE_URL ?? null,
    databaseOwnerUrl: values.DATABASE_OWNER_URL ?? null,
    secret: values.STATEDESK_SECRET ?? secretOf(join(dataFolder, 'secret.key')),
    oldSecrets: values.STATEDESK_OLD_SECRETS,
    logLevel: values.LOG_LEVEL,
    dev: values.STATEDESK_DEV,
  }
}

/** What may stand in a file instead, as containers hand secrets over: NAME_FILE names it. */
const mayBeFile = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'STATEDESK_SECRET', 'STATEDESK_OLD_SECRETS', 'SMTP_URL'] as const

function withFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = { ...env }
  for (const name of mayBeFile) {
    const file = env[`${name}_FILE`]
    if (!file) continue
    if (env[name]) throw new StartProblem(`${name} and ${name}_FILE are both set.`, 'Set one of them.')
    try {
      read[name] = readFileSync(file, 'utf8').trim()
    } catch (error) {
      throw new StartProblem(
        `${name}_FILE cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        'Let it name a file that the account of Statedesk may read.',
      )
    }
  }
  return read
}

function certificateOf(cert: string | undefined, key: string | undefined): { cert: string; key: string } | null {
  if (!cert || !key) return null
  try {
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  } catch (error) {
    throw new StartProblem(
      `The certificate for mail cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      'Correct STATEDESK_SMTP_CERT and STATEDESK_SMTP_KEY and start again.',
    )
  }
}

function misconfigured(error: z.ZodError): StartProblem {
  const lines = error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`)
  return new StartProblem(
    `The environment has ${lines.length === 1 ? 'a mistake' : 'mistakes'}:\n${lines.join('\n')}`,
    'Correct it and start again.',
  )
}

/** The secret every sealed byte and signed link depends on: whoever loses it loses those. */
function secretOf(file: string): string {
  const secret = privately(file)
  if (secret.length >= 32) return secret
  throw new StartProblem(`The secret in ${file} is too short.`, 'Restore that file from your backup; without it sealed data stays closed.')
}

function privately(file: string): string {
  try {
    return createOnce(file, () => `${randomBytes(32).toString('base64url')}\n`).trim()
  } catch (error) {
    throw new StartProblem(
      `The secret in ${file} cannot be read or made: ${(error as Error).message}`,
      'Start Statedesk as the account that owns the data folder, or set STATEDESK_SECRET.',
      { cause: error },
    )
  }
}
