import net from 'node:net'

/** One keep-alive connection that asks one thing after the other; as little as HTTP/1.1 takes. */
export class Connection {
  readonly #socket: net.Socket
  #settle: ((error: Error | null) => void) | null = null
  #head = ''
  #body: Buffer[] = []
  #missing = -1
  #chunked = false
  status = 0

  constructor(port: number) {
    this.#socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (data) => this.#take(data))
    this.#socket.on('error', (error) => this.#end(error))
    this.#socket.on('close', () => this.#end(new Error('the connection was closed')))
  }

  /** Sends a whole request; settles when its answer is there. `status` and `text` tell of the last answer. */
  ask(request: Buffer | string): Promise<void> {
    this.#head = ''
    this.#body = []
    this.#missing = -1
    this.#chunked = false
    return new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve())
      this.#socket.write(request)
    })
  }

  get text(): string {
    const whole = Buffer.concat(this.#body)
    return (this.#chunked ? unchunked(whole) : whole).toString('utf8')
  }

  close(): void {
    this.#settle = null
    this.#socket.destroy()
  }

  #take(data: Buffer): void {
    let rest = data
    if (this.#missing < 0) {
      const end = data.indexOf('\r\n\r\n')
      this.#head += data.toString('latin1', 0, end < 0 ? data.length : end)
      if (end < 0) return
      this.status = Number(this.#head.slice(9, 12))
      const length = /content-length: *(\d+)/i.exec(this.#head)?.[1]
      this.#chunked = length === undefined && /transfer-encoding: *chunked/i.test(this.#head)
      this.#missing = this.#chunked ? Number.POSITIVE_INFINITY : Number(length ?? 0)
      rest = data.subarray(end + 4)
    }
    this.#body.push(rest)
    this.#missing -= rest.length
    if (this.#missing <= 0 || (this.#chunked && rest.subarray(-5).equals(lastChunk))) this.#end(null)
  }

  #end(error: Error | null): void {
    const settle = this.#settle
    this.#settle = null
    settle?.(error)
  }
}

const lastChunk = Buffer.from('0\r\n\r\n')

function unchunked(whole: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const end = whole.indexOf('\r\n', at)
    const size = Number.parseInt(whole.toString('latin1', at, end), 16)
    if (!(size > 0)) return Buffer.concat(parts)
    parts.push(whole.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}

export interface RequestInput {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly key?: string
  readonly body?: unknown
}

export function requestBytes({ method, path, key, body }: RequestInput): string {
  const json = body === undefined ? '' : JSON.stringify(body)
  const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${key ? `authorization: Bearer ${key}\r\n` : ''}`
  return json === '' ? `${head}\r\n` : `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`
}
