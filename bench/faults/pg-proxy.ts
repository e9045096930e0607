import net, { type AddressInfo } from 'node:net'

/** Between the product and its database: passes everything on, and can keep back the answer to one commit. */
export interface PgProxy {
  /** For DATABASE_URL instead of the real one. */
  readonly url: string
  /** The next commit of a transaction that sent `text`: settles when the database has said that it is done; the product never hears it. */
  swallowCommit(text: string, patienceMs: number): Promise<boolean>
  close(): Promise<void>
}

/** CommandComplete with the tag COMMIT (PostgreSQL's protocol, message formats). */
const committed = Buffer.from('C\0\0\0\u000bCOMMIT\0', 'latin1')

export async function startPgProxy(databaseUrl: string): Promise<PgProxy> {
  const url = new URL(databaseUrl)
  const [host, port] = [url.hostname, Number(url.port)]
  const sockets = new Set<net.Socket>()
  let wanted: { text: string; swallowed: () => void } | null = null

  const server = net.createServer((client) => {
    const upstream = net.connect({ host, port })
    let isOurs = false
    let isDeaf = false
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
      socket.on('error', () => socket.destroy())
    }
    client.on('data', (chunk) => {
      if (wanted && chunk.includes(wanted.text)) isOurs = true
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      if (isDeaf) return
      if (isOurs && chunk.includes(committed)) {
        isOurs = false
        if (wanted) {
          isDeaf = true
          wanted.swallowed()
          wanted = null
          return
        }
      }
      client.write(chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    swallowCommit(text, patienceMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          wanted = null
          resolve(false)
        }, patienceMs)
        wanted = {
          text,
          swallowed() {
            clearTimeout(timer)
            resolve(true)
          },
        }
      })
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
