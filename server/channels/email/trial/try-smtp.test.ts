import net, { type AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import { type Guard, guardOf } from '../../../platform/outgoing/index.ts'
import { selfSigned } from '../self-signed.ts'
import { signInFault } from './find-server.ts'
import type { TrialResult } from './trial.ts'
import { trySmtp } from './try-smtp.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

const here = ['127.0.0.0/8', '::1']
const guard = (more: Partial<Guard> = {}): Guard => ({ ...guardOf({ allowNetworks: here }), ...more })
const relay = { host: 'localhost', security: 'none' as const, user: null as string | null }
const password = 'correct horse'

/** A real SMTP server with one user, of whom the test says how it behaves. */
async function server(options: SMTPServerOptions = {}): Promise<number> {
  const smtp = new SMTPServer({
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 50,
    allowInsecureAuth: true,
    authOptional: true,
    onAuth: (auth, _session, callback) =>
      auth.username === 'desk' && auth.password === password
        ? callback(null, { user: 'desk' })
        : callback(Object.assign(new Error(`535 5.7.8 not with ${auth.password ?? ''}`), { responseCode: 535 })),
    ...options,
  })
  smtp.on('error', () => undefined)
  open.push(() => new Promise<void>((resolve) => smtp.close(() => resolve())))
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()))
  return (smtp.server.address() as AddressInfo).port
}

/** A server that is no mail server: it says this to whoever comes. */
async function bare(says: string): Promise<number> {
  const sockets = new Set<net.Socket>()
  const tcp = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (says) socket.write(says)
  })
  open.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => tcp.close(resolve))
  })
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
  return (tcp.address() as AddressInfo).port
}

function attempt(
  port: number,
  more: Partial<Parameters<typeof trySmtp>[1]['relay']> = {},
  own: Guard = guard(),
  typed: string | null = password,
  mostMs?: number,
) {
  const trial = {
    relay: { ...relay, port, ...more },
    password: typed,
    name: 'desk.example',
    sender: 'support@desk.example',
    mayBePlain: false,
    ...(mostMs === undefined ? {} : { mostMs }),
  }
  return trySmtp(own, trial)
}

const told = ({ steps, fault }: TrialResult) => [fault?.code ?? 'ok', steps.map(({ step, state }) => `${step} ${state}`).join(', ')]

test('everything works: every step is ticked, and no mail was sent', async () => {
  let mails = 0
  const port = await server({
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, callback) {
      mails += 1
      stream.resume()
      callback()
    },
  })
  const result = await attempt(port, { user: 'desk' })
  expect(told(result)).toEqual(['ok', 'find done, connect done, greet done, sign_in done, sender done'])
  expect(mails).toBe(0)
})

test('a wrong password is told from everything else, with the server’s words and without the password', async () => {
  const port = await server({ disabledCommands: ['STARTTLS'] })
  const result = await attempt(port, { user: 'desk' }, guard(), 'wrong horse')
  expect(told(result)).toEqual(['sign_in_refused', 'find done, connect done, greet done, sign_in failed, sender not_reached'])
  expect(result.fault?.said).toContain('535')
  expect(result.fault?.said).not.toContain('wrong horse')
  expect(told(await attempt(port, { user: 'desk' }, guard(), null))[0]).toBe('password_missing')
})

test('each way not to get there has a name of its own', async () => {
  const closed = await bare('')
  await Promise.all(open.splice(0).map((close) => close()))
  expect(told(await attempt(closed))).toEqual([
    'refused',
    'find done, connect failed, greet not_reached, sign_in not_reached, sender not_reached',
  ])
  const lost = guard({ lookup: async () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })) })
  const unknown = await attempt(2525, { host: 'mial.example.com' }, lost)
  expect([unknown.fault?.code, unknown.fault?.facts]).toEqual(['name_not_found', { host: 'mial.example.com' }])
  expect(told(await attempt(2525, { host: '10.0.0.7' }))[0]).toBe('address_refused')
  expect(told(await attempt(5432))[0]).toBe('port_refused')
  const outside = guard({ lookup: async () => [{ address: '93.184.215.14', family: 4 }] })
  expect(told(await attempt(2525, { host: 'mail.example.com' }, outside))[0]).toBe('plain_refused')
})

test('a server that is none for mail, is busy, refuses the greeting or lacks STARTTLS is named as that', async () => {
  expect(told(await attempt(await bare('SSH-2.0-OpenSSH_9.6\r\n')))[0]).toBe('not_mail')
  expect(told(await attempt(await bare('421 4.7.0 too many connections\r\n')))[0]).toBe('busy')
  const refusing = await attempt(await bare('554 5.7.1 go away\r\n'))
  expect([refusing.fault?.code, refusing.fault?.said]).toEqual(['greeting_refused', '554 5.7.1 go away'])
  const plain = await server({ disabledCommands: ['STARTTLS'] })
  expect(told(await attempt(plain, { security: 'starttls' }))).toEqual([
    'starttls_missing',
    'find done, connect done, greet done, secure failed, sign_in not_reached, sender not_reached',
  ])
  expect(told(await attempt(plain, { security: 'tls' }))[0]).toBe('not_tls')
})

