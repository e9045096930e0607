import { useEffect, useState } from 'react'
import { api } from '../../client/api.ts'
import { toast } from '../../ui/toast.tsx'
import { t } from '../words/index.ts'
import { beginWriting, isBeingWritten } from './being-written.ts'
import { type ComposerKind, composer } from './composer-store.ts'
import { type DraftState, draftKeeper, type DraftWays } from './draft-keeper.ts'
import { localKey, unsent } from './local-draft.ts'

export type KeptWords = ReturnType<typeof useDraft>

function waysOf(reference: string, kind: ComposerKind): DraftWays {
  return {
    get: () => api.drafts.get(reference, kind),
    put: (draft, seen) => api.drafts.put(reference, kind, draft, seen),
    drop: (seen) => api.drafts.drop(reference, kind, seen),
  }
}

/**
 * The draft of one ticket, for as long as it is written. One of this browser that the server never got is shown at once; else the
 * server's is asked for.
 */
export function useDraft(me: string, reference: string, kind: ComposerKind) {
  const key = localKey(me, reference, kind)
  const [state, setState] = useState<DraftState>(() => (unsent(key) ? 'saved' : 'loading'))
  const [keeper] = useState(() => {
    const created = draftKeeper(key, waysOf(reference, kind), {
      state: setState,
      replaced: (how) => {
        // Written somewhere else by now: it is shown when this ticket is opened again.
        if (!isBeingWritten(key, created)) return
        composer.reopen(kind)
        if (how === 'found') toast(t.drafting.joined)
      },
    })
    return created
  })

  useEffect(() => {
    if (unsent(key)) return
    const leaving = new AbortController()
    void keeper.load(leaving.signal).then((loaded) => {
      if (!leaving.signal.aborted) setState(loaded)
    })
    return () => leaving.abort()
  }, [key, keeper])

  useEffect(() => {
    const end = beginWriting(key, keeper)
    return () => {
      end()
      void keeper.settle()
    }
  }, [key, keeper])

  const { begun, save, drop, forget, settle, seen, found } = keeper
  return { begun, state, save, drop, forget, settle, seen, found }
}
