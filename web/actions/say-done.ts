import type { QueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import { toast } from '../../ui/toast.tsx'
import { queries } from '../data/queries.ts'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'

/** The act that takes another one back. */
const inverse: Record<string, string> = { archive: 'unarchive', spam: 'not-spam', delete: 'restore', snooze: 'unsnooze' }

/** Says that an act is done, and offers to take it back where the ticket, asked anew, allows that. */
export async function sayDone(cache: QueryClient, reference: string, action: string): Promise<void> {
  const words = t.done[action]
  if (!words) return
  const back = inverse[action]
  if (!back) return void toast(words)
  const { actions } = await cache.fetchQuery({ ...queries.actions(reference), staleTime: 0 }).catch(() => ({ actions: [] }))
  const offered = actions.some((entry) => entry.action === back && entry.allowed)
  toast(words, 'done', offered ? { label: t.undo, run: () => void takeBack(reference, back) } : undefined)
}

async function takeBack(reference: string, action: string): Promise<void> {
  try {
    await api.tickets.act(reference, action, {})
    const words = t.done[action]
    if (words) toast(words)
  } catch (error) {
    toast(problemText(error), 'problem')
  }
}
