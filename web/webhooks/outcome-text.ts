import type { WebhookDelivery } from '../../client/types.ts'
import { t } from '../words/index.ts'

/** How the last attempt ended, in a sentence. */
export function outcomeText({ lastOutcome, lastStatus }: Pick<WebhookDelivery, 'lastOutcome' | 'lastStatus'>): string | null {
  if (lastOutcome === null) return null
  return lastOutcome === 'status' ? t.hooks.outcomes.status(String(lastStatus ?? '')) : t.hooks.outcomes[lastOutcome]
}
