import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Draft } from '../../client/types.ts'
import type { ComposerKind } from './composer-store.ts'

export type DraftState = 'loading' | 'clean' | 'saving' | 'saved' | 'here-only'

/**
 * What was typed survives: at once in this browser, a moment later on the server, so that it is also there on another machine.
 * A newer one of this browser that the server never got wins.
 */
export function useDraft(me: string, reference: string, kind: ComposerKind) {
  const key = localKey(me, reference, kind)
  const [initial, setInitial] = useState<Draft | null>(() => readLocal(key))
  const [state, setState] = useState<DraftState>(initial ? 'saved' : 'loading')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pending = useRef<Draft | null>(null)
  const running = useRef<Promise<void>>(undefined)

  useEffect(() => {
    if (readLocal(key)) return
    let left = false
    api.drafts.get(reference, kind).then(
      ({ draft }) => {
        if (left) return
        setInitial(draft)
        setState(draft ? 'saved' : 'clean')
      },
      () => left || setState('clean'),
    )
    return () => {
      left = true
    }
  }, [key, reference, kind])

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    const draft = pending.current
    pending.current = null
    if (!draft) return
    const saving = api.drafts.put(reference, kind, draft).then(
      () => setState('saved'),
      () => setState('here-only'),
    )
    running.current = saving
    await saving
  }, [reference, kind])

  const save = useCallback(
    (draft: Draft) => {
      writeLocal(key, draft)
      pending.current = draft
      setState('saving')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), 1200)
    },
    [key, flush],
  )

  const drop = useCallback(async () => {
    clearTimeout(timer.current)
    pending.current = null
    localStorage.removeItem(key)
    setInitial(null)
    setState('clean')
    // One that is just being saved must not arrive after it was thrown away.
    await running.current
    await api.drafts.drop(reference, kind)
  }, [key, reference, kind])

  useEffect(() => () => void flush(), [flush])

  return { initial, state, save, drop }
}

export function hasLocalDraft(me: string, reference: string, kind: ComposerKind): boolean {
  return readLocal(localKey(me, reference, kind)) !== null
}

function localKey(me: string, reference: string, kind: ComposerKind): string {
  return `statedesk.draft.${me}.${reference}.${kind}`
}

function readLocal(key: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

function writeLocal(key: string, draft: Draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // The browser's store is full: the copy on the server is then the one that counts.
  }
}
