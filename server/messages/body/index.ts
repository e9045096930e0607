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
export { inlinesOf, numberBlocks, picturesOf } from './blocks.ts'
export { cleanLine, cleanText, clip } from './clean-text.ts'
export { bodyToFrameHtml } from './frame-html.ts'
export { excerpt } from './excerpt.ts'
export { bodyFromHtml, type ElementRole, type FromHtmlOptions, type HtmlElement } from './from-html.ts'
export { bodyFromText, type FromTextOptions } from './from-text.ts'
export { type Part, partsOf } from './parts.ts'
export { previewOf, renderBody, type RenderedBody, storable } from './render-body.ts'
export { safeHref } from './safe-href.ts'
export { bodyToHtml, bodyToMailHtml, escapeHtml, type ToHtmlOptions, type ToMailHtmlOptions } from './to-html.ts'
export { bodyToText, type Run, textOfInlines, type ToTextOptions, tracedText } from './to-text.ts'
export { linksOf, markSpans, type Span, type VisibleText, visibleTexts } from './visible-text.ts'
