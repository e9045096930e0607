import { type Block, type Body, type Inline, bodyFromText } from '../messages/body/index.ts'
import { replaceVariables } from './read-variables.ts'
import { agentText, isVariable, type Values } from './variables.ts'

/** What was filled, and what was not: a known variable without a value is a gap for the writer, an unknown one a mistake. */
export interface Filled<T> {
  readonly filled: T
  readonly unfilled: readonly string[]
  readonly unknown: readonly string[]
}

/** One pass over a text. A value that looks like a variable stays as it is. */
export function fillText(text: string, values: Values): Filled<string> {
  const left = leftOver()
  return { filled: replaceVariables(text, (name, written) => valueOr(name, values, left, written)), ...left.names() }
}

/** The same over the words of a body and the addresses of its links. What is marked as code is left alone. */
export function fillBody(body: Body, values: Values): Filled<Body> {
  const left = leftOver()
  const copy = structuredClone(body)
  const put = (text: string) => replaceVariables(text, (name, written) => valueOr(name, values, left, written))
  for (const block of copy.blocks) fillBlock(block, put)
  return { filled: copy, ...left.names() }
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

function leftOver() {
  const unfilled = new Set<string>()
  const unknown = new Set<string>()
  return { unfilled, unknown, names: () => ({ unfilled: [...unfilled], unknown: [...unknown] }) }
}

function valueOr(name: string, values: Values, left: ReturnType<typeof leftOver>, written: string): string {
  if (!isVariable(name)) {
    left.unknown.add(name)
    return written
  }
  const value = values[name]
  if (value) return value
  left.unfilled.add(name)
  return `{{${name}}}`
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
export function fillHref(href: string, put: (text: string) => string): string {
  return bracesOf(href).replace(/\{\{[^{}]*\}\}/g, (written) => {
    const value = put(written)
    return value === written || /^\{\{/.test(value) ? written : encodeURIComponent(value.toWellFormed())
  })
}

/** Braces as they were typed. */
export function bracesOf(href: string): string {
  return href.replace(/%7B/gi, '{').replace(/%7D/gi, '}')
}
