import { type Block, type Body, bodyFromText, type Inline } from '../messages/body/index.ts'
import { agentText, type Filled, fillerOf, isVariable, replaceVariables, type Values } from '../variables/index.ts'

/** Fills variables in the words of a body and the addresses of its links, in one pass. What is marked as code is left alone. */
export function fillBody(body: Body, values: Values): Filled<Body> {
  const filler = fillerOf(values)
  const copy = structuredClone(body)
  for (const block of copy.blocks) fillBlock(block, filler.put)
  return { filled: copy, ...filler.left() }
}

/**
 * The text of a desk's mail with the agent's own words in it: where the template names the place, they stand there; else
 * they take the place of the whole. Without any, a paragraph that is nothing but that place goes.
 */
export function bodyOfMail(template: string, words: string, values: Values): Body {
  if (words !== '' && !hasPlace(template)) return bodyFromText(words)
  const paragraphs = template.split(/\n{2,}/).filter((paragraph) => words !== '' || !isPlaceOnly(paragraph))
  const text = replaceVariables(paragraphs.join('\n\n'), (name, written) =>
    name === agentText ? words : isVariable(name) ? (values[name] ?? '') || written : written,
  )
  return bodyFromText(text)
}

function hasPlace(template: string): boolean {
  let found = false
  replaceVariables(template, (name, written) => {
    found ||= name === agentText
    return written
  })
  return found
}

function isPlaceOnly(paragraph: string): boolean {
  return hasPlace(paragraph) && replaceVariables(paragraph, (name, written) => (name === agentText ? '' : written)).trim() === ''
}

function fillBlock(block: Block, put: (text: string) => string): void {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return fillInlines(block.content, put)
    case 'list':
      for (const item of block.items) for (const inner of item.blocks) fillBlock(inner, put)
      return
    case 'quote':
      for (const inner of block.blocks) fillBlock(inner, put)
      return
    case 'table':
      for (const row of block.rows) for (const cell of row.cells) fillInlines(cell.content, put)
      return
    default:
  }
}

function fillInlines(inlines: readonly Inline[], put: (text: string) => string): void {
  for (const inline of inlines) {
    if (inline.type === 'text' && !inline.marks?.includes('code')) inline.text = put(inline.text)
    else if (inline.type === 'link') {
      fillInlines(inline.content, put)
      inline.href = fillHref(inline.href, put)
    }
  }
}

/** An address is kept normalised, its braces written as %7B and %7D; the value must not end the part of the address it stands in. */
function fillHref(href: string, put: (text: string) => string): string {
  return bracesOf(href).replace(/\{\{[^{}]*\}\}/g, (written) => {
    const value = put(written)
    return value === written || value.startsWith('{{') ? written : encodeURIComponent(value.toWellFormed())
  })
}

/** Braces as they were typed. */
export function bracesOf(href: string): string {
  return href.replace(/%7B/gi, '{').replace(/%7D/gi, '}')
}
