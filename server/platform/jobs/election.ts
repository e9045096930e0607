import pg from 'pg'
import type { Logger } from 'pino'

/**
 * One process of all is elected as long as its connection holds an advisory lock. It spares the others the effort and
 * nothing more: what the elected one does must be safe under row locks, since a lost connection is noticed late.
 */
export interface Election {
  isElected(): boolean
  /** Called each time this process is elected. */
  onElected(call: () => void): void
  close(): Promise<void>
}

const tryEveryMs = 1_000
/** Whoever says nothing for so long (stopped, cut off) loses the connection and with it the lock. */
const leaseMs = 15_000

export function joinElection(connection: pg.ClientConfig, name: string, log: Logger): Election {
  const calls: (() => void)[] = []
  let client: pg.Client | undefined
  let elected = false
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let trying = attempt()

  async function attempt(): Promise<void> {
    try {
      client ??= await connected()
      const { rows } = await client.query<{ elected: boolean }>(
        elected ? 'SELECT true AS elected' : 'SELECT pg_try_advisory_lock(hashtext($1)) AS elected',
        elected ? [] : [name],
      )
      const now = rows[0]?.elected === true && client !== undefined
      if (now && !elected) {
        elected = true
        log.info({ election: name }, 'this process is elected')
        for (const call of calls) call()
      }
    } catch (error) {
      lost(error)
    }
    if (!closed) {
      timer = setTimeout(() => {
        trying = attempt()
      }, tryEveryMs)
    }
  }

  async function connected(): Promise<pg.Client> {
    const fresh = new pg.Client({
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      ...connection,
      application_name: 'statedesk election',
    })
    fresh.on('error', (error) => fresh === client && lost(error))
    fresh.on('end', () => fresh === client && lost())
    await fresh.connect()
    await fresh.query(`SET idle_session_timeout = ${leaseMs}`)
    return fresh
  }

  function lost(error?: unknown): void {
    if (closed) return
    if (elected) log.warn({ err: error, election: name }, 'this process is no longer elected')
    elected = false
    client?.end().catch(() => {})
    client = undefined
  }

  return {
    isElected: () => elected,
    onElected: (call) => void calls.push(call),
    async close() {
      closed = true
      clearTimeout(timer)
      await trying
      clearTimeout(timer)
      elected = false
      await client?.end().catch(() => {})
    },
  }
}
