import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Moments } from './moments.ts'

export interface Letter {
  readonly from: string
  readonly to: string
  readonly raw: Buffer
}

/** `accepted` is "250" after the final dot and nothing else. `broken`: no answer came. */
export interface Answer {
  readonly outcome: 'accepted' | 'refused' | 'later' | 'broken'
  readonly words: string
}

/** Something to do when so many bytes of the mail have been written. */
export interface AtByte {
  readonly offset: number
  call(): void
}

const sliceBytes = 32 * 1024
const patienceMs = 30_000

/** Hands a mail over byte by byte, as a mail server would, and says what it heard. */
export async function handOver(port: number, letter: Letter, moments: Moments, atByte?: AtByte): Promise<Answer> {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
  const line = reader(socket)
  try {
    for (const command of ['', 'EHLO mx.customer.example', `MAIL FROM:<${letter.from}>`, `RCPT TO:<${letter.to}>`, 'DATA']) {
      if (command) socket.write(`${command}\r\n`)
      const words = await line()
      if (!/^[23]/.test(words)) return { outcome: outcomeOf(words), words }
    }
    const bytes = stuffed(letter.raw)
    const middle = Math.floor(bytes.length / sliceBytes / 2) * sliceBytes
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      const end = Math.min(at + sliceBytes, bytes.length)
      if (atByte && at <= atByte.offset && atByte.offset < end) {
        socket.write(bytes.subarray(at, atByte.offset))
        await pause(1)
        atByte.call()
        if (!socket.write(bytes.subarray(atByte.offset, end))) await drained(socket)
      } else if (!socket.write(bytes.subarray(at, end))) await drained(socket)
      if (at === middle) {
        await pause(1)
        moments.happened('client-data')
      }
    }
    socket.write('\r\n.\r\n')
    moments.happened('client-dot')
    const words = await line()
    socket.end('QUIT\r\n')
    return { outcome: words.startsWith('250') ? 'accepted' : outcomeOf(words), words }
  } catch (error) {
    return { outcome: 'broken', words: (error as Error).message }
  } finally {
    socket.destroySoon()
  }
}

function outcomeOf(words: string): 'refused' | 'later' {
  return words.startsWith('5') ? 'refused' : 'later'
}

/** RFC 5321, 4.5.2. */
function stuffed(raw: Buffer): Buffer {
  const text = raw.toString('latin1')
  return text.startsWith('.') || text.includes('\n.') ? Buffer.from(text.replace(/^\./gm, '..'), 'latin1') : raw
}

function drained(socket: net.Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.destroyed) return reject(new Error('the connection broke off'))
    socket.once('drain', resolve)
    socket.once('close', () => reject(new Error('the connection broke off')))
  })
}

/** Gives the last line of the next answer; fails when the connection ends first. */
function reader(socket: net.Socket): () => Promise<string> {
  let heard = ''
  let failure: Error | null = null
  let wake = () => {}
  const fail = (error: Error) => {
    failure ??= error
    wake()
  }
  socket.setTimeout(patienceMs, () => fail(new Error(`no answer within ${patienceMs / 1_000} s`)))
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1')
    wake()
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the connection broke off')))
  return async () => {
    for (;;) {
      const whole = /^\d{3} [^\n]*\n/m.exec(heard)
      if (whole) {
        heard = heard.slice(whole.index + whole[0].length)
        return whole[0].trim()
      }
      if (failure) throw failure
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}
