import type { Draft, StoredDraft } from '../../client/types.ts'
import { isProblem } from '../../client/client.ts'
import { holds, joinDrafts } from './join-drafts.ts'
import { forgetLocal, readLocal, unsent, writeLocal } from './local-draft.ts'

export type DraftState = 'loading' | 'clean' | 'saving' | 'saved' | 'here-only'

/** Where a draft is kept for all browsers. `seen`: what was kept there when this browser last knew. */
export type DraftWays = {
  get: () => Promise<StoredDraft>
  put: (draft: Draft, seen: string | null) => Promise<{ updatedAt: string }>
  drop: (seen: string) => Promise<unknown>
}

type Tell = {
  state: (state: DraftState) => void
  /** What is kept here was put together from what was typed and what came to stand on the server. */
  replaced: (how: 'asked' | 'found') => void
}

const pauseMs = 1200

export type DraftKeeper = ReturnType<typeof draftKeeper>

/**
 * What was typed survives: at once in this browser, a moment later on the server, so that it is also there on another machine.
 * What came to stand there meanwhile, a held reply that came back or words of another window, survives as well.
 */
export function draftKeeper(key: string, ways: DraftWays, tell: Tell) {
  const initial = unsent(key)
  const local = readLocal(key)
  let typed: Draft | null = initial
  let pending: Draft | null = initial
  let seen = local?.synced ?? null
  /** The words that were kept on the server then. */
  let base = local?.base ?? null
  /** What may have reached the server without its answer reaching us. */
  let tried = initial?.html ?? null
  /** What stood there last that was not written here. */
  let found: string | null = null
  let isReplaced = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> = Promise.resolve(true)

  function keep(draft: Draft, dirty: boolean) {
    writeLocal(key, { draft, synced: seen, base, dirty })
  }

  /** The server's draft is the one where this browser has none of its own: somebody may have gone on elsewhere. */
  async function load(signal: AbortSignal): Promise<DraftState> {
    try {
      const { draft, updatedAt } = await ways.get()
      if (signal.aborted) return 'loading'
      typed = draft
      seen = updatedAt
      base = draft?.html ?? null
      if (draft) keep(draft, false)
      // It was sent or thrown away elsewhere.
      else forgetLocal(key)
      return draft ? 'saved' : 'clean'
    } catch {
      typed = local?.draft ?? null
      return typed ? 'here-only' : 'clean'
    }
  }

  async function put(draft: Draft): Promise<boolean> {
    try {
      const { updatedAt } = await ways.put(draft, seen)
      seen = updatedAt
      base = draft.html
      tried = null
      // Typed on meanwhile: that is still only here.
      if (typed === draft && !isReplaced && readLocal(key)) keep(draft, false)
      tell.state('saved')
      return true
    } catch (error) {
      const other = isProblem(error, 'version_conflict') ? await ways.get().catch(() => null) : null
      if (other) return takeIn(other, 'found', draft)
      tried = draft.html
      tell.state('here-only')
      return true
    }
  }

  /** @returns whether what was typed is as it was */
  async function takeIn(stored: StoredDraft, how: 'asked' | 'found', last: Draft | null): Promise<boolean> {
    const mine = typed ?? last
    seen = stored.updatedAt
    // Sent or thrown away since.
    if (!stored.draft) return mine === null || put(mine)
    const isMine = stored.draft.html === tried
    if (!isMine) found = stored.updatedAt
    const both = mine === null ? stored.draft : isMine ? mine : joinDrafts(stored.draft, mine, base)
    clearTimeout(timer)
    pending = null
    base = stored.draft.html
    if (mine && (isMine || (both.html === mine.html && holds(mine, both)))) return put(mine)
    typed = both
    keep(both, true)
    isReplaced = true
    tell.replaced(how)
    if (mine) await put(both)
    return false
  }

  /** Has the server know what was typed last. @returns false if something else stood there, and both were put together */
  function settle(): Promise<boolean> {
    clearTimeout(timer)
    const draft = pending
    pending = null
    if (draft) running = running.then((asItWas) => (isReplaced ? asItWas : put(draft)))
    return running
  }

  function clear() {
    clearTimeout(timer)
    pending = null
    typed = null
  }

  /** What was typed since stays. */
  function forgetHere() {
    if (isReplaced || typed !== null) return
    forgetLocal(key)
    tell.state('clean')
  }

  /** Forgets it here. One that is just being saved must not arrive after it was sent. */
  async function forget(): Promise<void> {
    clear()
    await running
    forgetHere()
  }

  return {
    load,
    settle,
    forget,
    /** As it was typed last: what shows it may go from the page for a while and come back. */
    begun: () => typed,
    /** What was last known to be kept on the server. */
    seen: () => seen,
    /** What came to stand there last without being written here, if anything did. */
    found: () => found,
    save(draft: Draft): void {
      if (isReplaced) return
      typed = draft
      pending = draft
      keep(draft, true)
      tell.state('saving')
      clearTimeout(timer)
      timer = setTimeout(() => void settle(), pauseMs)
    },
    /** Its place in the order is taken at once: what is typed from now on is put after it. */
    async drop(): Promise<void> {
      clear()
      const dropping = running.then(async () => {
        if (isReplaced) return
        forgetHere()
        if (seen === null) return
        try {
          await ways.drop(seen)
          seen = null
          base = null
        } catch (error) {
          if (!isProblem(error, 'version_conflict')) throw error
          await takeIn(await ways.get(), 'found', null)
        }
      })
      running = dropping.then(
        () => !isReplaced,
        () => !isReplaced,
      )
      await dropping
    },
    /** Something may have come to stand there that was not written here. */
    async look(): Promise<void> {
      await settle()
      if (isReplaced) return
      const stored = await ways.get()
      if (stored.draft && stored.updatedAt !== seen) await takeIn(stored, 'asked', typed)
    },
  }
}
