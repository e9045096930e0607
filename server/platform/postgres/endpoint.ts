import pg from 'pg'

/** How a cluster is reached: a socket's folder, or 127.0.0.1 with passwords where there are no sockets to guard. */
export interface Endpoint {
  host: string
  port: number
  passwords: Passwords | null
}

export interface Passwords {
  postgres: string
  statedesk_owner: string
  statedesk_app: string
}

export interface Connection {
  host: string
  port: number
  user: string
  database: string
  password?: string
}

export type Role = keyof Passwords

export function connectionTo(endpoint: Endpoint, user: Role, database: string): Connection {
  const { host, port, passwords } = endpoint
  return { host, port, user, database, ...(passwords && { password: passwords[user] }) }
}

export async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionTimeoutMillis: 10_000, application_name: 'statedesk start', ...config })
  // A server that stops between two queries is reported here and by the next query; the query's error is the one to act on.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

// Starting or stopping (cannot_connect_now), and stopped under our feet (admin_shutdown, crash_shutdown).
export const crashShutdown = '57P02'
const NOT_READY = ['57P03', '57P01', crashShutdown]
const NOT_THERE = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE']

/** Whether the server went away or is not there yet, which says nothing about what it was asked. */
export function isGone(error: unknown): boolean {
  const { code = '', message } = error as { code?: string; message: string }
  return NOT_READY.includes(code) || NOT_THERE.includes(code) || /Connection terminated|not queryable/.test(message)
}

export type Answer = 'ready' | 'busy' | 'absent' | 'foreign'

/** Asks whether the cluster of this folder answers here; `busy` while it starts, recovers or stops. */
export async function ask(endpoint: Endpoint, cluster: string): Promise<Answer> {
  try {
    return await withClient(connectionTo(endpoint, 'postgres', 'postgres'), async (client) => {
      const { rows } = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder")
      return rows[0]?.folder === cluster ? 'ready' : 'foreign'
    })
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (NOT_THERE.includes(code)) return 'absent'
    if (isGone(error)) return 'busy'
    if (code === '28P01' || code === '28000') return 'foreign'
    throw error
  }
}
