export { automaticPerHour } from './automatic-budget.ts'
export { deliveryState, ticketDeliveries } from './deliveries.ts'
export { type DeliveryChange, onDelivery } from './delivery.ts'
export { type AttemptResult, beginData, endAttempt, extendLease, recordBounce } from './end-attempt.ts'
export { type EnqueueMailInput, outboxRows } from './enqueue-mail.ts'
export { leaseMs } from './next-attempt.ts'
export {
  type DeliveryAttempt,
  deliveriesJson,
  type DeliveryRow,
  type DeliveryState,
  type OutboxRow,
  type SentMail,
} from './outbox.queries.ts'
export { outgoingMessageId, readReplyToken, replyAddress, type ReplyToken } from './reply-tokens.ts'
export { retryMail } from './retry-mail.ts'
export { type TakenMail, takeDueMail } from './take-due-mail.ts'
export { outboxMail, sentMail } from './sent-mail.ts'
