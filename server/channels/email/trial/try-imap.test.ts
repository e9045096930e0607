import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { guardOf } from '../../../platform/outgoing/index.ts'
import { selfSigned } from '../self-signed.ts'
import type { TrialResult } from './trial.ts'
import { tryImap } from './try-imap.ts'

type Certificate = { key: string; cert: string }

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

const app = { config: { allowNetworks: ['127.0.0.0/8', '::1'] } } as unknown as Parameters<typeof tryImap>[0]

/** As much of an IMAP server as speaks before anybody signs in: a greeting, what it is able to, and STARTTLS. */
function speak(socket: net.Socket | tls.TLSSocket, certificate: Certificate | null, greets = true): void {
  socket.on('error', () => undefined)
  if (greets) socket.write('* OK ready\r\n')
  socket.on('data', (data: Buffer) => {
    const [tag, verb] = data.toString().trim().split(' ')
    if (verb === 'CAPABILITY') socket.write(`* CAPABILITY IMAP4rev1${certificate ? ' STARTTLS' : ''} LOGINDISABLED\r\n${tag} OK\r\n`)
    else if (verb === 'STARTTLS' && certificate) {
      socket.removeAllListeners('data')
      socket.write(`${tag} OK\r\n`, () => speak(new tls.TLSSocket(socket, { isServer: true, ...certificate }), null, false))
    } else socket.write(`${tag} NO\r\n`)
  })
}

async function server(made: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>()
  made.on('connection', (socket: net.Socket) => sockets.add(socket))
  made.on('tlsClientError', () => undefined)
  open.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => made.close(resolve))
  })
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return (made.address() as AddressInfo).port
}

const withTls = (certificate: Certificate) => server(tls.createServer(certificate, (socket) => speak(socket, null)))
const withStartTls = (certificate: Certificate) => server(net.createServer((socket) => speak(socket, certificate)))

function attempt(port: number, { secure = true, ca }: { secure?: boolean; ca?: string } = {}): Promise<TrialResult> {
  const settings = { host: 'localhost', port, secure, user: 'desk', folder: 'INBOX' }
  return tryImap(app, settings, 'correct horse', { ...guardOf(app.config), ...(ca ? { ca } : {}) })
}

const told = ({ steps, fault }: TrialResult) => [fault?.code ?? 'ok', steps.map(({ step, state }) => `${step} ${state}`).join(', ')]

test('certificates of a mailbox: self-signed, for another name, expired, not valid yet, and one that is good', async () => {
  const now = new Date()
  const fine = selfSigned('localhost', now)
  expect(told(await attempt(await withTls(fine)))).toEqual([
    'certificate_self_signed',
    'find done, connect done, secure failed, greet not_reached, sign_in not_reached, folder not_reached',
  ])
  const other = selfSigned('imap.other.example', now)
  const named = await attempt(await withTls(other), { ca: other.cert })
  expect([named.fault?.code, named.fault?.facts]).toMatchObject(['certificate_name', { host: 'localhost', names: 'imap.other.example' }])
  const old = selfSigned('localhost', new Date('2010-03-01T00:00:00Z'))
  const expired = await attempt(await withTls(old), { ca: old.cert })
  expect([expired.fault?.code, expired.fault?.facts.until]).toEqual(['certificate_expired', '2020-02-27'])
  const early = selfSigned('localhost', new Date(now.getTime() + 10 * 86_400_000))
  expect(told(await attempt(await withTls(early), { ca: early.cert }))[0]).toBe('certificate_not_yet')
  // Past the certificate: this server lets nobody sign in.
  expect(told(await attempt(await withTls(fine), { ca: fine.cert }))).toEqual([
    'sign_in_not_offered',
    'find done, connect done, secure done, greet done, sign_in failed, folder not_reached',
  ])
})

test('the certificate is looked at after STARTTLS as well, and the password stays here until it is good', async () => {
  const now = new Date()
  const fine = selfSigned('localhost', now)
  const steps = 'find done, connect done, greet done, secure failed, sign_in not_reached, folder not_reached'
  expect(told(await attempt(await withStartTls(fine), { secure: false }))).toEqual(['certificate_self_signed', steps])
  const old = selfSigned('localhost', new Date('2010-03-01T00:00:00Z'))
  expect(told(await attempt(await withStartTls(old), { secure: false, ca: old.cert }))).toEqual(['certificate_expired', steps])
  expect(told(await attempt(await withStartTls(fine), { secure: false, ca: fine.cert }))).toEqual([
    'sign_in_not_offered',
    'find done, connect done, greet done, secure done, sign_in failed, folder not_reached',
  ])
})
