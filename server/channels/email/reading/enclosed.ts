import { type Block, type Body, bodyFromText, inlinesOf, type Quote, textOfInlines } from '../../../messages/body/index.ts'
import { parseAddressList } from './addresses.ts'
import { calendarBlocks, readCalendar } from './calendar.ts'
import { chooseParts, textOfPart, wordsOf } from './content.ts'
import { decodeWords } from './encoded-words.ts'
import { contentOf, eachPart, type Part, readParts } from './parts.ts'
import { headerKindOf } from './quote-words.ts'
import type { Address, Limits } from './types.ts'

const mostMails = 3
const mostBytes = 1024 * 1024

/** Invitations as lines that people can read; two copies of one are told once. */
export function calendarsIn(files: Part[], limits: Limits): Block[] {
  const told = new Set<string>()
  const blocks: Block[] = []
  const calendars = files.filter((part) => /^(?:text\/calendar|application\/ics)$/.test(part.type)).slice(0, mostMails)
  for (const part of calendars) {
    const text = textOfPart(part, { limits, fallbackCharset: 'utf-8' })
    for (const event of readCalendar(text).events) {
      if (told.has(event.uid || event.text)) continue
      told.add(event.uid || event.text)
      for (const block of calendarBlocks(event.text)) blocks.push(block)
    }
  }
  return blocks
}

/**
 * The mails that this one passes on as parts of itself, each as a forwarded text below its own; they stay attached as well.
 * One that is there as a file to be kept, beside words of its own, is an attachment only.
 */
export function forwardedMails(root: Part, hasWords: boolean, limits: Limits): Quote[] {
  if (root.type === 'multipart/report' || root.type === 'multipart/digest') return []
  const enclosed = [...eachPart(root)].filter(
    (part) =>
      part.type === 'message/rfc822' && (!hasWords || part.disposition !== 'attachment') && part.parent?.type !== 'multipart/digest',
  )
  if (enclosed.length > mostMails) return []
  return enclosed.map((part) => forwardedMail(part, limits)).filter((quote) => quote !== null)
}

function forwardedMail(part: Part, limits: Limits): Quote | null {
  const raw = contentOf(part).subarray(0, mostBytes)
  let inner = readParts(raw, { ...limits, parts: 50, depth: 10 }).root
  // One mail around another, as some gateways pass them on.
  for (let depth = 0; inner.type === 'message/rfc822' && depth < 3; depth += 1)
    inner = readParts(contentOf(inner), { ...limits, parts: 50, depth: 10 }).root
  const lines = [...shownHeaders].map(([name, label]) => {
    const value = inner.headers.first(name)
    return value ? `${label}: ${decodeWords(value.slice(0, 2_000))}` : ''
  })
  const header = bodyFromText(lines.filter(Boolean).join('\n')).blocks
  const words = wordsOf(chooseParts(inner).words, { limits: { ...limits, textBytes: mostBytes }, fallbackCharset: null })
  const blocks = [...header, ...words.blocks]
  return blocks.length > 0 ? { id: '', type: 'quote', kind: 'forward', folded: false, blocks } : null
}

const shownHeaders = new Map([
  ['from', 'From'],
  ['date', 'Date'],
  ['to', 'To'],
  ['cc', 'Cc'],
  ['subject', 'Subject'],
])

/** Who wrote the mail that this one passes on, as it stands above its text: whoever it is, nothing proves it. */
export function forwardedAuthor(body: Body): Address | null {
  const forward = body.blocks.find((block): block is Quote => block.type === 'quote' && block.kind === 'forward')
  if (!forward) return null
  const lines = forward.blocks
    .slice(0, 6)
    .flatMap((block) => textOfInlines(inlinesOf(block), { withLinks: false }).slice(0, 5_000).split('\n'))
  const line = lines.slice(0, 15).find((text) => headerKindOf(text) === 'from')
  if (line === undefined) return null
  const value = line
    .replace(/^[^:：]{1,30}[:：]/, '')
    .replace(/[*_]+|\[mailto:|\]/g, ' ')
    .slice(0, 500)
  return parseAddressList(value, 1).addresses[0] ?? null
}
