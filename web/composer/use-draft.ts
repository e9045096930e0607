import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Draft } from '../../client/types.ts'
import type { ComposerKind } from './composer-store.ts'
import { forgetLocal, localKey, readLocal, unsent, writeLocal } from './local-draft.ts'

export type DraftState = 'loading' | 'clean' | 'saving' | 'saved' | 'here-only'

export type KeptWords = ReturnType<typeof useDraft>

/** The draft that is being written, so that it can be brought to the server before something is put in its place. */
const beingWritten = new Map<string, () => Promise<void>>()

/** Has the server know what was typed last; a draft that is taken back is put above it. */
export async function settleDraft(me: string, reference: string, kind: ComposerKind): Promise<void> {
  await beingWritten.get(localKey(me, reference, kind))?.()
}

/**
 * What was typed survives: at once in this browser, a moment later on the server, so that it is also there on another machine.
 * One of this browser that the server never got wins; else the server's is the one, since somebody may have gone on elsewhere.
 */
export function useDraft(me: string, reference: string, kind: ComposerKind) {
  const key = localKey(me, reference, kind)
  const [found] = useState(() => unsent(key))
  const [state, setState] = useState<DraftState>(found ? 'saved' : 'loading')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef(found)
  const running = useRef<Promise<void>>(undefined)
  // As it was typed last: what shows it may go from the page for a while and come back.
  const latest = useRef(found)

  useEffect(() => {
    if (unsent(key)) return
    let left = false
    const known = readLocal(key)
    api.drafts.get(reference, kind).then(
      ({ draft, updatedAt }) => {
        if (left) return
        if (draft) writeLocal(key, { draft, synced: updatedAt, dirty: false })
        // It was sent or thrown away elsewhere.
        else forgetLocal(key)
        latest.current = draft
        setState(draft ? 'saved' : 'clean')
      },
      () => {
        if (left) return
        latest.current = known?.draft ?? null
        setState(known ? 'here-only' : 'clean')
      },
    )
    return () => {
      left = true
    }
  }, [key, reference, kind])

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    const draft = pending.current
    pending.current = null
    if (draft) {
      running.current = api.drafts.put(reference, kind, draft).then(
        ({ updatedAt }) => {
          // Typed on meanwhile: that is still only here.
          if (pending.current === null && readLocal(key)) writeLocal(key, { draft, synced: updatedAt, dirty: false })
          setState('saved')
        },
        () => setState('here-only'),
      )
    }
    await running.current
  }, [key, reference, kind])

  const save = useCallback(
    (draft: Draft) => {
      writeLocal(key, { draft, synced: readLocal(key)?.synced ?? null, dirty: true })
      pending.current = draft
      latest.current = draft
      setState('saving')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), 1200)
    },
    [key, flush],
  )

  /** Forgets it here. One that is just being saved must not arrive after it was sent. */
  const forget = useCallback(async () => {
    clearTimeout(timer.current)
    pending.current = null
    latest.current = null
    await running.current
    forgetLocal(key)
    setState('clean')
  }, [key])

  const drop = useCallback(async () => {
    await forget()
    await api.drafts.drop(reference, kind)
  }, [forget, reference, kind])

  useEffect(() => {
    beingWritten.set(key, flush)
    return () => {
      if (beingWritten.get(key) === flush) beingWritten.delete(key)
      void flush()
    }
  }, [key, flush])

  const begun = useCallback(() => latest.current, [])

  return { begun, state, save, drop, forget, settle: flush }
}
