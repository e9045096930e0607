/**
 * What word processors and mail programs put on the clipboard, as the plain structure it means. The editor keeps only what
 * it knows anyway; this is about what would be read wrongly: their notes to themselves, lists written as paragraphs with
 * a bullet typed in front, and the bold that is none around a whole document.
 */
export function cleanPaste(html: string): string {
  const fragment = /<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/.exec(html)?.[1] ?? html
  const plain = fragment
    .replace(/<!--\[if !supportLists\]-->[\s\S]*?<!--\[endif\]-->/gi, '')
    .replace(/<!\[if !supportLists\]>[\s\S]*?<!\[endif\]>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<!\[[^\]]*\]>/g, '')
    .replace(/<(style|script|title|xml|head)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<\/?(meta|link|html|body|o:p|w:[a-z]+|m:[a-z]+|v:[a-z]+|st1:[a-z]+)\b[^>]*>/gi, '')
    // A document of a web editor comes wrapped in <b style="font-weight:normal">.
    .replace(/^\s*<b\b[^>]*font-weight:\s*normal[^>]*>([\s\S]*)<\/b>\s*(<br[^>]*>)?\s*$/i, '$1')
    .replace(/<span\b[^>]*font-weight:\s*(bold|[6-9]00)[^>]*>([\s\S]*?)<\/span>/gi, '<strong>$2</strong>')
    .replace(/<span\b[^>]*font-style:\s*italic[^>]*>([\s\S]*?)<\/span>/gi, '<em>$1</em>')
    .replace(/<h[1-6]\b[^>]*>([\s\S]*?)<\/h[1-6]>/gi, '<p><strong>$1</strong></p>')
  return listsOf(plain)
    .replace(/<p\b[^>]*>(?:\s|&nbsp;|<br[^>]*>|<span\b[^>]*>|<\/span>)*<\/p>/gi, '')
    .trim()
}

const listItem = /<p\b[^>]*(?:MsoListParagraph|mso-list:)[^>]*>([\s\S]*?)<\/p>/gi
const bullet = /^(?:\s|&nbsp;|<[^>]+>)*(?:[·•▪◦o§\-–]|(\d{1,3}|[a-z])[.)])(?:\s|&nbsp;|<\/?span[^>]*>)+/i

/** Runs of list paragraphs become lists; numbered if the first of a run has a number. */
function listsOf(html: string): string {
  const parts: string[] = []
  let run: { numbered: boolean; items: string[] } | null = null
  let at = 0
  const end = () => {
    if (run)
      parts.push(
        `<${run.numbered ? 'ol' : 'ul'}>${run.items.map((item) => `<li><p>${item}</p></li>`).join('')}</${run.numbered ? 'ol' : 'ul'}>`,
      )
    run = null
  }
  for (const match of html.matchAll(listItem)) {
    const between = html.slice(at, match.index)
    if (between.trim()) {
      end()
      parts.push(between)
    }
    const inner = match[1] ?? ''
    const mark = bullet.exec(inner)
    run ??= { numbered: mark?.[1] !== undefined, items: [] }
    run.items.push((mark ? inner.slice(mark[0].length) : inner).trim())
    at = (match.index ?? 0) + match[0].length
  }
  end()
  parts.push(html.slice(at))
  return parts.join('')
}

/** Whether what was copied is a picture and nothing else: browsers then put both its file and an <img> on the clipboard. */
export function isOnlyPicture(html: string): boolean {
  return (
    /<img\b/i.test(html) &&
    html
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/<[^>]*>/g, '')
      .trim() === '' &&
    (html.match(/<img\b/gi) ?? []).length === 1
  )
}
