import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  findTicketReferences,
  isValidRecipient,
  parseAddressList,
  parseRecipient,
  readMail,
  stripSubjectPrefixes,
} from '../../server/channels/email/reading/index.ts'
import { bodyFromHtml, bodyFromText, bodyToHtml, bodyToMailHtml, bodyToText, excerpt } from '../../server/messages/body/index.ts'
import { whatIsActive } from '../../server/messages/body/testing/inert-html.ts'
import type { Case } from './cases.ts'

/** Hostile strings for every field a reader fills, script-injection payloads, and addresses with verdicts. */
export function textCases(folder: string): Case[] {
  return [...payloadCases(folder), ...naughtyCases(folder), ...addressCases(folder)]
}

function payloadCases(folder: string): Case[] {
  const file = join(folder, 'xss-payload-list.txt')
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((payload, n) => ({ set: 'text/payloads', id: `line ${n + 1}`, run: async () => inertEverywhere(payload) }))
}

function inertEverywhere(payload: string): string | null {
  for (const body of [
    bodyFromHtml(payload),
    bodyFromText(payload),
    bodyFromHtml(`<p>x <a href="${payload}">y</a><img src="${payload}" alt="${payload}"></p>`),
  ]) {
    const wrong = whatIsActive(bodyToHtml(body, { blockIds: true })) ?? whatIsActive(bodyToMailHtml(body), /^cid:/)
    if (wrong) return `${wrong} from ${payload.slice(0, 120)}`
  }
  return null
}

function naughtyCases(folder: string): Case[] {
  const file = join(folder, 'blns.json')
  if (!existsSync(file)) return []
  return (JSON.parse(readFileSync(file, 'utf8')) as string[]).map((text, n) => ({
    set: 'text/naughty',
    id: `string ${n}`,
    run: () => everyField(text),
  }))
}

// These are what is looked for.
// oxlint-disable-next-line no-control-regex
const hasControl = /[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e]/

async function everyField(text: string): Promise<string | null> {
  const inert = inertEverywhere(text)
  if (inert) return inert
  excerpt(bodyFromText(text), 50)
  stripSubjectPrefixes(text)
  findTicketReferences(text, ['TKT'])
  parseAddressList(text)
  const encoded = `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
  const raw = `From: ${encoded} <a@b.example>\r\nSubject: ${encoded}\r\nMessage-ID: <${encoded}>\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n--x\r\nContent-Disposition: attachment; filename*=utf-8''${encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''))}\r\n\r\nfile\r\n--x--\r\n`
  const mail = await readMail(Buffer.from(raw))
  if (mail.from?.address !== 'a@b.example') return `from read as ${mail.from?.address}`
  for (const field of [mail.subject, mail.from.name, mail.attachments[0]?.filename ?? ''])
    if (hasControl.test(field)) return `control character in ${JSON.stringify(field)}`
  if (mail.attachments[0]?.content.toString() !== 'file' || /[\\/]|^\./.test(mail.attachments[0].filename))
    return `attachment ${JSON.stringify(mail.attachments[0]?.filename)}`
  const wanted = bodyToText(bodyFromText(text))
  return bodyToText(mail.body) === wanted || /^(--|[A-Za-z]+:)/.test(text)
    ? null
    : `text read as ${JSON.stringify(bodyToText(mail.body).slice(0, 100))}`
}

interface AddressVerdict {
  id: string
  address: string
  category: string
}

const legal = new Set(['ISEMAIL_VALID_CATEGORY', 'ISEMAIL_DNSWARN', 'ISEMAIL_RFC5321'])

function addressCases(folder: string): Case[] {
  const file = join(folder, 'addresses.jsonl')
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as AddressVerdict)
    .map((one) => ({ set: 'text/addresses', id: `address ${one.id}`, run: async () => judgeAddress(one) }))
}

function judgeAddress(one: AddressVerdict): string | null {
  // The list writes control characters as their pictures.
  const address = one.address.replace(/[\u2400-\u241f]/g, (picture) => String.fromCharCode(picture.charCodeAt(0) - 0x2400))
  parseAddressList(address)
  const recipient = parseRecipient(address)
  const isLegal = legal.has(one.category)
  if (isLegal !== (recipient !== null)) return `${JSON.stringify(address)} is ${one.category}, ${recipient ? 'accepted' : 'refused'}`
  return isValidRecipient(address) && !isLegal ? `${JSON.stringify(address)} would be written to` : null
}
