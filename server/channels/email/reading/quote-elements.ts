import type { ElementRole, HtmlElement } from '../../../messages/body/index.ts'

// Outlook prefixes the names of what it quotes with `x_`, once per round.
const bare = (name: string) => name.replace(/^(?:x_)+/, '')

const roleOfId = new Map<string, ElementRole>([
  ['divRplyFwdMsg', 'history-start'],
  ['appendonsend', 'history-start'],
  ['stopSpelling', 'history-start'],
  ['zwchr', 'history-start'],
  ['mail-editor-reference-message-container', 'history'],
  ['OLK_SRC_BODY_SECTION', 'history'],
  ['ms-outlook-mobile-body-separator-line', 'history-start'],
  ['isReplyContent', 'history'],
  ['original-content', 'history'],
  ['geary-quote', 'history'],
  ['qt', 'history'],
  ['Signature', 'signature'],
  ['signature', 'signature'],
  ['AppleMailSignature', 'signature'],
  ['ms-outlook-mobile-signature', 'signature'],
])

const roleOfClass = new Map<string, ElementRole>([
  ['gmail_attr', 'history'],
  ['gmail_signature', 'signature'],
  ['gmail_signature_prefix', 'signature'],
  ['moz-cite-prefix', 'history'],
  ['moz-signature', 'signature'],
  ['moz-forward-container', 'forward'],
  ['OutlookMessageHeader', 'history-start'],
  ['yahoo_quoted', 'history'],
  ['protonmail_quote', 'history'],
  ['protonmail_signature_block', 'signature'],
  ['tutanota_quote', 'history'],
  ['tutanota_indented', 'history'],
  ['zmail_extra', 'history'],
  ['alimail-quote', 'history'],
  ['mail_quote', 'history'],
  ['ntes_quote', 'history'],
  ['hmquote', 'history'],
  ['edo-reply-quote', 'history'],
  ['front-blockquote', 'history'],
])

/** What the markup of mail programs says: a quotation of earlier mail, a signature, or nothing. */
export function roleOfElement(element: HtmlElement): ElementRole | null {
  const id = element.attributes.get('id')
  if (id !== undefined) {
    const name = bare(id)
    const role = roleOfId.get(name)
    if (role) return role
    if (/^replyBlockquote|^reply\d*content$/i.test(name)) return 'history'
  }
  const classes = element.attributes.get('class')
  if (classes !== undefined) {
    for (const name of classes.split(/\s+/, 20)) {
      const role = roleOfClass.get(bare(name))
      if (role) return role
      if (/^ydp\w*yahoo-quoted|^yahoo-quoted|^ydp\w+yahoo_quoted/.test(name)) return 'history'
      if (/^ydp\w*signature$/.test(name)) return 'signature'
    }
  }
  if (element.name === 'blockquote') {
    if (element.attributes.get('type')?.toLowerCase() === 'cite') return 'history'
    if (classes !== undefined && classes.split(/\s+/, 20).some((name) => bare(name) === 'gmail_quote')) return 'history'
  }
  return element.name === 'div' && isOutlookSeparator(element) ? 'history-start' : null
}

// Desktop Outlook draws a line above the `From:` block of what it quotes and names nothing. Its colours are stable: 2007 to
// 2010 write #B5C4DF, later versions #E1E1E1, Windows Mail #e5e5e5.
function isOutlookSeparator(element: HtmlElement): boolean {
  const raw = element.attributes.get('style')
  if (raw === undefined || !/border-top/i.test(raw.slice(0, 1_000))) return false
  const style = raw.slice(0, 1_000).toLowerCase().replace(/\s+/g, '')
  return (
    /border-top:(solid#(b5c4df|e1e1e1|e5e5e5)1\.0pt|1(\.0)?p[xt]solid(#(b5c4df|e1e1e1|e5e5e5)|rgb\((181,196,223|225,225,225|229,229,229)\)))/.test(
      style,
    ) && /padding:3/.test(style + 'padding:3')
  )
}
