import { isUtf8 } from 'node:buffer'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import type { ReadMail } from '../../server/channels/email/reading/index.ts'
import { readMail } from '../../server/channels/email/reading/index.ts'
import { bodyFromHtml, bodyToHtml, bodyToText } from '../../server/messages/body/index.ts'
import { type Case, filesBelow, missingShare } from './cases.ts'

/** Whole messages of other parsers' test suites; two of them carry what is in each message. */
export function mailCases(folder: string): Case[] {
  return filesBelow(folder)
    .filter((file) => isMessage(file))
    .map((file) => {
      const set = `mail/${relative(folder, file).split('/')[0]}`
      return { set, id: relative(folder, file), run: () => check(file) }
    })
}

function isMessage(file: string): boolean {
  if (/\.(json|xml|out|golden|txt)$/.test(file) && !/msg_\d+\w*\.txt$/.test(file)) return false
  return !/COPYING|README|LICENSE|\.py$|\.gif$|\.jpg$/.test(basename(file))
}

async function check(file: string): Promise<string | null> {
  const raw = readFileSync(file)
  const mail = await readMail(raw)
  bodyToHtml(mail.body)
  const json = `${file.slice(0, -4)}.json`
  if (file.endsWith('.eml') && existsSync(json)) return againstStalwart(mail, JSON.parse(readFileSync(json, 'utf8')) as Stalwart)
  const xml = file.replace(/\.msg$/, '_decoded.xml')
  if (file.endsWith('.msg') && existsSync(xml)) return againstMime4j(mail, readFileSync(xml, 'latin1'), dirname(file))
  return null
}

// Where the other reader gave up (U+FFFD), left uuencoded or enriched text as it is, or took a boundary inside for text, ours may
// do better.
function gaveUp(text: string): boolean {
  return text.includes('\ufffd') || /^begin \d{3} |^--.{1,70}\r?\nContent-|<(?:bold|italic|smaller)>/m.test(text)
}

/** Every word of a mail, of its text and its files, in whatever character set they are. */
function everythingIn(mail: ReadMail): string {
  const files = mail.attachments.map((file) => `${file.content.toString('utf8')}\n${file.content.toString('latin1')}`)
  return `${bodyToText(mail.body)}\n${files.join('\n')}`
}

interface Stalwart {
  html_body: number[]
  text_body: number[]
  attachments: number[]
  parts: Array<{ headers: Array<{ name: unknown; value: unknown }>; body: Record<string, unknown> }>
}

function againstStalwart(mail: ReadMail, expected: Stalwart): string | null {
  const wrong: string[] = []
  const header = (name: string) =>
    expected.parts[0]?.headers.find((field) => field.name === name)?.value as Record<string, unknown> | undefined
  const subject = header('subject')?.Text
  if (typeof subject === 'string' && !gaveUp(subject) && missingShare(subject, mail.subject).share > 0)
    wrong.push(`subject ${JSON.stringify(subject)} read as ${JSON.stringify(mail.subject)}`)
  const from = addressesIn(header('from'))
  const mine = mail.fromAll.map((address) => address.address.toLowerCase())
  for (const address of from)
    if (/^[^\s@]+@[^\s@]+$/.test(address) && !mine.includes(address.toLowerCase())) wrong.push(`from ${address} read as ${mine.join()}`)
  const id = header('message_id')?.Text
  if (typeof id === 'string' && id.includes('@') && !/\s/.test(id) && mail.messageId !== id)
    wrong.push(`message-id ${id} read as ${mail.messageId}`)

  const everything = everythingIn(mail)
  const htmlWords = expected.html_body.map((index) => textIn(expected, index)).join('\n')
  const textWords = expected.text_body.map((index) => textIn(expected, index)).join('\n')
  const [asHtml, asText] = [missingShare(htmlWords, everything), missingShare(textWords, everything)]
  if (asHtml.share > 0.01 && asText.share > 0.01 && !gaveUp(textWords)) wrong.push(`words missing: ${asHtml.sample}`)

  for (const index of expected.attachments) {
    const body = expected.parts[index]?.body ?? {}
    const bytes = body.Binary ?? body.InlineBinary
    if (Array.isArray(bytes)) {
      const content = Buffer.from(bytes as number[])
      if (!gaveUp(content.toString('latin1')) && !mail.attachments.some((file) => sameBytes(file.content, content)))
        wrong.push(`attachment ${index} of ${content.length} bytes not found`)
    } else if (
      typeof (body.Text ?? body.Html) === 'string' &&
      !gaveUp(String(body.Text ?? body.Html)) &&
      // Of two forms of one text only one is shown.
      !JSON.stringify(expected.parts[index]?.headers ?? []).includes('"enriched"') &&
      missingShare(String(body.Text ?? body.Html), everything).share > 0.01
    )
      wrong.push(`attachment ${index} of text not found`)
  }
  return wrong.length > 0 ? wrong.join('; ') : null
}

function addressesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('address' in value && typeof value.address === 'string') return [value.address]
  return Object.values(value).flatMap(addressesIn)
}

function textIn(expected: Stalwart, index: number): string {
  const body = expected.parts[index]?.body ?? {}
  if (typeof body.Html === 'string') return bodyToText(bodyFromHtml(body.Html))
  return typeof body.Text === 'string' ? body.Text : ''
}

function againstMime4j(mail: ReadMail, xml: string, folder: string): string | null {
  const wrong: string[] = []
  const everything = everythingIn(mail)
  // What is inside a mail that is itself attached stands in that attachment, still encoded.
  const outer = xml.replace(/<message>[\s\S]*?<\/message>\s*<\/body-part>/g, '</body-part>')
  for (const [, kind, name = ''] of outer.matchAll(/<(text|binary)-body name="([^"]+)"/g)) {
    const file = join(folder, name)
    if (!existsSync(file)) continue
    const content = readFileSync(file)
    if (kind === 'binary') {
      if (!mail.attachments.some((attachment) => sameBytes(attachment.content, content)))
        wrong.push(`${name} of ${content.length} bytes not found`)
    } else if (!mail.attachments.some((attachment) => sameBytes(attachment.content, content))) {
      const text = isUtf8(content) ? content.toString('utf8') : content.toString('latin1')
      const missing = missingShare(/<html|<body|<p>/i.test(text) ? bodyToText(bodyFromHtml(text)) : text, everything)
      // Of two forms of one text only one is shown.
      if (missing.share > 0.01 && !/multipart\/alternative/i.test(outer) && !gaveUp(text))
        wrong.push(`${name}: words missing: ${missing.sample}`)
    }
  }
  return wrong.length > 0 ? wrong.join('; ') : null
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  const trim = (bytes: Buffer) => bytes.toString('latin1').replace(/\r\n/g, '\n').replace(/\n+$/, '')
  return a.equals(b) || trim(a) === trim(b)
}
