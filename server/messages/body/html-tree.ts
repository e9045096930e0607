import { Tokenizer } from 'htmlparser2'

type Callbacks = ConstructorParameters<typeof Tokenizer>[1]

/**
 * A small element tree of untrusted HTML. Built on the tokenizer alone, because a tree builder that searches its stack for every
 * end tag takes quadratic time on a mail of 100,000 open tags: here depth and count are bounded, and an end tag that closes
 * nothing is recognised by a counter.
 */
export interface HtmlElement {
  name: string
  attributes: ReadonlyMap<string, string>
  children: HtmlNode[]
  parent: HtmlElement | null
  /** Holds a table, list, quotation, heading, rule or preformatted text somewhere below. */
  hasStructure: boolean
}

export interface HtmlText {
  text: string
  parent: HtmlElement
}

export type HtmlNode = HtmlElement | HtmlText

export interface HtmlTree {
  root: HtmlElement
  truncated: boolean
}

const maxDepth = 200
const maxNodes = 100_000
const maxAttribute = 16_000

// Their content is not markup but raw text up to the end tag, and none of it is for the reader.
const skipped = new Set(['script', 'style', 'title', 'iframe', 'noembed', 'noframes'])
const voidElements = new Set([
  'area',
  'base',
  'basefont',
  'br',
  'col',
  'embed',
  'frame',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
])
const structural = new Set(['table', 'ul', 'ol', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'pre'])
const kept = new Set([
  'id',
  'class',
  'type',
  'style',
  'href',
  'src',
  'alt',
  'width',
  'height',
  'start',
  'colspan',
  'rowspan',
  'hidden',
  'role',
  'wrap',
])

const paragraphClosers =
  'address article aside blockquote center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'
const closedBy = new Map<string, ReadonlySet<string>>([
  ...paragraphClosers.split(' ').map((name): [string, Set<string>] => [name, new Set(['p'])]),
  ['li', new Set(['li', 'p'])],
  ['tr', new Set(['tr', 'td', 'th', 'p'])],
  ['td', new Set(['td', 'th', 'p'])],
  ['th', new Set(['td', 'th', 'p'])],
  ['tbody', new Set(['tr', 'td', 'th', 'thead', 'tbody', 'p'])],
  ['thead', new Set(['tr', 'td', 'th', 'tbody', 'p'])],
  ['dd', new Set(['dd', 'dt', 'p'])],
  ['dt', new Set(['dd', 'dt', 'p'])],
  ['option', new Set(['option'])],
  ['a', new Set(['a'])],
  ['body', new Set(['head'])],
])

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'name' in node
}

export function parseHtml(html: string): HtmlTree {
  const root: HtmlElement = { name: '#root', attributes: new Map(), children: [], parent: null, hasStructure: false }
  const builder = treeBuilder(html, root)
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, builder.callbacks)
  tokenizer.write(html)
  tokenizer.end()
  return { root, truncated: builder.wasTruncated() }
}

function treeBuilder(html: string, root: HtmlElement) {
  const open: HtmlElement[] = [root]
  const openCount = new Map<string, number>()
  const ignoredCount = new Map<string, number>()
  let nodes = 0
  let skipping: string | null = null
  let name = ''
  let attributes = new Map<string, string>()
  let attributeName = ''
  let attributeValue = ''

  const top = () => open[open.length - 1] as HtmlElement
  const count = (map: Map<string, number>, key: string, by: number) => map.set(key, (map.get(key) ?? 0) + by)
  const pop = () => {
    const element = open.pop()
    if (element) count(openCount, element.name, -1)
  }

  const addText = (text: string) => {
    if (skipping || text === '') return
    const parent = top()
    const last = parent.children[parent.children.length - 1]
    if (last && !isElement(last)) last.text += text
    else parent.children.push({ text, parent })
  }

  const openElement = () => {
    if (skipped.has(name)) {
      skipping = name
      return
    }
    const closes = closedBy.get(name)
    while (closes?.has(top().name)) pop()
    nodes += 1
    const isVoid = voidElements.has(name)
    if (nodes > maxNodes || (open.length > maxDepth && !isVoid)) {
      if (!isVoid) count(ignoredCount, name, 1)
      addText(name === 'br' || structural.has(name) || name === 'p' || name === 'div' ? '\n' : '')
      return
    }
    const element: HtmlElement = { name, attributes, children: [], parent: top(), hasStructure: false }
    top().children.push(element)
    if (structural.has(name)) markStructure(element.parent)
    if (isVoid) return
    open.push(element)
    count(openCount, name, 1)
  }

  const closeElement = (closing: string) => {
    if (skipping === closing) {
      skipping = null
      return
    }
    if (closing === 'br') {
      name = 'br'
      attributes = new Map()
      openElement()
      return
    }
    if ((ignoredCount.get(closing) ?? 0) > 0) {
      count(ignoredCount, closing, -1)
      return
    }
    if ((openCount.get(closing) ?? 0) < 1) return
    // An inline end tag never closes the table cell or quotation around it.
    const boundary =
      closing === 'td' || closing === 'th' || closing === 'tr' || closing === 'table' || closing === 'blockquote' || closing === 'body'
        ? null
        : barrier(open)
    if (boundary !== null && !open.slice(boundary).some((element) => element.name === closing)) return
    while (open.length > 1) {
      const closed = top().name
      pop()
      if (closed === closing) return
    }
  }

  const callbacks: Callbacks = {
    onopentagname(start, end) {
      name = html.slice(start, end).toLowerCase()
      if (name === 'image') name = 'img'
      attributes = new Map()
    },
    onattribname(start, end) {
      attributeName = html.slice(start, Math.min(end, start + 50)).toLowerCase()
      attributeValue = ''
    },
    onattribdata(start, end) {
      if (kept.has(attributeName)) attributeValue += html.slice(start, end)
    },
    onattribentity(codepoint) {
      if (kept.has(attributeName)) attributeValue += String.fromCodePoint(codepoint)
    },
    onattribend() {
      if (!kept.has(attributeName) || attributes.has(attributeName)) return
      const isData = attributeName === 'src' && /^data:image\//i.test(attributeValue)
      if (isData || attributeValue.length <= maxAttribute) attributes.set(attributeName, attributeValue)
    },
    onopentagend: () => openElement(),
    onselfclosingtag: () => openElement(),
    onclosetag(start, end) {
      closeElement(html.slice(start, Math.min(end, start + 50)).toLowerCase())
    },
    ontext(start, end) {
      addText(html.slice(start, end))
    },
    ontextentity(codepoint) {
      addText(String.fromCodePoint(codepoint))
    },
    oncdata: () => {},
    oncomment: () => {},
    ondeclaration: () => {},
    onprocessinginstruction: () => {},
    onend: () => {},
    isInForeignContext: () => false,
  }
  return { callbacks, wasTruncated: () => nodes > maxNodes }
}

function barrier(open: HtmlElement[]): number {
  for (let i = open.length - 1; i > 0; i -= 1) {
    const name = open[i]?.name
    if (name === 'td' || name === 'th' || name === 'blockquote') return i
  }
  return 0
}

function markStructure(element: HtmlElement | null): void {
  for (let node = element; node && !node.hasStructure; node = node.parent) node.hasStructure = true
}
