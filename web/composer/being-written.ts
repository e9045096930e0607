import type { ComposerKind } from './composer-store.ts'
import { localKey } from './local-draft.ts'

/** A draft that is being written, for what happens to it from outside. */
export type Writing = { settle: () => Promise<boolean>; look: () => Promise<void> }

const writing = new Map<string, Writing>()

/** @returns the way to end it */
export function beginWriting(key: string, draft: Writing): () => void {
  writing.set(key, draft)
  return () => {
    if (writing.get(key) === draft) writing.delete(key)
  }
}

export function isBeingWritten(key: string, draft: Writing): boolean {
  return writing.get(key) === draft
}

/** Has the server know what was typed last; a draft that is taken back is put above it. */
export async function settleDraft(me: string, reference: string, kind: ComposerKind): Promise<void> {
  await writing.get(localKey(me, reference, kind))?.settle()
}

/** What came to stand in the draft on the server is shown where it is being written. */
export async function lookAtDraft(me: string, reference: string, kind: ComposerKind): Promise<void> {
  await writing.get(localKey(me, reference, kind))?.look()
}
