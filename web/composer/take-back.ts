import type { QueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import { toast } from '../../ui/toast.tsx'
import { problemText } from '../data/query-client.ts'
import { t } from '../words/index.ts'
import { settleDraft } from './being-written.ts'
import { composer } from './composer-store.ts'
import { localKey, writeLocal } from './local-draft.ts'

type Held = { me: string; reference: string; messageId: string }

/** Takes a held reply back: it is a draft again with everything, open on its ticket if that one is on screen. */
export async function takeBack(cache: QueryClient, { me, reference, messageId }: Held, show = true): Promise<void> {
  try {
    await settleDraft(me, reference, 'reply')
    const { draft, updatedAt } = await api.messages.withdraw(reference, messageId)
    if (draft) {
      writeLocal(localKey(me, reference, 'reply'), { draft, synced: updatedAt, base: draft.html, dirty: true })
      if (show) composer.reopen('reply')
    }
    toast(draft ? t.writing.takenBack : t.writing.takenBackOther)
  } catch (error) {
    toast(isProblem(error, 'refused') ? t.writing.tooLate : problemText(error), 'problem')
  }
  refresh(cache, reference)
}

export async function sendNow(cache: QueryClient, { reference, messageId }: Pick<Held, 'reference' | 'messageId'>): Promise<void> {
  try {
    await api.messages.sendNow(reference, messageId)
    toast(t.composer.sent)
  } catch (error) {
    toast(problemText(error), 'problem')
  }
  refresh(cache, reference)
}

function refresh(cache: QueryClient, reference: string) {
  for (const key of ['messages', 'actions', 'events', 'ticket']) void cache.invalidateQueries({ queryKey: [key, reference] })
}
