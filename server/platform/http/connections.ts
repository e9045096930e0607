import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const mostEver = 10_000

/**
 * Keeps connections from using up what this process may open: beyond so many the one that has been idle longest is
 * closed for each that comes, and when none is idle the newcomer is. Whoever only holds connections open keeps nobody out.
 */
export function limitConnections(server: Server, most = mostConnections()): void {
  /** Those without a request, longest idle first. */
  const idle = new Set<Socket>()
  let open = 0

  server.on('connection', (socket: Socket) => {
    open += 1
    socket.once('close', () => {
      open -= 1
      idle.delete(socket)
    })
    if (open > most) {
      const [longest] = idle
      ;(longest ?? socket).destroy()
      if (longest) idle.delete(longest)
    }
    if (!socket.destroyed) idle.add(socket)
  })
  server.on('request', ({ socket }, response) => {
    idle.delete(socket)
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket)
    })
  })
}

/** Leaves a third of the files this process may open to everything else. */
function mostConnections(): number {
  return Math.min(mostEver, Math.floor((openFiles() * 2) / 3))
}

function openFiles(): number {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    return limit === undefined ? mostEver * 2 : Number(limit)
  } catch {
    // Not Linux: what other systems allow at least.
    return 1_024
  }
}
