import { setTimeout as pause } from 'node:timers/promises'

export interface Heard {
  readonly id: number | null
  readonly event: string
  readonly data: HeardData
}

/** As far as the tests look into it. */
interface HeardData {
  readonly position?: number
  readonly id?: string
  readonly ticketId?: string
  readonly reason?: string
  readonly row?: { readonly title: string; readonly starred: boolean; readonly assignee: { readonly id: string } | null }
  readonly viewers?: readonly { readonly id: string; readonly name: string; readonly typing: boolean }[]
}

/** A browser's side of the stream: reads server-sent events as the standard says. */
export async function listen(session: { url: string; headers: Record<string, string> }, after?: number) {
  const stop = new AbortController()
  const headers: Record<string, string> = { ...session.headers, accept: 'text/event-stream' }
  if (after !== undefined) headers['last-event-id'] = String(after)
  const response = await fetch(`${session.url}/events`, { headers, signal: stop.signal })
  const heard: Heard[] = []
  const comments: string[] = []
  let lastId: number | null = null
  let ended = false

  const reading = (async () => {
    let text = ''
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(chunk)
      const blocks = text.split('\n\n')
      text = blocks.pop() as string
      for (const block of blocks) take(block)
    }
  })().then(
    () => void (ended = true),
    () => void (ended = true),
  )

  function take(block: string): void {
    let event = 'message'
    let data = ''
    for (const line of block.split('\n')) {
      const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
      if (field === '') comments.push(value as string)
      if (field === 'event') event = value as string
      if (field === 'data') data += value
      if (field === 'id') lastId = Number(value)
    }
    if (data !== '') heard.push({ id: lastId, event, data: JSON.parse(data) as HeardData })
  }

  return {
    response,
    heard,
    comments,
    /** What happened on tickets, in order. */
    events: () => heard.filter((one) => one.event.includes('.') && one.event !== 'agent.presence_changed'),
    isEnded: () => ended,
    lastId: () => lastId,
    async until(check: (heard: Heard[]) => boolean, forMs = 30_000): Promise<void> {
      const end = performance.now() + forMs
      while (!check(heard)) {
        if (performance.now() > end) throw new Error(`it was not heard in time, only ${JSON.stringify(heard.map((one) => one.event))}`)
        await pause(5)
      }
    },
    async ends(forMs = 30_000): Promise<number> {
      const began = performance.now()
      while (!ended) {
        if (performance.now() - began > forMs) throw new Error('the stream did not end')
        await pause(5)
      }
      return performance.now() - began
    },
    async stop() {
      stop.abort()
      await reading
    },
  }
}
