import { setTimeout as pause } from 'node:timers/promises'
import { mailAddress } from './data/cast.ts'
import type { Dice } from './data/random.ts'
import type { Slice } from './driver.ts'
import { Connection, requestBytes } from './http-client.ts'
import { SmtpConnection } from './smtp-client.ts'
import { mailOf, type ProbeName } from './works.ts'

/** Does its work once; gives the milliseconds that are looked at, or how it was refused. */
export interface Probe {
  once(): Promise<number | { readonly status: string; readonly words: string }>
  close(): void
}

const lookEveryMs = 20
const patienceMs = 15_000

export const probes: Record<ProbeName, (slice: Slice, random: Dice, n: number) => Probe> = {
  /** From MAIL FROM to “250” after the final dot. */
  mail({ port, work: { subject } }, random) {
    const connection = new SmtpConnection(port)
    return {
      async once() {
        const { from, raw } = mailOf(subject, random, mailAddress)
        const start = performance.now()
        const words = await connection.deliver(from, mailAddress, raw)
        return words.startsWith('250') ? performance.now() - start : { status: words.slice(0, 3), words }
      },
      close: () => connection.close(),
    }
  },

  /** From the answer to a create until a word that nothing else holds is found. */
  searchable(slice, random, n) {
    const { subject } = slice.work
    const connection = new Connection(slice.port)
    const key = subject.keys[n % subject.keys.length] as string
    return {
      async once() {
        // Letters only, and none that the vocabulary begins with.
        const word = `xq${Array.from({ length: 10 }, () => String.fromCharCode(97 + random.below(26))).join('')}`
        const body = {
          title: `About ${word}`,
          description: 'Please look at this.',
          desk: String(subject.desk),
          channel: 'api',
          contact: { email: subject.emails[0] },
        }
        await connection.ask(requestBytes({ method: 'POST', path: '/api/v1/tickets', key, body }))
        if (connection.status !== 201) return { status: String(connection.status), words: connection.text }
        const start = performance.now()
        const search = requestBytes({ method: 'GET', path: `/api/v1/search?q=${word}`, key })
        while (performance.now() - start < patienceMs) {
          await connection.ask(search)
          if (connection.text.includes(word)) return performance.now() - start
          await pause(lookEveryMs)
        }
        return { status: 'never', words: `${word} was not found within ${patienceMs} ms` }
      },
      close: () => connection.close(),
    }
  },

  /** From the answer to a create until the count of all tickets is one more. Nobody else may write meanwhile. */
  counted(slice, _random, n) {
    const { subject } = slice.work
    const connection = new Connection(slice.port)
    const key = subject.keys[n % subject.keys.length] as string
    const all = async () => {
      await connection.ask(requestBytes({ method: 'GET', path: '/api/v1/counts', key }))
      return (JSON.parse(connection.text) as { views: { all: number } }).views.all
    }
    return {
      async once() {
        const before = await all()
        const body = {
          title: 'To be counted',
          description: 'Please count this.',
          desk: String(subject.desk),
          channel: 'api',
          contact: { email: subject.emails[0] },
        }
        await connection.ask(requestBytes({ method: 'POST', path: '/api/v1/tickets', key, body }))
        if (connection.status !== 201) return { status: String(connection.status), words: connection.text }
        const start = performance.now()
        while (performance.now() - start < patienceMs) if ((await all()) > before) return performance.now() - start
        return { status: 'never', words: `the count did not follow within ${patienceMs} ms` }
      },
      close: () => connection.close(),
    }
  },
}
