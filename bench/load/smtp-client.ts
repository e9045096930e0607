import net from 'node:net'

/** One connection that hands over one mail after the other (RFC 5321). */
export class SmtpConnection {
  readonly #socket: net.Socket
  #heard = ''
  #settle: ((line: string) => void) | null = null
  #fail: ((error: Error) => void) | null = null
  #greeted = false

  constructor(port: number) {
    this.#socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.setEncoding('latin1').on('data', (words: string) => {
      this.#heard += words
      this.#tell()
    })
    const broke = (error: Error) => this.#fail?.(error)
    this.#socket.on('error', broke)
    this.#socket.on('close', () => broke(new Error('the connection was closed')))
  }

  /** Gives the answer to the final dot, or the first refusal. */
  async deliver(from: string, to: string, raw: string): Promise<string> {
    if (!this.#greeted) {
      await this.#line()
      await this.#say('EHLO mx.customer.example')
      this.#greeted = true
    }
    for (const command of [`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA']) {
      const words = await this.#say(command)
      if (!/^[23]/.test(words)) return words
    }
    return this.#say(`${raw.replace(/^\./gm, '..')}\r\n.`)
  }

  close(): void {
    this.#fail = null
    this.#socket.destroy()
  }

  #say(words: string): Promise<string> {
    this.#socket.write(`${words}\r\n`)
    return this.#line()
  }

  #line(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#settle = resolve
      this.#fail = reject
      this.#tell()
    })
  }

  #tell(): void {
    const whole = /^\d{3} [^\n]*\n/m.exec(this.#heard)
    if (!whole || !this.#settle) return
    this.#heard = this.#heard.slice(whole.index + whole[0].length)
    const settle = this.#settle
    this.#settle = null
    settle(whole[0].trim())
  }
}
