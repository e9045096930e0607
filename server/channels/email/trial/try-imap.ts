import { ImapFlow } from 'imapflow'
import type { App } from '../../../access/index.ts'
import { guardOf } from '../../../platform/outgoing/index.ts'
import type { ImapSettings } from '../imap/imap.queries.ts'
import { connectionOf } from '../imap/watch-mailbox.ts'
import { isThisMachine } from '../sending/relay.ts'
import { type Conversation, dial } from './conversation.ts'
import { findServer, signInFault } from './find-server.ts'
import { attempt, Fault, type Step, type TrialResult } from './trial.ts'

const mostFolders = 30

/**
 * Looks at a mailbox: first by a few lines of our own, which show how far one gets, then as the watching does, which
 * signs in and opens the folder. Nothing is read and nothing is marked.
 */
export function tryImap(
  app: Pick<App, 'config'>,
  settings: ImapSettings,
  password: string | null,
  guard = guardOf(app.config),
): Promise<TrialResult> {
  const { host, port, secure } = settings
  const planned: Step[] = secure
    ? ['find', 'connect', 'secure', 'greet', 'sign_in', 'folder']
    : ['find', 'connect', 'greet', 'secure', 'sign_in', 'folder']
  return attempt(planned, password, async (trial) => {
    const { addresses, servername } = await trial.run('find', () => findServer(guard, { host, port, protocol: 'imap' }))
    const talk = await trial.run('connect', () =>
      dial({ address: addresses[0].address, servername, port, ca: guard.ca, deadline: trial.deadline }),
    )
    let able: string
    try {
      if (secure) await trial.run('secure', () => talk.secure())
      able = await trial.run('greet', () => greet(talk))
      if (!secure) {
        if (isThisMachine(host) && !able.includes('STARTTLS')) trial.skip('secure')
        else able = await trial.run('secure', () => startTls(talk, able))
      }
    } finally {
      talk.close()
    }
    const client = new ImapFlow({
      ...(await connectionOf(app, settings, 0)),
      auth: { user: settings.user, pass: password ?? '' },
      logger: false,
      disableAutoIdle: true,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    })
    client.on('error', () => undefined)
    try {
      await trial.run('sign_in', () => signIn(client, able, password))
      await trial.run('folder', () => openFolder(client, settings.folder || 'INBOX'))
    } finally {
      client.close()
    }
  })
}

async function greet(talk: Conversation): Promise<string> {
  const greeting = await talk.line()
  if (/^\* BYE/i.test(greeting)) throw new Fault('greeting_refused', greeting)
  if (!/^\* (OK|PREAUTH)/i.test(greeting)) throw new Fault('not_mail', greeting)
  return abilities(talk, 'a1')
}

async function abilities(talk: Conversation, tag: string): Promise<string> {
  talk.say(`${tag} CAPABILITY`)
  let able = ''
  for (;;) {
    const line = (await talk.line()).toUpperCase()
    if (line.startsWith('* CAPABILITY')) able += line
    if (line.startsWith(`${tag.toUpperCase()} `)) return able
  }
}

async function startTls(talk: Conversation, able: string): Promise<string> {
  if (!able.includes('STARTTLS')) throw new Fault('starttls_missing')
  talk.say('a2 STARTTLS')
  for (;;) {
    const line = await talk.line()
    if (/^a2 OK/i.test(line)) break
    if (/^a2 /i.test(line)) throw new Fault('starttls_refused', line)
  }
  await talk.secure()
  return abilities(talk, 'a3')
}

async function signIn(client: ImapFlow, able: string, password: string | null): Promise<void> {
  if (password === null) throw new Fault('password_missing')
  const byToken = /AUTH=(XOAUTH2|OAUTHBEARER)/.test(able)
  if (/LOGINDISABLED/.test(able) && !/AUTH=(PLAIN|LOGIN)/.test(able)) throw new Fault(byToken ? 'oauth_wanted' : 'sign_in_not_offered')
  try {
    await client.connect()
  } catch (error) {
    const { authenticationFailed, responseText, serverResponseCode } = error as ImapError
    if (!authenticationFailed) throw error
    throw serverResponseCode === 'UNAVAILABLE' ? new Fault('busy', responseText ?? null) : signInFault(responseText ?? '')
  }
}

interface ImapError extends Error {
  authenticationFailed?: boolean
  responseText?: string
  responseStatus?: string
  serverResponseCode?: string
}

async function openFolder(client: ImapFlow, folder: string): Promise<void> {
  try {
    await client.mailboxOpen(folder, { readOnly: true })
  } catch (error) {
    const { responseStatus, responseText } = error as ImapError
    if (responseStatus !== 'NO') throw error
    const folders = (await client.list().catch(() => [])).map(({ path }) => path).slice(0, mostFolders)
    throw new Fault('folder_missing', responseText ?? null, { facts: { folder }, folders })
  }
}
