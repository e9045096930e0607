export {
  formatAddress,
  isValidRecipient,
  normaliseAddress,
  type ParsedAddressList,
  parseAddressList,
  parseRecipient,
} from './addresses.ts'
export { verifyMail } from './authentication.ts'
export { foldHistoryInBody, roleOfElement } from './quotes.ts'
export { readMail } from './read-mail.ts'
export { findTicketReferences, stripSubjectPrefixes } from './subject.ts'
export type {
  Address,
  Authentication,
  AutoKind,
  Bounce,
  BounceReason,
  Classification,
  Limits,
  MailAttachment,
  MailSource,
  ReadMail,
  ReadMailOptions,
  Resolver,
  VerifyMailOptions,
} from './types.ts'
