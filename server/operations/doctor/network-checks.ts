import { createConnection, createServer } from 'node:net'
import { tryRelay } from '../../channels/email/email.cli.ts'
import type { Config } from '../../platform/config.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const patienceMs = 5_000

/** Whether the ports are free, or have our own server behind them. */
export async function portChecks({ host, port, smtpHost, smtpPort }: Config): Promise<Finding[]> {
  return Promise.all([
    portCheck('Web port', 'PORT', host, port, () => answersHealth(reachable(host), port)),
    portCheck('Mail port', 'SMTP_PORT', smtpHost, smtpPort, async () =>
      /^220 \S+ .*Statedesk/.test(await greeting(reachable(smtpHost), smtpPort)),
    ),
  ])
}

async function portCheck(check: string, variable: string, host: string, port: number, isOurs: () => Promise<boolean>): Promise<Finding> {
  if (port === 0) return ok(check, 'the system chooses one')
  const fault = await listenFault(host, port)
  if (fault === null) return ok(check, `${port} is free`)
  if (fault === 'EADDRINUSE') {
    if (await isOurs()) return ok(check, `${port}, Statedesk answers`)
    return problem(check, `Port ${port} is taken by another program.`, `Stop that one, or choose another port with ${variable}.`)
  }
  if (fault === 'EACCES')
    return problem(check, `This account may not listen on port ${port}.`, `Choose a port from 1024 on with ${variable}.`)
  return problem(
    check,
    `Nothing can listen on ${host}:${port} (${fault}).`,
    `The host variable beside ${variable} names an address of this machine, or 0.0.0.0 for all.`,
  )
}

function listenFault(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

const reachable = (host: string) => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host)

async function answersHealth(host: string, port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/healthz`, {
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'manual',
    })
    return response.ok && ((await response.json()) as { status?: unknown }).status === 'ok'
  } catch {
    // Whatever it is that listens there, it does not speak as we do.
    return false
  }
}

function greeting(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: patienceMs })
    const end = (words: string) => {
      socket.destroy()
      resolve(words)
    }
    socket.setEncoding('utf8').once('data', (words: string) => end(words))
    socket.once('error', () => end(''))
    socket.once('timeout', () => end(''))
    socket.once('close', () => resolve(''))
  })
}

/** Signs in at the relay as a mail would, and sends none. */
export async function relayCheck({ smtpUrl, publicUrl }: Config): Promise<Finding> {
  if (smtpUrl === null)
    return warning(
      'Relay',
      'SMTP_URL is not set: replies wait in the outbox.',
      'Set it to your mail server, like smtp://user:password@mail.example.com:587.',
    )
  const { host } = new URL(smtpUrl)
  const { fault, encrypted, signedIn } = await tryRelay(smtpUrl, publicUrl)
  if (fault !== null)
    return problem('Relay', `${host}: ${fault}`, 'Correct SMTP_URL (host, port, user, password), or ask who runs that server.')
  const how = [encrypted ? 'encrypted' : 'in the clear', signedIn ? 'signed in' : 'without a user'].join(', ')
  return ok('Relay', `${host} answers (${how})`)
}
