import net, { type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FaultKind } from '../kinds.ts'
import type { World } from '../world.ts'

interface Plan {
  readonly idle: number
  readonly slowHeaders: number
  readonly slowMails: number
  readonly aborted: number
  readonly ms: number
}

/** Connections that say nothing, say it slowly, or break off; the agents beside them go on. */
export const kind: FaultKind<Plan> = {
  number: 18,
  title: 'slow clients: idle connections, slow headers, slow mails, uploads broken off',
  where: ['shared', 'own'],
  // A process that is killed meanwhile takes these connections with it, and answers nobody.
  claims: ['app'],
  plan: (random) => ({
    idle: random.chance(0.1) ? 10_000 : random.between(100, 1_500),
    slowHeaders: random.between(5, 100),
    slowMails: random.between(5, 120),
    aborted: random.between(2, 15),
    ms: random.between(300, 1_500),
  }),
  async strike(world, { idle, slowHeaders, slowMails, aborted, ms }, say) {
    const { product } = world
    const http = Number(new URL(product.url).port)
    const sockets: Socket[] = []
    const open = (port: number, first?: string) =>
      new Promise<boolean>((resolve) => {
        // From another address than everybody else's.
        const socket = net.connect({ port, host: '127.0.0.1', localAddress: '127.0.0.66' })
        sockets.push(socket)
        socket.on('error', () => resolve(false))
        socket.once('connect', () => {
          if (first) socket.write(first)
          resolve(true)
        })
      })
    await product.ready()
    const before = await answerMs(world)
    let opened = 0
    for (let n = 0; n < idle; n += 200)
      opened += (await Promise.all(Array.from({ length: Math.min(200, idle - n) }, () => open(http)))).filter(Boolean).length
    await Promise.all(Array.from({ length: slowHeaders }, () => open(http, 'GET /api/v1/tickets HTTP/1.1\r\nHost: x\r\nX-Slow: ')))
    await Promise.all(Array.from({ length: slowMails }, () => open(product.smtpPort, 'EHLO slow.example\r\nMAIL FR')))
    const head = `POST /api/v1/uploads HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${world.traffic.apiKey}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n`
    await Promise.all(Array.from({ length: aborted }, () => open(http, head + 'x'.repeat(100_000))))
    for (const socket of sockets.slice(-aborted)) socket.destroy()
    const dripping = setInterval(() => {
      for (const socket of sockets) if (socket.writable && socket.bytesWritten > 0) socket.write('x')
    }, 100)
    await pause(ms)
    // Runs go on beside this one: twice the time of before, and what a busy machine adds; once more where that was too little.
    const tooLong = (beside: number | null) => before !== null && (beside === null || beside > 2 * before + 1_500)
    let beside = await answerMs(world)
    for (let tries = 0; tries < 2 && tooLong(beside); tries += 1) beside = await answerMs(world)
    if (before !== null && opened >= idle / 2 && tooLong(beside))
      say(
        'API',
        `beside ${opened} idle connections an answer took ${beside === null ? 'for ever' : `${Math.round(beside)} ms`}, before ${Math.round(before)} ms`,
      )
    clearInterval(dripping)
    for (const socket of sockets) socket.destroy()
    return {
      struck: opened >= idle / 2,
      what: `${opened} idle, ${slowHeaders} with slow headers, ${slowMails} slow mails, ${aborted} uploads broken off`,
    }
  },
}

/** The slowest but one of twenty, that is the 95th percentile; null when nobody answered. A fault beside this one may have ended the process. */
async function answerMs({ traffic }: World): Promise<number | null> {
  const times: number[] = []
  for (let n = 0; n < 20; n += 1) {
    const began = performance.now()
    const answer = await traffic.api('GET', '/tickets?view=all&limit=20').catch(() => null)
    if (answer?.status === 200) times.push(performance.now() - began)
  }
  return times.sort((one, other) => one - other).at(-2) ?? null
}
