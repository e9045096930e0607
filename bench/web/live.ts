import { performance } from 'node:perf_hooks'
import { request } from 'node:http'
import type { OpenDesk } from './open-desk.ts'
import { type Waited, waited } from './waited.ts'

const budget = 150

/**
 * From the answer to a write, which is a commit, to the streams of so many connected agents, and to the list on the
 * screen of one of them.
 */
export async function measureLive({ session, page, url }: OpenDesk, agents: number, times: number): Promise<Waited[]> {
  const { keys } = session.subject
  const arrivals = new Map<string, number[]>()
  const streams = await Promise.all(
    Array.from({ length: agents }, (_, n) => openStream(session.product.port, keys[n % keys.length] as string, arrivals)),
  )
  await page.goto(`${url}/tickets?view=all`)
  await page.getByTestId('ticket-row').first().waitFor()
  const onScreen = await page
    .getByTestId('ticket-row')
    .evaluateAll((all) => all.slice(0, 6).map((one) => one.getAttribute('data-reference') ?? ''))
  const toStreams: number[] = []
  const toScreen: number[] = []
  for (let n = 0; n < times; n++) {
    const reference = onScreen[n % onScreen.length] as string
    const words = `Seen live ${n} ${Math.floor(performance.now())}`
    await page.evaluate((wanted) => {
      const seen: { at: number } = { at: 0 }
      ;(globalThis as unknown as { seen: typeof seen }).seen = seen
      const look = () => {
        if (document.body.textContent?.includes(wanted)) seen.at = Date.now()
        else requestAnimationFrame(look)
      }
      look()
    }, words)
    const response = await fetch(`http://127.0.0.1:${session.product.port}/api/v1/tickets/${reference}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${keys[1]}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: words }),
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    const committed = performance.now()
    const committedAt = Date.now()
    const { id } = (await response.json()) as { id: string }
    const heard = await until(() => {
      const all = arrivals.get(id) ?? []
      return all.length >= agents ? all : null
    })
    arrivals.delete(id)
    for (const at of heard) toStreams.push(Math.max(0, at - committed))
    const seen = await page.waitForFunction(() => (globalThis as unknown as { seen: { at: number } }).seen.at || false)
    toScreen.push(Math.max(0, ((await seen.jsonValue()) as number) - committedAt))
  }
  for (const close of streams) close()
  return [
    waited(`commit to the streams of ${agents} agents`, toStreams, budget),
    waited('commit to the list of another agent', toScreen, budget),
  ]
}

function openStream(port: number, key: string, arrivals: Map<string, number[]>): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: '/api/v1/events', headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' } },
      (response) => {
        if (response.statusCode !== 200) return reject(new Error(`the feed answered ${response.statusCode}`))
        let rest = ''
        response.setEncoding('utf8').on('data', (piece: string) => {
          const at = performance.now()
          const blocks = (rest + piece).split('\n\n')
          rest = blocks.pop() ?? ''
          for (const block of blocks) {
            const ticket = /"ticketId":"(\d+)"/.exec(block)?.[1]
            if (ticket) arrivals.set(ticket, [...(arrivals.get(ticket) ?? []), at])
          }
        })
        resolve(() => sent.destroy())
      },
    )
    sent.on('error', (error) => reject(error))
    sent.end()
  })
}

async function until<T>(look: () => T | null, patienceMs = 10_000): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    const found = look()
    if (found !== null) return found
    if (performance.now() > end) throw new Error('not every stream heard of it')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
