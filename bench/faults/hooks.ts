import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Ledger } from './ledger.ts'

/** What the receiver is told of in every run. */
export const toldTypes = ['ticket.created', 'ticket.status_changed', 'message.added'] as const

export interface Receipt {
  /** The header webhook-id. */
  readonly id: string
  readonly body: string
  readonly position: number
  readonly seq: number
  readonly reference: string
  readonly answered: 'taken' | 'failed' | 'dropped'
}

export interface Hooks {
  readonly url: string
  readonly receipts: readonly Receipt[]
  /** The next messages, so many, are answered 500 or not at all, again and again for each attempt. */
  fail(how: 'answer-500' | 'drop' | 'take-and-drop', times: number): { readonly failed: () => number }
  /** Called for each message before it is answered. */
  onReceipt(call: (receipt: Receipt) => Promise<void>): void
  close(): Promise<void>
}

/** Somebody who wants to be told of everything (Standard Webhooks). */
export async function startHooks(ledger: Ledger): Promise<Hooks> {
  const receipts: Receipt[] = []
  const calls: ((receipt: Receipt) => Promise<void>)[] = []
  let failing: { how: 'answer-500' | 'drop' | 'take-and-drop'; left: number; failed: number } | null = null

  const server = http.createServer((request, response) => {
    void (async () => {
      const body = await read(request)
      if (body === null) return
      const act = failing && failing.left > 0 ? failing : null
      if (act) {
        act.left -= 1
        act.failed += 1
      }
      const receipt = receiptOf(String(request.headers['webhook-id']), body, act?.how)
      receipts.push(receipt)
      await ledger.note({ hook: receipt.id, position: receipt.position, answered: receipt.answered })
      await Promise.all(calls.map((call) => call(receipt)))
      if (act?.how === 'drop' || act?.how === 'take-and-drop') return void request.socket.destroy()
      response.writeHead(act ? 500 : 204).end()
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`,
    receipts,
    fail(how, times) {
      const script = { how, left: times, failed: 0 }
      failing = script
      return { failed: () => script.failed }
    },
    onReceipt: (call) => void calls.push(call),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function receiptOf(id: string, body: string, how: 'answer-500' | 'drop' | 'take-and-drop' | undefined): Receipt {
  const { data } = JSON.parse(body) as { data: { position: number; seq: number; ticket: { reference: string } } }
  const answered = how === undefined || how === 'take-and-drop' ? 'taken' : how === 'drop' ? 'dropped' : 'failed'
  return { id, body, position: data.position, seq: data.seq, reference: data.ticket.reference, answered }
}

/** Null when the sender went away before its end. */
async function read(request: http.IncomingMessage): Promise<string | null> {
  try {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('utf8')
  } catch {
    return null
  }
}
