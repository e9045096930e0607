import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'

/** Hears what other processes say, over one connection of its own that comes back when it breaks. */
export interface Bus {
  /**
   * Calls `heard` for each notification of a channel. What is said while the connection is away is lost, so `missed` is
   * called whenever it is back: the listener then reads what is new.
   */
  listen(channel: Channel, heard: (payload: string) => void, missed?: () => void): () => void
  /** Settles once everything that is listened to now is being heard. */
  ready(): Promise<void>
  close(): Promise<void>
}

export type Channel = 'statedesk_wake' | 'statedesk_feed' | 'statedesk_signal'

interface Listener {
  readonly channel: Channel
  readonly heard: (payload: string) => void
  readonly missed: (() => void) | undefined
}

const firstRetryMs = 100
const longestRetryMs = 5_000
/** A connection whose other end vanished without a word is found by asking it. */
const checkEveryMs = 15_000
const channels: readonly Channel[] = ['statedesk_wake', 'statedesk_feed', 'statedesk_signal']

export function openBus(connection: pg.ClientConfig, log: Logger): Bus {
  const listeners = new Set<Listener>()
  let client: pg.Client | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined
  let retryMs = firstRetryMs
  let firstTime = true
  let hearing = false
  let connecting = connect()
  const check = setInterval(() => void ping(), checkEveryMs)
  check.unref()

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      ...connection,
      application_name: 'statedesk bus',
    })
    fresh.on('error', (error) => lost(fresh, error))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ channel, payload }) => {
      for (const listener of listeners) if (listener.channel === channel) listener.heard(payload ?? '')
    })
    client = fresh
    try {
      await fresh.connect()
      await fresh.query(channels.map((channel) => `LISTEN ${channel}`).join('; '))
    } catch (error) {
      lost(fresh, error)
      return
    }
    if (fresh !== client) return
    hearing = true
    retryMs = firstRetryMs
    if (!firstTime) log.info('the database can be heard again')
    firstTime = false
    for (const listener of listeners) listener.missed?.()
  }

  function lost(which: pg.Client, error?: unknown): void {
    if (which !== client || closed) return
    client = undefined
    hearing = false
    which.end().catch(() => {})
    log.warn({ err: error, retryMs }, 'the connection that hears other processes broke; trying again')
    retry = setTimeout(() => {
      connecting = connect()
    }, retryMs)
    retryMs = Math.min(retryMs * 2, longestRetryMs)
  }

  async function ping(): Promise<void> {
    const asked = client
    if (!asked) return
    const overdue = setTimeout(() => lost(asked, new Error('no answer')), 5_000)
    try {
      await asked.query('SELECT 1')
    } catch (error) {
      lost(asked, error)
    } finally {
      clearTimeout(overdue)
    }
  }

  return {
    listen(channel, heard, missed) {
      const listener = { channel, heard, missed }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async ready() {
      while (!hearing && !closed) {
        await connecting
        if (!hearing) await pause(20)
      }
    },
    async close() {
      closed = true
      clearInterval(check)
      clearTimeout(retry)
      listeners.clear()
      await connecting
      await client?.end().catch(() => {})
    },
  }
}
