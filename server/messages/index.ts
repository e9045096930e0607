export { addFiles, hasFiles, messageRow, storeAttachment, takeMessageId } from './add-message.ts'
export {
  type Body,
  bodyFromHtml,
  bodyFromText,
  bodyToFrameHtml,
  bodyToMailHtml,
  bodyToText,
  previewOf,
  renderBody,
  type RenderedBody,
} from './body/index.ts'
export type {
  Audience,
  Author,
  MailAddress,
  MailFacts,
  MessageKind,
  MessageState,
  NewAttachment,
  NewMessage,
  HeldReply,
  SendThen,
  ThenStep,
} from './message.ts'
export * as messageQueries from './messages.queries.ts'
export type { AttachmentRow, MessageRow } from './messages.queries.ts'