test('a server that drips, or never stops talking, is left after the time that a trial has', async () => {
  const failedAt = ({ steps }: TrialResult) => steps.find(({ state }) => state === 'failed')?.step
  const talking = async (every: number, says: string) => {
    let closed = 0
    const tcp = net.createServer((socket) => {
      socket.write('220-')
      const timer = setInterval(() => socket.write(says), every)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        clearInterval(timer)
        closed += 1
      })
    })
    open.push(() => new Promise((resolve) => tcp.close(resolve)))
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
    return { port: (tcp.address() as AddressInfo).port, closed: () => closed }
  }
  const drips = await talking(50, 'x')
  const slow = await attempt(drips.port, {}, guard(), password, 1_500)
  expect([slow.fault?.code, failedAt(slow)]).toEqual(['too_slow', 'greet'])
  await expect.poll(drips.closed).toBe(1)
  const lines = await talking(1, `220-${'x'.repeat(2_000)}\r\n220-`)
  const long = await attempt(lines.port)
  expect([long.fault?.code, failedAt(long)]).toEqual(['not_mail', 'greet'])
  await expect.poll(lines.closed).toBe(1)
})

test('a server without sign-in, one that wants it, and one that does not take the sender', async () => {
  const without = await server({ disabledCommands: ['STARTTLS', 'AUTH'] })
  expect(told(await attempt(without, { user: 'desk' }))[0]).toBe('sign_in_not_offered')
  const wanting = await server({ disabledCommands: ['STARTTLS'], authOptional: false })
  expect(told(await attempt(wanting))[0]).toBe('sign_in_needed')
  const choosy = await server({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: (_address, _session, callback) => callback(Object.assign(new Error('5.7.60 not your address'), { responseCode: 550 })),
  })
  const refused = await attempt(choosy)
  expect([refused.fault?.code, refused.fault?.facts.sender]).toEqual(['sender_refused', 'support@desk.example'])
  const tokensOnly = await server({ disabledCommands: ['STARTTLS'], authMethods: ['XOAUTH2'] })
  expect(told(await attempt(tokensOnly, { user: 'desk' }))[0]).toBe('oauth_wanted')
})

test('certificates: expired, for another name, self-signed, and one that is good', async () => {
  const now = new Date()
  const fine = selfSigned('localhost', now)
  const tls = (cert: { key: string; cert: string }) => server({ secure: true, ...cert })
  const self = await attempt(await tls(fine), { security: 'tls' })
  expect(told(self)).toEqual([
    'certificate_self_signed',
    'find done, connect done, secure failed, greet not_reached, sign_in not_reached, sender not_reached',
  ])
  const other = selfSigned('mail.other.example', now)
  const named = await attempt(await tls(other), { security: 'tls' }, guard({ ca: other.cert }))
  expect([named.fault?.code, named.fault?.facts]).toMatchObject(['certificate_name', { host: 'localhost', names: 'mail.other.example' }])
  const old = selfSigned('localhost', new Date('2010-03-01T00:00:00Z'))
  const expired = await attempt(await tls(old), { security: 'tls' }, guard({ ca: old.cert }))
  expect([expired.fault?.code, expired.fault?.facts.until]).toEqual(['certificate_expired', '2020-02-27'])
  const early = selfSigned('localhost', new Date(now.getTime() + 10 * 86_400_000))
  expect(told(await attempt(await tls(early), { security: 'tls' }, guard({ ca: early.cert })))[0]).toBe('certificate_not_yet')
  expect(told(await attempt(await tls(fine), { security: 'tls', user: 'desk' }, guard({ ca: fine.cert })))[0]).toBe('ok')
  const starttls = await server({ ...fine })
  expect(told(await attempt(starttls, { security: 'starttls', user: 'desk' }, guard({ ca: fine.cert })))).toEqual([
    'ok',
    'find done, connect done, greet done, secure done, sign_in done, sender done',
  ])
})

test('what large providers answer to a password is understood', () => {
  expect(signInFault('535 5.7.139 Authentication unsuccessful, basic authentication is disabled.').code).toBe('oauth_wanted')
  expect(signInFault('534 5.7.9 Application-specific password required.').code).toBe('app_password_wanted')
  expect(signInFault('535 5.7.8 Username and Password not accepted').code).toBe('sign_in_refused')
})
