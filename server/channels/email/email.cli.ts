export { tryMailbox } from './imap/try-mailbox.ts'
export { type RelayAnswer, tryRelay } from './sending/try-relay.ts'
