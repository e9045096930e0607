import type { AddressInfo } from 'node:net'
import { type SMTPServerDataStream, SMTPServer, type SMTPServerSession } from 'smtp-server'
import { watch } from '../../../testing/canaries/collector.ts'

export interface TakenIn {
  readonly from: string
  readonly to: string[]
  readonly raw: string
}

/** What the relay does with the next mails, one each; then it takes everything. */
export type Script =
  | { readonly at: 'greeting' | 'mail' | 'rcpt' | 'data'; readonly answer: number; readonly says?: string }
  /** Takes the mail and goes away without an answer, `accepted` says whether it was delivered all the same. */
  | { readonly at: 'drop'; readonly accepted: boolean }
  /** Says nothing after the final dot. */
  | { readonly at: 'stall' }
  /** Goes away in the middle of the mail. */
  | { readonly at: 'cut' }

export interface RelaySink {
  readonly url: string
  /** Every mail it delivered, in order. */
  readonly mails: TakenIn[]
  readonly attempts: () => number
  script(...steps: Script[]): void
  close(): Promise<void>
}

/** A real SMTP server that misbehaves as it is told. */
export async function relaySink(options: { starttls?: boolean } = {}): Promise<RelaySink> {
  const mails: TakenIn[] = []
  const steps: Script[] = []
  let attempts = 0
  const current = new Map<string, Script | undefined>()
  const failure = (step: Script | undefined, at: Script['at']) =>
    step?.at === at && 'answer' in step ? Object.assign(new Error(step.says ?? 'as scripted'), { responseCode: step.answer }) : null

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.starttls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 50,
    onConnect(_session, callback) {
      const step = steps[0]
      if (step?.at === 'greeting') steps.shift()
      callback(failure(step, 'greeting'))
    },
    onMailFrom(_address, session, callback) {
      attempts += 1
      const step = steps.shift()
      current.set(session.id, step)
      callback(failure(step, 'mail'))
    },
    onRcptTo: (_address, session, callback) => callback(failure(current.get(session.id), 'rcpt')),
    onData(stream, session, callback) {
      const step = current.get(session.id)
      if (step?.at === 'cut') {
        stream.once('data', () => socketOf(session).destroy())
        stream.resume()
        return
      }
      void (async () => {
        const raw = await read(stream)
        const refusal = failure(step, 'data')
        const delivered = !refusal && step?.at !== 'stall' && !(step?.at === 'drop' && !step.accepted)
        if (delivered) {
          watch().observe({ surface: 'mail', where: `to ${session.envelope.rcptTo.map(({ address }) => address).join()}`, text: raw })
          mails.push({
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
            to: session.envelope.rcptTo.map(({ address }) => address),
            raw,
          })
        }
        if (step?.at === 'drop') return socketOf(session).destroy()
        if (step?.at === 'stall') return
        callback(refusal)
      })()
    },
  })
  server.on('error', () => {})

  function socketOf(session: SMTPServerSession) {
    for (const connection of server.connections)
      if (connection.id === session.id) return (connection as unknown as { _socket: import('node:net').Socket })._socket
    throw new Error('the connection is gone')
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    attempts: () => attempts,
    script: (...next) => void steps.push(...next),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function read(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
