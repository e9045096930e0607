export type {
  Block,
  BlockId,
  Body,
  Break,
  CodeBlock,
  Heading,
  ImageBlock,
  Inline,
  InlineImage,
  Link,
  List,
  ListItem,
  Mark,
  Paragraph,
  Picture,
  PictureSource,
  Quote,
  QuoteKind,
  Rule,
  Table,
  TableCell,
  TableRow,
  Text,
} from './blocks.ts'
export { eachBlock, emptyBody, picturesOf } from './blocks.ts'
export { excerpt } from './excerpt.ts'
export { bodyFromHtml, type ElementRole, type FromHtmlOptions, type HtmlElement } from './from-html.ts'
export { bodyFromText, type FromTextOptions } from './from-text.ts'
export { safeHref } from './safe-href.ts'
export { bodyToHtml, bodyToMailHtml, type ToHtmlOptions, type ToMailHtmlOptions } from './to-html.ts'
export { bodyToText, type ToTextOptions } from './to-text.ts'
