import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Embedded, startEmbedded } from '../../server/platform/postgres/index.ts'
import { imapFolder, imapPassword, imapUser } from './imap-server.ts'
import { freePort, type Program } from './product.ts'
import type { Random } from './random.ts'

export const addresses = ['help@desk.example', 'billing@desk.example', 'support@desk.example'] as const
export const imapAddress = 'post@desk.example'
export const secret = 'the secret of every run of the fault harness'

/** A help desk as every run finds it: two desks, a mailbox to watch, a few tickets, and a workspace nothing happens in. */
export interface Prepared {
  readonly apiKey: string
}

/** The server that many runs share, with one database to clone. */
export interface SharedCluster extends Prepared {
  /** Makes a database for a run. */
  clone(name: string): Promise<{ readonly superuser: SuperuserOf; readonly environment: Record<string, string> }>
  drop(name: string): Promise<void>
  stop(): Promise<void>
}

type SuperuserOf = Embedded['superuser']

// A process that is killed loses nothing it wrote: the system keeps it. So nothing is gained by waiting for the disk.
const quick = { fsync: 'off', full_page_writes: 'off', logging_collector: 'off', max_connections: '300', shared_buffers: '256MB' }

export async function startSharedCluster(program: Program, random: Random): Promise<SharedCluster> {
  const folder = join(program.folder, 'shared')
  mkdirSync(folder)
  chmodSync(folder, 0o711)
  const log = { info: () => undefined, warn: (words: string) => console.error(words) }
  const cluster = await startEmbedded({ dataFolder: join(folder, 'data'), log, listen: 'tcp', settings: quick })
  const urlOf = (role: Embedded['app'], name: string) => `postgresql://${role.user}:${role.password}@${role.host}:${role.port}/${name}`
  const environmentOf = (name: string) => ({
    DATABASE_URL: urlOf(cluster.app, name),
    DATABASE_OWNER_URL: urlOf(cluster.owner, name),
    STATEDESK_SECRET: secret,
  })
  const administer = async (sql: string) => {
    const client = new pg.Client(cluster.superuser)
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  const template = cluster.owner.database
  const prepared = await prepare(program, random, {
    ...environmentOf(template),
    STATEDESK_DATA: join(folder, 'template'),
    STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8',
  })
  return {
    ...prepared,
    async clone(name) {
      await administer(`CREATE DATABASE ${name} OWNER ${cluster.owner.user} TEMPLATE ${template} STRATEGY file_copy`)
      return { superuser: { ...cluster.superuser, database: name }, environment: environmentOf(name) }
    },
    drop: (name) => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    stop: () => cluster.stop('immediate'),
  }
}

/** A data folder with an embedded database, to copy for each run that needs a server of its own. */
export async function prepareOwnData(program: Program, random: Random): Promise<Prepared & { readonly data: string }> {
  const folder = join(program.folder, 'own')
  mkdirSync(folder)
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
  return {
    data,
    ...(await prepare(program, random, {
      STATEDESK_DATA: data,
      STATEDESK_ALLOW_NETWORKS: '127.0.0.0/8',
      STATEDESK_SECRET: secret,
      DATABASE_URL: '',
      DATABASE_OWNER_URL: '',
    })),
  }
}

async function prepare(program: Program, random: Random, environment: Record<string, string>): Promise<Prepared> {
  const command = async (...args: string[]) => {
    const { output, code } = await program.command(environment, args)
    if (code !== 0) throw new Error(`statedesk ${args.join(' ')} ended with ${code}:\n${output}`)
    return output.trim()
  }
  const apiKey = (await command('key', 'create', '--role', 'admin', '--name', 'Robot')).split('\n').at(-1) ?? ''
  await command('workspace', 'create', '--name', 'Quiet')
  const port = await freePort(random)
  const run = program.start({ ...environment, PORT: String(port), SMTP_PORT: '0' }, join(program.folder, 'template.log'))
  try {
    await run.ready
    const send = async (method: 'POST' | 'PATCH', path: string, body: unknown) => {
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
      const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
      return (await response.json()) as { id: string }
    }
    const post = (path: string, body: unknown) => send('POST', path, body)
    // The model knows the mails that somebody wrote; what a desk says by itself would only be noise in it.
    const quiet = ({ id }: { id: string }) => send('PATCH', `/desks/${id}`, { settings: { acknowledgeNew: false, statusMails: false } })
    const help = await post('/desks', { name: 'Help', lifecycle: 'support', address: addresses[0] })
    const billing = await post('/desks', { name: 'Billing', lifecycle: 'sign-off', address: addresses[1] })
    await Promise.all([help, billing].map(quiet))
    await post(`/desks/${help.id}/addresses`, { address: addresses[2] })
    // The port is put in by each run.
    const imap = { host: '127.0.0.1', port: 9993, secure: false, user: imapUser, password: imapPassword, folder: imapFolder }
    await post(`/desks/${help.id}/addresses`, { address: imapAddress, imap })
    for (let n = 1; n <= 6; n += 1) {
      const contact = { email: `early.${n}@early.customer.example` }
      await post('/tickets', { title: `Earlier question ${n}`, description: 'It was there before.', contact, firstMessage: 'customer' })
    }
    // Its loops place events, index words and fold counts: a run begins where nothing is left to do.
    await pause(1_500)
  } finally {
    run.signal('SIGTERM')
    await run.ended
  }
  return { apiKey }
}
