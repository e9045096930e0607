import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'

const binary = '/usr/sbin/dovecot'
export const imapPassword = 'imap-password'

/** Whether a real IMAP server can be started here. Where tests must be complete, its absence is a failure. */
export function hasDovecot(): boolean {
  if (existsSync(binary)) return true
  if (process.env.CI === 'true') throw new Error('dovecot is missing: apt-get install dovecot-imapd')
  console.warn('The IMAP tests are skipped: dovecot is not installed (apt-get install dovecot-imapd)')
  return false
}

export interface Dovecot {
  readonly port: number
  /** Puts a mail into somebody's inbox. */
  append(user: string, raw: string, flags?: string[]): Promise<void>
  flags(user: string): Promise<string[][]>
  /** The server forgets its numbering: UIDVALIDITY changes, all UIDs start again. */
  renumber(user: string): Promise<void>
  restart(): Promise<void>
  close(): Promise<void>
}

/** A real IMAP server of its own, on a free port, whose every user has the same password. */
export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'statedesk-imap-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const config = join(folder, 'dovecot.conf')
  const mails = join(folder, 'mail')
  mkdirSync(mails)
  const asRoot = process.getuid?.() === 0
  const mailUser = asRoot ? { uid: 65534, gid: 65534 } : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  if (asRoot) chownSync(mails, mailUser.uid, mailUser.gid)
  writeFileSync(config, configOf(folder, port, mailUser, asRoot))
  let child = await start()

  async function start() {
    const started = spawn(binary, ['-F', '-c', config], { stdio: 'ignore' })
    for (let tries = 0; tries < 600; tries += 1) {
      if (started.exitCode !== null) throw new Error(`dovecot did not start: ${logOf(folder)}`)
      if (await answers(port)) return started
      await pause(50)
    }
    throw new Error(`dovecot does not answer: ${logOf(folder)}`)
  }

  async function stop() {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  }

  async function as<T>(user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user, pass: imapPassword }, logger: false })
    client.on('error', () => {})
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.logout()
    }
  }

  return {
    port,
    append: (user, raw, flags) => as(user, async (client) => void (await client.append('INBOX', raw.replace(/\r?\n/g, '\r\n'), flags))),
    flags: (user) =>
      as(user, async (client) => {
        await client.mailboxOpen('INBOX', { readOnly: true })
        const all: string[][] = []
        for await (const message of client.fetch('1:*', { flags: true }))
          all.push([...(message.flags ?? [])].filter((flag) => flag !== '\\Recent'))
        return all
      }),
    async renumber(user) {
      await stop()
      // The numbering of a maildir stands in this file; without it the server makes a new one, dated by the second.
      await pause(1_100)
      for (const name of ['dovecot-uidlist', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache', 'dovecot-uidvalidity']) {
        rmSync(join(mails, user, name), { force: true })
      }
      child = await start()
    },
    async restart() {
      await stop()
      child = await start()
    },
    async close() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configOf(folder: string, port: number, mail: { uid: number; gid: number }, asRoot: boolean): string {
  const me = userInfo().username
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%u
${asRoot ? '' : `default_internal_user = ${me}\ndefault_login_user = ${me}\ndefault_internal_group = ${mail.gid}`}
service imap-login {
  ${asRoot ? '' : 'chroot ='}
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
${asRoot ? '' : 'service anvil {\n  chroot =\n}'}
namespace inbox {
  inbox = yes
}
passdb {
  driver = static
  args = password=${imapPassword}
}
userdb {
  driver = static
  args = uid=${mail.uid} gid=${mail.gid} home=${folder}/mail/%u
}
`
}

function logOf(folder: string): string {
  const file = join(folder, 'log')
  return existsSync(file) ? readFileSync(file, 'utf8').slice(-2_000) : 'no log'
}

/** A free port below those that outgoing connections use: it must still be free when the server comes back. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 25_000)
    const server = net.createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    await new Promise((resolve) => server.close(resolve))
    return port
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('data', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.once('data', () => socket.destroy())
  })
}
