import type { Mark } from './blocks.ts'
import { type HtmlElement, isElement } from './html-tree.ts'

const blockElements = new Set(
  'address article aside body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form header html legend li main menu nav noscript optgroup option section summary table tbody td tfoot th thead tr'.split(
    ' ',
  ),
)

const markOfTag = new Map<string, Mark>([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['cite', 'italic'],
  ['dfn', 'italic'],
  ['var', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'strike'],
  ['strike', 'strike'],
  ['del', 'strike'],
  ['code', 'code'],
  ['tt', 'code'],
  ['kbd', 'code'],
  ['samp', 'code'],
])

export function isBlockElement(name: string): boolean {
  return blockElements.has(name)
}

export function headingLevel(name: string): 1 | 2 | 3 | null {
  if (name === 'h1') return 1
  if (name === 'h2') return 2
  return /^h[3-6]$/.test(name) ? 3 : null
}

export function hasClass(element: HtmlElement, name: string): boolean {
  const classes = element.attributes.get('class')
  return classes !== undefined && classes.split(/\s+/).includes(name)
}

/** Declarations of the style attribute that a rule asks for, lower case without spaces. */
export function styleOf(element: HtmlElement): string {
  const style = element.attributes.get('style')
  return style === undefined ? '' : style.slice(0, 4_000).toLowerCase().replace(/\s+/g, '')
}

export function marksOf(element: HtmlElement): Mark[] {
  const marks: Mark[] = []
  const own = markOfTag.get(element.name)
  if (own) marks.push(own)
  const style = isBlockElement(element.name) ? '' : styleOf(element)
  if (style) {
    if (/(^|;)font-weight:(bold|bolder|[6-9]00)/.test(style)) marks.push('bold')
    if (/(^|;)font-style:(italic|oblique)/.test(style)) marks.push('italic')
    if (/(^|;)text-decoration(-line)?:[a-z]*line-through/.test(style)) marks.push('strike')
    else if (element.name !== 'a' && /(^|;)text-decoration(-line)?:underline/.test(style)) marks.push('underline')
  }
  return marks
}

/** The sender's reader never saw it: preview texts of newsletters, and instructions meant for machines. */
export function isHidden(element: HtmlElement): boolean {
  if (element.attributes.has('hidden')) return true
  const style = element.attributes.has('style') ? styleOf(element) : ''
  return style !== '' && /(^|;)(display:none|visibility:hidden|mso-hide:all)/.test(style)
}

export function isPreformattedText(element: HtmlElement): boolean {
  return element.attributes.has('style') && /(^|;)white-space:(pre|pre-wrap|pre-line|break-spaces)(;|!|$)/.test(styleOf(element))
}

/** All text below, in order, `<br>` as a line feed. */
export function plainTextOf(element: HtmlElement): string {
  let text = ''
  const stack = element.children.toReversed()
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isElement(node)) text += node.text
    else if (node.name === 'br') text += '\n'
    else for (let i = node.children.length - 1; i >= 0; i -= 1) stack.push(node.children[i] as HtmlElement)
  }
  return text
}
