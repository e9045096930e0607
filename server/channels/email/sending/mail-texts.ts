import { type Body, bodyToMailHtml, bodyToText } from '../../../messages/index.ts'
import { bodyFromText, cleanLine, cleanText, clip, escapeHtml } from '../../../messages/body/index.ts'
import { type Language, saysLanguage } from '../../../variables/index.ts'
import type { MailMessage } from './compose.queries.ts'
import { mailWords } from './mail-words.ts'

export interface TextParts {
  readonly message: MailMessage
  readonly language: Language
  readonly signature: string
  /** Newest first. */
  readonly history: readonly MailMessage[]
  /** A page where the conversation can be read and answered, when there is one. */
  readonly link: string | null
  /** `cid:…` of an inline picture of this message. */
  readonly imageOf: Parameters<typeof bodyToMailHtml>[1]
}

const maxQuotedChars = 20_000

/** The words of a mail, twice: as plain text and as HTML. Both come from the same blocks, every text escaped. */
export function mailTexts(parts: TextParts): { text: string; html: string } {
  const { message, language, history, link } = parts
  const { conversation, wrote } = mailWords[language]
  const attribution = (earlier: MailMessage) => wrote(cleanLine(earlier.authorName, 100), earlier.at)
  const signature = cleanText(parts.signature).trim()
  const text = [
    bodyToText(message.body),
    link === null ? '' : `\n${conversation}: ${link}`,
    signature === '' ? '' : `\n-- \n${signature}`,
    ...history.map((earlier) => `\n${attribution(earlier)}\n${quoted(bodyToText(withoutQuotes(earlier.body)))}`),
  ]
  const html = [
    bodyToMailHtml(message.body, parts.imageOf),
    link === null ? '' : `<p><a href="${escapeHtml(link)}">${conversation}</a></p>`,
    signature === '' ? '' : `<div style="color:#555">-- <br>${bodyToMailHtml(bodyFromText(signature))}</div>`,
    ...history.map((earlier) => {
      // Pictures of earlier messages are named, not sent again.
      const body = bodyToMailHtml(shortened(withoutQuotes(earlier.body)), { resolveImage: () => null })
      return `<details class="statedesk-history" style="font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5"><summary style="color:#555">${escapeHtml(attribution(earlier))}</summary><blockquote type="cite" style="margin:0 0 1em;padding-left:1em;border-left:2px solid #ccc">${body}</blockquote></details>`
    }),
  ]
  return {
    text: text.filter((part) => part !== '').join('\n'),
    html: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body>${html.join('')}</body></html>`,
  }
}

/** In which language a mail is: that of its own words, or of what it is about where those say nothing. */
export function languageOfMail(message: Pick<MailMessage, 'body'>, history: readonly MailMessage[], title: string): Language {
  const [latest] = history
  const about = () => `${title} ${latest ? wordsIn(latest) : ''}`
  return saysLanguage(wordsIn(message)) ?? saysLanguage(about()) ?? 'en'
}

function wordsIn({ body }: Pick<MailMessage, 'body'>): string {
  return clip(bodyToText(withoutQuotes(body)), 5_000)
}

function quoted(text: string): string {
  const bounded = text.length > maxQuotedChars ? `${clip(text, maxQuotedChars)} […]` : text
  return bounded
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

/** What was new in that message: history quoted in it stands further down by itself. */
function withoutQuotes(body: Body): Body {
  return { blocks: body.blocks.filter((block) => block.type !== 'quote' || !block.folded) }
}

function shortened(body: Body): Body {
  return bodyToText(body).length > maxQuotedChars ? bodyFromText(`${clip(bodyToText(body), maxQuotedChars)} […]`) : body
}
