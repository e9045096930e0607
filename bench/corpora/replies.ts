import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { foldHistoryInBody, readMail, roleOfElement } from '../../server/channels/email/reading/index.ts'
import { type Body, bodyFromHtml, bodyFromText, bodyToText } from '../../server/messages/body/index.ts'
import { type Case, filesBelow, missingShare } from './cases.ts'

/** Replies in many languages: nothing of the text may be lost, and what is left open must not look like quoted mail. */
export function replyCases(folder: string): Case[] {
  return filesBelow(folder)
    .filter((file) => /\.(txt|html|eml)$/.test(file))
    .map((file) => ({ set: `reply/${relative(folder, file).split('/')[0]}`, id: relative(folder, file), run: () => check(file) }))
}

async function check(file: string): Promise<string | null> {
  const raw = readFileSync(file)
  const whole = await wholeOf(file, raw)
  const body = await foldedOf(file, raw)
  const lost = missingShare(bodyToText(whole), bodyToText(body))
  if (lost.share > 0) return `lost: ${lost.sample}`
  const open = bodyToText(body, { withQuotes: false })
  if (open.trim() === '') return 'nothing is left open'
  const interleaved = body.blocks.some((block) => block.type === 'quote' && !block.folded)
  if (interleaved) return null
  const looksQuoted = open.split('\n').find((line) => /^\s*>|^-{3,}\s?original message|^(?:from|von|de|van|da): .*@/i.test(line))
  return looksQuoted === undefined ? null : `left open: ${looksQuoted.slice(0, 100)}`
}

async function wholeOf(file: string, raw: Buffer): Promise<Body> {
  if (file.endsWith('.eml')) return (await readMail(raw)).body
  return file.endsWith('.html') ? bodyFromHtml(raw.toString('utf8')) : bodyFromText(raw.toString('utf8'))
}

async function foldedOf(file: string, raw: Buffer): Promise<Body> {
  if (file.endsWith('.eml')) return (await readMail(raw)).body
  if (file.endsWith('.html')) return foldHistoryInBody(bodyFromHtml(raw.toString('utf8'), { roleOf: roleOfElement }))
  return foldHistoryInBody(bodyFromText(raw.toString('utf8')), { plainText: true })
}
