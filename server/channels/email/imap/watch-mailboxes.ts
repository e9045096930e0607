import type pg from 'pg'
import type { App } from '../../../access/index.ts'
import type { WatchedMailbox } from './fetch-new-mail.ts'
import { freeMailboxLock, imapMailboxes, mailboxRow, type MailboxRow, tryMailboxLock } from './imap.queries.ts'
import { watchMailbox, type Watching } from './watch-mailbox.ts'

export interface ImapWatch {
  /** Settings may have changed. */
  wake(): void
  close(): Promise<void>
}

interface Watched {
  readonly watching: Watching
  /** The settings it was started with. */
  readonly settings: string
}

const lookEveryMs = 10_000
/** A process that stopped, or was cut off, says nothing for so long: others may then watch its mailboxes. */
const leaseMs = 30_000
const answerMs = 10_000

/**
 * Watches every IMAP mailbox that no other process watches: one advisory lock for each, all on one connection, so that
 * they are free again when this process ends.
 */
export function watchMailboxes(app: App): ImapWatch {
  const watched = new Map<string, Watched>()
  let locks: pg.PoolClient | null = null
  let closing = false
  let timer: NodeJS.Timeout | undefined
  let dueAt = 0
  let round: Promise<void> = Promise.resolve()
  soon(0)

  function soon(ms: number): void {
    const at = performance.now() + ms
    if (closing || (timer && dueAt <= at)) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => {
      timer = undefined
      round = round
        .then(look)
        .catch((error: unknown) => app.log.warn({ err: error }, 'IMAP mailboxes could not be looked up; trying again'))
      void round.then(() => soon(lookEveryMs))
    }, ms)
  }

  async function look(): Promise<void> {
    await keepLocks()
    const mailboxes = await app.db.outside<WatchedMailbox>(imapMailboxes)
    const wanted = new Set(mailboxes.map(keyOf))
    for (const [key, { watching }] of watched) {
      if (wanted.has(key)) continue
      await watching.stop()
      await free(key)
    }
    for (const mailbox of mailboxes) {
      const key = keyOf(mailbox)
      const row = await app.db.transaction(mailbox.workspaceId, (tx) =>
        tx.maybe<MailboxRow>(mailboxRow, [tx.workspaceId, mailbox.addressId]),
      )
      if (!row) continue
      const settings = JSON.stringify([row.imap, row.sealed?.toString('base64')])
      const present = watched.get(key)
      if (present?.settings === settings) continue
      await present?.watching.stop()
      if (present || (await lock(key))) watched.set(key, { settings, watching: watchMailbox(app, mailbox) })
    }
  }

  async function lock(key: string): Promise<boolean> {
    const client = locks ?? (await openLocks())
    const { rows } = await ask<{ locked: boolean }>(client, tryMailboxLock.text, [`statedesk.imap/${key}`])
    return rows[0]?.locked === true
  }

  async function openLocks(): Promise<pg.PoolClient> {
    const client = await app.db.pool.connect()
    client.on('error', () => void lostLocks(client))
    client.on('end', () => void lostLocks(client))
    locks = client
    try {
      await ask(client, `SET idle_session_timeout = ${leaseMs}`)
    } catch (error) {
      await lostLocks(client)
      throw error
    }
    return client
  }

  /** The locks are ours as long as their connection is asked for something now and then, and answers. */
  async function keepLocks(): Promise<void> {
    const client = locks
    if (!client) return
    try {
      await ask(client, 'SELECT 1')
    } catch (error) {
      await lostLocks(client)
      throw error
    }
  }

  function ask<Row extends pg.QueryResultRow>(client: pg.PoolClient, text: string, values: string[] = []): Promise<pg.QueryResult<Row>> {
    return client.query<Row>({ text, values, query_timeout: answerMs } as pg.QueryConfig)
  }

  /** With the connection the locks are gone: somebody else may watch by now. */
  async function lostLocks(client: pg.PoolClient): Promise<void> {
    if (locks !== client) return
    locks = null
    client.release(true)
    const stopped = [...watched.values()].map(({ watching }) => watching.stop())
    watched.clear()
    await Promise.all(stopped)
    soon(1_000)
  }

  async function free(key: string): Promise<void> {
    watched.delete(key)
    if (locks) await ask(locks, freeMailboxLock.text, [`statedesk.imap/${key}`])
  }

  return {
    wake: () => soon(0),
    async close() {
      closing = true
      clearTimeout(timer)
      await round
      await Promise.all([...watched.values()].map(({ watching }) => watching.stop()))
      watched.clear()
      const client = locks
      locks = null
      client?.release(true)
    },
  }
}

function keyOf({ workspaceId, addressId }: WatchedMailbox): string {
  return `${workspaceId}:${addressId}`
}
