import type { QueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { Ticket } from '../../client/types.ts'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'

/** The act that takes another one back. */
const inverse: Record<string, string> = { archive: 'unarchive', spam: 'not-spam', delete: 'restore', snooze: 'unsnooze' }

/** Says that an act is done, and offers to take it back where the ticket, asked anew, allows that. */
export async function sayDone(cache: QueryClient, reference: string, action: string, ticket: Ticket | null): Promise<void> {
  const merged = action === 'merge' ? ticket?.mergedFrom.at(-1) : undefined
  if (merged) {
    const undo = { label: t.undo, run: () => void takeBack(reference, 'unmerge', { merge: merged.mergeId }) }
    return void toast(t.mergeForm.merged(merged.reference), 'done', undo)
  }
  const words = t.done[action] ?? t.transfers.done[action]
  if (!words) return
  const back = inverse[action]
  if (!back) return void toast(words)
  const { actions } = await cache.fetchQuery({ ...queries.actions(reference), staleTime: 0 }).catch(() => ({ actions: [] }))
  const offered = actions.some((entry) => entry.action === back && entry.allowed)
  toast(words, 'done', offered ? { label: t.undo, run: () => void takeBack(reference, back) } : undefined)
}

async function takeBack(reference: string, action: string, body: Record<string, unknown> = {}): Promise<void> {
  try {
    await api.tickets.act(reference, action, body)
    const words = action === 'unmerge' ? t.related.unmerged : t.done[action]
    if (words) toast(words)
  } catch (error) {
    toast(problemText(error), 'problem')
  }
}
