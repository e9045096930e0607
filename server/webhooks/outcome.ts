import { type OutgoingAnswer, outgoingFailures } from '../platform/outgoing/index.ts'

/** How an attempt can end. */
export const outcomes = ['delivered', 'status', 'redirect', 'gone', 'interrupted', 'not_prepared', ...outgoingFailures] as const

export type Outcome = (typeof outcomes)[number]

export interface AttemptResult {
  readonly outcome: Outcome
  readonly status: number | null
}

/** Only 2xx is an acknowledgement; a redirect is followed nowhere, 410 asks to be left alone (Standard Webhooks, “Success or failure”). */
export function resultOf(answer: OutgoingAnswer): AttemptResult {
  if (!answer.ok) return { outcome: answer.reason, status: null }
  const { status } = answer
  if (status >= 200 && status < 300) return { outcome: 'delivered', status }
  if (status >= 300 && status < 400) return { outcome: 'redirect', status }
  return { outcome: status === 410 ? 'gone' : 'status', status }
}
