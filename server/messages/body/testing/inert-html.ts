import { type HtmlElement, isElement, parseHtml } from '../html-tree.ts'

const allowedTags = new Set(
  'p h1 h2 h3 ul ol li blockquote details summary div span pre code table tbody tr th td hr br a img strong em u s'.split(' '),
)
const allowedAttributes = new Set(
  'class href rel target src alt width height start colspan rowspan style type data-block referrerpolicy'.split(' '),
)

/**
 * What is wrong with generated HTML, or null. Judged twice: the raw text holds no tag and no attribute but those the writers know, and
 * a parser that reads it anew finds the same.
 */
export function whatIsActive(html: string, imageSources: RegExp = /^$/): string | null {
  for (const [tag, closing, name = '', attributes = ''] of html.matchAll(/<(\/?)([^\s>/]*)([^>]*)>/g)) {
    if (!allowedTags.has(name)) return `tag ${tag.slice(0, 80)}`
    if (closing && attributes) return `closing tag ${tag.slice(0, 80)}`
    for (const [, attribute = ''] of attributes.matchAll(/\s([a-z-]+)="[^"<>]*"/g))
      if (!allowedAttributes.has(attribute)) return `attribute ${attribute} in ${tag.slice(0, 80)}`
    if (attributes.replace(/\s[a-z-]+="[^"<>]*"/g, '').trim() !== '') return `loose attribute in ${tag.slice(0, 80)}`
  }
  if (/<(?![a-z/])/.test(html)) return 'a bare <'
  return whatIsActiveIn(parseHtml(html).root, imageSources)
}

function whatIsActiveIn(element: HtmlElement, imageSources: RegExp): string | null {
  const href = element.attributes.get('href')
  if (href !== undefined && !/^(https?:\/\/|mailto:|tel:)/.test(href)) return `href ${href.slice(0, 80)}`
  const src = element.attributes.get('src')
  if (src !== undefined && !imageSources.test(src)) return `src ${src.slice(0, 80)}`
  const style = element.attributes.get('style')
  if (style !== undefined && /url|expression|import|position/i.test(style)) return `style ${style.slice(0, 80)}`
  for (const child of element.children) {
    const wrong = isElement(child) ? whatIsActiveIn(child, imageSources) : null
    if (wrong) return wrong
  }
  return null
}
