import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMail } from '../../server/channels/email/reading/index.ts'
import type { Case } from './cases.ts'

interface Expected {
  id: string
  input: string
  expect: Array<{ code: string; dsn: string; feedback: string | null; hard: boolean; reason: string }>
}

/**
 * Bounces, complaints and vacation notes with what another reader makes of them. Where that reader invented a status for a mail
 * that names none (5.0.9xx), none is asked for.
 */
export function bounceCases(folder: string): Case[] {
  return readFileSync(join(folder, 'expect.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Expected)
    .map((one) => ({ set: 'bounce', id: one.id, run: () => check(readFileSync(join(folder, one.input)), one) }))
}

async function check(raw: Buffer, one: Expected): Promise<string | null> {
  const mail = await readMail(raw)
  const got = `${mail.auto} ${mail.bounce ? `${mail.bounce.reason} ${mail.bounce.smtpCode} ${mail.bounce.status} ${mail.bounce.hard ? 'hard' : 'soft'} ${mail.bounce.recipient}` : ''} [${mail.autoSignals.join()}]`
  const [expected] = one.expect
  if (!expected)
    return /is-not-bounce/.test(one.id) && (mail.auto === 'bounce' || mail.auto === 'complaint') ? `not a bounce, read as ${got}` : null
  const wrong: string[] = []
  const kind = expected.reason === 'feedback' ? 'complaint' : expected.reason === 'vacation' ? 'auto_reply' : 'bounce'
  if (expected.reason === 'delivered') return mail.auto === 'bounce' ? `delivered, read as ${got}` : null
  if (mail.auto !== kind) wrong.push(`${kind}`)
  if (kind === 'bounce') {
    if (mail.bounce?.hard !== expected.hard) wrong.push(expected.hard ? 'hard' : 'soft')
    if (expected.code && mail.bounce?.smtpCode !== expected.code) wrong.push(`code ${expected.code}`)
    if (expected.dsn && !/^\d\.0\.9\d\d$/.test(expected.dsn) && mail.bounce?.status !== expected.dsn) wrong.push(`status ${expected.dsn}`)
    if (!mail.bounce?.recipient) wrong.push('recipient')
  }
  return wrong.length > 0
    ? `expected ${wrong.join(', ')} (${expected.reason}), read as ${got} | ${mail.bounce?.diagnostic.slice(0, 160) ?? ''}`
    : null
}
