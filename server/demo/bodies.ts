import { type Body, bodyFromHtml, bodyFromText } from '../messages/index.ts'

interface Beside {
  /** The Content-ID of a picture below the text. */
  readonly picture?: string
  /** The mail that is answered, as mail programs quote it. */
  readonly history?: { readonly attribution: string; readonly text: string }
}

/** A text of a script as the body of a message; script.ts says how such texts are written. */
export function bodyOf(text: string, beside: Beside = {}): Body {
  const paragraphs = text.split('\n').map((line) => line.trim())
  const isPlain = !beside.picture && !beside.history && !paragraphs.some((line) => line.startsWith('- ') || line.includes('**'))
  if (isPlain) return bodyFromText(paragraphs.map((line) => line.replaceAll('|', '\n')).join('\n\n'))
  const picture = beside.picture ? `<p><img src="cid:${beside.picture}" alt="" width="400"></p>` : ''
  const history = beside.history
    ? `<div class="history"><p>${escaped(beside.history.attribution)}</p><blockquote>${htmlOf(beside.history.text.split('\n').map((line) => line.trim()))}</blockquote></div>`
    : ''
  return bodyFromHtml(htmlOf(paragraphs) + picture + history, {
    roleOf: (element) => (element.attributes.get('class') === 'history' ? 'history' : null),
  })
}

function htmlOf(paragraphs: readonly string[]): string {
  return paragraphs
    .map((line) => {
      const words = escaped(line.replace(/^- /, ''))
        .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
        .replaceAll('|', '<br>')
      return line.startsWith('- ') ? `<ul><li>${words}</li></ul>` : `<p>${words}</p>`
    })
    .join('')
    .replaceAll('</ul><ul>', '')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
