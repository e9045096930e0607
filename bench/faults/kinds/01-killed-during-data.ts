import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FaultKind } from '../kinds.ts'
import type { World } from '../world.ts'

interface Plan {
  readonly bytes: number
  /** Of the mail or the upload, in thousandths. */
  readonly at: number
  readonly during: 'mail' | 'upload' | 'start'
  readonly delayMs: number
}

/** The process is killed while a mail or an upload is on its way in, or while it starts. */
export const kind: FaultKind<Plan> = {
  number: 1,
  title: 'killed (SIGKILL) during DATA, during an upload, or while it starts',
  where: ['shared', 'own'],
  claims: ['app'],
  plan: (random) => ({
    bytes: random.between(20_000, 1_500_000),
    at: random.between(0, 999),
    during: random.pick(['mail', 'mail', 'upload', 'start'] as const),
    delayMs: random.between(0, 1_000),
  }),
  async strike(world, plan) {
    const { product, traffic } = world
    if (plan.during === 'start') {
      await product.kill()
      await pause(plan.delayMs)
      const struck = await product.kill()
      await product.ready()
      return { struck, what: `killed ${plan.delayMs} ms into its start` }
    }
    await product.ready()
    const offset = Math.floor((plan.bytes * plan.at) / 1_000)
    const deaths: Promise<boolean>[] = []
    const killNow = () => {
      if (deaths.length === 0) deaths.push(product.kill())
    }
    if (plan.during === 'mail') await traffic.mail(traffic.compose({ attachmentBytes: plan.bytes }), { offset, call: killNow })
    else await uploadHalf(world, plan.bytes, offset, killNow)
    const [died = false] = await Promise.all(deaths)
    await product.ready()
    return { struck: died, what: `killed at byte ${offset} of the ${plan.during}` }
  },
  async check({ database }, { during }, say) {
    if (during !== 'upload') return
    const kept = await database.rows<{ filename: string }>("SELECT filename FROM attachments WHERE filename = 'half-an-upload.bin'")
    if (kept.length > 0) say('P1', 'half an upload is there as a file')
  },
}

/** Sends a file as far as the offset; nobody hears an answer. */
async function uploadHalf({ product, traffic }: World, bytes: number, offset: number, call: () => void): Promise<void> {
  const { hostname, port } = new URL(product.url)
  const boundary = 'xyz'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="half-an-upload.bin"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const socket = net.connect(Number(port), hostname)
  const gone = new Promise<void>((resolve) => {
    socket.once('close', resolve)
    socket.once('error', () => socket.destroy())
  })
  socket.write(
    `POST /api/v1/uploads HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${traffic.apiKey}\r\ncontent-type: multipart/form-data; boundary=${boundary}\r\ncontent-length: ${head.length + bytes + 1_000}\r\n\r\n${head}`,
  )
  socket.write(Buffer.alloc(offset, 'x'), call)
  // Its death ends the connection.
  await Promise.race([gone, pause(10_000)])
  socket.destroy()
}
