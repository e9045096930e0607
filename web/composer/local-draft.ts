import type { Draft } from '../../client/types.ts'
import type { ComposerKind } from './composer-store.ts'

/**
 * A draft as this browser keeps it. `synced`, `base`: since when, and with which words, the server's copy stood that it goes back to;
 * `dirty`: the server has not got it yet.
 */
export type LocalDraft = { draft: Draft; synced: string | null; base?: string | null; dirty: boolean }

export function localKey(me: string, reference: string, kind: ComposerKind): string {
  return `statedesk.draft.${me}.${reference}.${kind}`
}

export function readLocal(key: string): LocalDraft | null {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? 'null') as LocalDraft | Draft | null
    if (!stored) return null
    return 'draft' in stored ? stored : { draft: stored, synced: null, dirty: true }
  } catch {
    return null
  }
}

/** What the server never got. */
export function unsent(key: string): Draft | null {
  const local = readLocal(key)
  return local?.dirty ? local.draft : null
}

export function writeLocal(key: string, draft: LocalDraft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // The browser's store is full: the copy on the server is then the one that counts.
  }
}

/** Keeps one, and gives the way back to what was kept before. */
export function replaceLocal(key: string, draft: LocalDraft): () => void {
  const before = readLocal(key)
  writeLocal(key, draft)
  return () => (before ? writeLocal(key, before) : forgetLocal(key))
}

export function forgetLocal(key: string) {
  localStorage.removeItem(key)
}

export function hasLocalDraft(me: string, reference: string, kind: ComposerKind): boolean {
  return readLocal(localKey(me, reference, kind)) !== null
}
