import net from 'node:net'
import tls from 'node:tls'

/** SMTP by hand, byte by byte. */
export interface Conversation {
  /** Sends a command and gives the last line of the answer. */
  say(line: string): Promise<string>
  write(bytes: string | Buffer): void
  answer(): Promise<string>
  upgrade(): Promise<tls.TLSSocket>
  readonly closed: Promise<void>
  end(): void
}

export async function converse(port: number): Promise<Conversation> {
  let socket: net.Socket = net.connect(port, '127.0.0.1')
  let buffered = ''
  let isClosed = false
  let wake = () => {}
  const listen = (on: net.Socket) => {
    on.on('data', (chunk) => {
      buffered += chunk.toString('latin1')
      wake()
    })
    on.on('error', () => {})
  }
  listen(socket)
  const closed = new Promise<void>((resolve) =>
    socket.on('close', () => {
      isClosed = true
      wake()
      resolve()
    }),
  )

  async function answer(): Promise<string> {
    for (;;) {
      const match = /^(\d{3}) [^\n]*\n/m.exec(buffered)
      if (match) {
        buffered = buffered.slice(match.index + match[0].length)
        return match[0].trim()
      }
      if (isClosed) return 'closed'
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  await answer()
  return {
    async say(line) {
      socket.write(`${line}\r\n`)
      return answer()
    },
    write: (bytes) => void socket.write(bytes),
    answer,
    async upgrade() {
      const secured = tls.connect({ socket, rejectUnauthorized: false })
      await new Promise<void>((resolve, reject) => {
        secured.once('secureConnect', () => resolve())
        secured.once('error', reject)
      })
      socket.removeAllListeners('data')
      socket = secured
      listen(secured)
      return secured
    },
    closed,
    end: () => void socket.destroy(),
  }
}
