import { type Block, type Body, bodyFromHtml, bodyFromText, picturesOf, type PictureSource } from '../../../messages/body/index.ts'
import { decodeText } from './charset.ts'
import { contentOf, type Part } from './parts.ts'
import { foldHistoryInBody, roleOfElement } from './quotes.ts'
import type { Limits } from './types.ts'

/** Which parts are the message's words and which are files, by the rules of RFC 8621 §4.1.4 and what mail programs really send. */
export interface Chosen {
  words: Part[]
  files: Part[]
}

const hiddenAlternatives = new Set(['text/x-amp-html', 'text/watch-html'])

export function chooseParts(root: Part): Chosen {
  const chosen: Chosen = { words: [], files: [] }
  choose(root, 0, chosen)
  return chosen
}

function choose(part: Part, index: number, chosen: Chosen): void {
  if (!part.isMultipart) {
    if (isWords(part, index)) chosen.words.push(part)
    else chosen.files.push(part)
    return
  }
  if (part.type === 'multipart/alternative') return chooseAlternative(part, chosen)
  for (const [n, child] of part.children.entries()) choose(child, n, chosen)
}

// The last form that holds HTML wins, then the last plain one; files of every form are kept, since some programs hang them below
// one of them. Two parts of the same type are no alternatives, whatever their parent says: both are shown.
function chooseAlternative(part: Part, chosen: Chosen): void {
  const forms = part.children.map((child, n) => {
    const form: Chosen = { words: [], files: [] }
    if (!hiddenAlternatives.has(child.type)) choose(child, n === 0 || child.type === 'text/html' ? 0 : n, form)
    return form
  })
  const withType = (type: string) => forms.findLast((form) => form.words.some((words) => words.type === type))
  const best = withType('text/html') ?? withType('text/plain') ?? forms.findLast((form) => form.words.length > 0)
  const isTwin = (form: Chosen) => form.words.length === 1 && best?.words.length === 1 && form.words[0]?.type === best.words[0]?.type
  for (const form of forms) {
    chosen.files.push(...form.files)
    if (form === best || isTwin(form)) chosen.words.push(...form.words)
  }
}

function isWords(part: Part, index: number): boolean {
  if (!/^text\/(?:plain|html|enriched|richtext|markdown|x-markdown)$/.test(part.type) || part.disposition === 'attachment') return false
  const isNamed = part.parameters.has('name') || part.dispositionParameters.has('filename')
  if (index === 0) return !(isNamed && part.parent !== null && part.parent.type === 'multipart/mixed' && part.type === 'text/html')
  if (part.parent?.type === 'multipart/related' || part.parent?.type === 'multipart/signed' || part.parent?.type === 'multipart/report')
    return false
  return !isNamed
}

export interface BodyReading {
  body: Body
  truncated: boolean
  problems: string[]
}

export interface BodyContext {
  limits: Limits
  fallbackCharset: string | null
  isForward: boolean
  saveDataImage: (contentType: string, content: Buffer) => PictureSource | null
}

/** The words of a mail as one body, quoted history folded. */
export function readBody(words: Part[], context: BodyContext): BodyReading {
  const reading: BodyReading = { body: { blocks: [] }, truncated: false, problems: [] }
  const plainText = words.every((part) => part.type !== 'text/html')
  const body = wordsOf(words, context, reading)
  reading.body = foldHistoryInBody(body, { plainText, forwarded: context.isForward })
  return reading
}

/** The words of these parts, one below the other. */
export function wordsOf(
  words: Part[],
  context: WordsContext,
  reading: Omit<BodyReading, 'body'> = { truncated: false, problems: [] },
): Body {
  const blocks: Block[] = []
  for (const part of words) for (const block of bodyOfPart(part, context, reading).blocks) blocks.push(block)
  return { blocks }
}

type WordsContext = Pick<BodyContext, 'limits' | 'fallbackCharset'> & Partial<BodyContext>

function bodyOfPart(part: Part, context: WordsContext, reading: Omit<BodyReading, 'body'>): Body {
  const text = textOfPart(part, context, reading)
  const onTruncated = () => {
    reading.truncated = true
    reading.problems.push('the text is too long: its end was not read')
  }
  if (part.type === 'text/html') {
    const { saveDataImage } = context
    const body = bodyFromHtml(text, { roleOf: roleOfElement, onTruncated, ...(saveDataImage ? { saveDataImage } : {}) })
    return body.blocks.length > 0 || picturesOf(body).length > 0 ? body : plainTwinOf(part, context, reading)
  }
  const plain = part.type === 'text/enriched' || part.type === 'text/richtext' ? withoutCommands(text) : withoutArmour(text)
  const flowed = part.parameters.get('format')?.toLowerCase() === 'flowed'
  return bodyFromText(plain, { flowed, delSp: part.parameters.get('delsp')?.toLowerCase() === 'yes' })
}

// HTML that says nothing, beside plain text that does.
function plainTwinOf(part: Part, context: WordsContext, reading: Omit<BodyReading, 'body'>): Body {
  const twin = part.parent?.type === 'multipart/alternative' ? part.parent.children.find((child) => child.type === 'text/plain') : undefined
  return twin ? bodyOfPart(twin, context, reading) : { blocks: [] }
}

export function textOfPart(
  part: Part,
  context: Pick<BodyContext, 'limits' | 'fallbackCharset'>,
  reading?: Pick<BodyReading, 'truncated' | 'problems'>,
): string {
  let bytes = contentOf(part)
  if (bytes.length > context.limits.textBytes) {
    bytes = bytes.subarray(0, context.limits.textBytes)
    if (reading) {
      reading.truncated = true
      reading.problems.push('the text is too long: its end was not read')
    }
  }
  const declared = part.parameters.get('charset') ?? (part.type === 'text/html' ? charsetInHtml(bytes) : null)
  const decoded = decodeText(bytes, declared, context.fallbackCharset)
  if (reading && decoded.guessed && declared)
    reading.problems.push(`the text is not in ${declared.slice(0, 40)} as declared; read as ${decoded.charset}`)
  return decoded.text
}

function charsetInHtml(bytes: Buffer): string | null {
  return /<meta[^>]{0,200}charset\s?=\s?["']?([a-z0-9_:-]{2,40})/i.exec(bytes.toString('latin1', 0, 4_000))?.[1] ?? null
}

// RFC 1896: `<bold>` and its like, with `<<` for one `<`; what stands in `<param>` is no text.
function withoutCommands(text: string): string {
  return text
    .replace(/<param>[^<]{0,500}<\/param>/gi, '')
    .replace(/<nl>/gi, '\n')
    .replace(/<lt>/gi, '<<')
    .replace(/<(<)|<\/?[a-z][a-z0-9-]{0,58}>/gi, '$1')
}

// RFC 9580 §7: a text signed with PGP in plain sight. The signature says nothing to people; the raw mail keeps it.
function withoutArmour(text: string): string {
  const start = /^-----BEGIN PGP SIGNED MESSAGE-----\r?\n(?:[A-Za-z-]{1,40}: [^\n]{0,200}\n){0,10}\r?\n/m.exec(text)
  const end = start ? text.indexOf('\n-----BEGIN PGP SIGNATURE-----', start.index) : -1
  const last = end === -1 ? -1 : text.indexOf('-----END PGP SIGNATURE-----', end)
  if (!start || last === -1) return text
  const signed = text.slice(start.index + start[0].length, end).replace(/^- (?=-)/gm, '')
  return text.slice(0, start.index) + signed + text.slice(last + '-----END PGP SIGNATURE-----'.length)
}
