import { createHmac } from 'node:crypto'
import { plainRefused, type Relay } from '../../../desks/index.ts'
import type { Guard } from '../../../platform/outgoing/index.ts'
import { type Conversation, dial } from './conversation.ts'
import { findServer, signInFault } from './find-server.ts'
import { attempt, Fault, type Step, type Trial, type TrialResult } from './trial.ts'

export interface SmtpTrial {
  readonly relay: Relay
  readonly password: string | null
  /** What this installation calls itself. */
  readonly name: string
  /** The address mail would be from; null: the null path. */
  readonly sender: string | null
  /** The operator's own relay may stand anywhere; an admin's in the clear only where the operator allowed. */
  readonly mayBePlain: boolean
  /** Milliseconds for the whole; absent: as long as somebody waits at a screen. */
  readonly mostMs?: number
}

/** Talks to a relay as a mail would, as far as the sender's address, and leaves before there is a mail. */
export function trySmtp(guard: Guard, { relay, password, name, sender, mayBePlain, mostMs }: SmtpTrial): Promise<TrialResult> {
  const { host, port, security, user } = relay
  const planned: Step[] =
    security === 'tls'
      ? ['find', 'connect', 'secure', 'greet', 'sign_in', 'sender']
      : security === 'starttls'
        ? ['find', 'connect', 'greet', 'secure', 'sign_in', 'sender']
        : ['find', 'connect', 'greet', 'sign_in', 'sender']
  const work = async (trial: Trial) => {
    const found = await trial.run('find', async () => {
      const server = await findServer(guard, { host, port, protocol: 'smtp' })
      if (security === 'none' && !mayBePlain && !server.isAllowed) throw new Fault('plain_refused', plainRefused)
      return server
    })
    const { addresses, servername } = found
    const talk = await trial.run('connect', () =>
      dial({ address: addresses[0].address, servername, port, ca: guard.ca, deadline: trial.deadline }),
    )
    try {
      if (security === 'tls') await trial.run('secure', () => talk.secure())
      let able = await trial.run('greet', () => greet(talk, name))
      if (security === 'starttls') able = await trial.run('secure', () => startTls(talk, able, name))
      if (user === null) trial.skip('sign_in')
      else await trial.run('sign_in', () => signIn(talk, able, { user, password }))
      await trial.run('sender', () => offerSender(talk, sender))
      talk.say('QUIT')
    } finally {
      talk.close()
    }
  }
  return attempt(planned, password, work, mostMs)
}

interface Answer {
  readonly code: number
  readonly text: string
  readonly lines: readonly string[]
}

async function answer(talk: Conversation): Promise<Answer> {
  const lines: string[] = []
  for (;;) {
    const line = await talk.line()
    const found = /^(\d{3})([ -]?)(.*)$/.exec(line)
    if (!found) throw new Fault('not_mail', line)
    lines.push(found[3] ?? '')
    if (found[2] !== '-') return { code: Number(found[1]), text: `${found[1]} ${lines.join(' ')}`, lines }
  }
}

async function command(talk: Conversation, text: string): Promise<Answer> {
  talk.say(text)
  return answer(talk)
}

/** @returns what the server can do, in upper case */
async function greet(talk: Conversation, name: string): Promise<readonly string[]> {
  const greeting = await answer(talk)
  if (greeting.code !== 220) throw new Fault(greeting.code === 421 ? 'busy' : 'greeting_refused', greeting.text)
  return abilities(talk, name)
}

async function abilities(talk: Conversation, name: string): Promise<readonly string[]> {
  const hello = await command(talk, `EHLO ${name}`)
  if (hello.code !== 250) throw new Fault('greeting_refused', hello.text)
  return hello.lines.slice(1).map((line) => line.toUpperCase())
}

async function startTls(talk: Conversation, able: readonly string[], name: string): Promise<readonly string[]> {
  if (!able.includes('STARTTLS')) throw new Fault('starttls_missing')
  const ready = await command(talk, 'STARTTLS')
  if (ready.code !== 220) throw new Fault('starttls_refused', ready.text)
  await talk.secure()
  return abilities(talk, name)
}

async function signIn(
  talk: Conversation,
  able: readonly string[],
  { user, password }: { user: string; password: string | null },
): Promise<void> {
  if (password === null) throw new Fault('password_missing')
  const ways = able.filter((line) => /^AUTH[ =]/.test(line)).flatMap((line) => line.slice(5).split(' '))
  if (ways.length === 0) throw new Fault('sign_in_not_offered')
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')
  let last: Answer
  if (ways.includes('PLAIN')) last = await command(talk, `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`)
  else if (ways.includes('LOGIN')) {
    last = await command(talk, 'AUTH LOGIN')
    if (last.code === 334) last = await command(talk, base64(user))
    if (last.code === 334) last = await command(talk, base64(password))
  } else if (ways.includes('CRAM-MD5')) {
    last = await command(talk, 'AUTH CRAM-MD5')
    const proof = () =>
      createHmac('md5', password)
        .update(Buffer.from(last.lines[0] ?? '', 'base64'))
        .digest('hex')
    if (last.code === 334) last = await command(talk, base64(`${user} ${proof()}`))
  } else throw new Fault('oauth_wanted', ways.join(' '))
  if (last.code === 235) return
  if (last.code >= 400 && last.code < 500 && last.code !== 432) throw new Fault('busy', last.text)
  throw signInFault(last.text)
}

/** RFC 5321, 4.1.1.5: RSET forgets the sender, and nothing was sent. */
async function offerSender(talk: Conversation, sender: string | null): Promise<void> {
  const taken = await command(talk, `MAIL FROM:<${sender ?? ''}>`)
  await command(talk, 'RSET')
  if (taken.code === 250) return
  if (taken.code === 530) throw new Fault('sign_in_needed', taken.text)
  if (taken.code < 500) throw new Fault('busy', taken.text)
  throw new Fault('sender_refused', taken.text, { facts: { sender: sender ?? '' } })
}
