import { api } from '../../client/api.ts'
import { isProblem } from '../../client/client.ts'
import type { Draft } from '../../client/types.ts'
import { joinDrafts } from './join-drafts.ts'
import { localKey, readLocal, replaceLocal, unsent, writeLocal } from './local-draft.ts'
import type { NoteWays } from './reply-as-note.ts'

/** Where the note of a ticket is kept: at once in this browser, then on the server. */
export function noteWays(me: string, reference: string, dropReply: () => Promise<void>): NoteWays {
  const key = localKey(me, reference, 'note')
  const local = readLocal(key)
  let seen = local?.synced ?? null
  let base = local?.base ?? null

  async function put(note: Draft): Promise<void> {
    try {
      const { updatedAt } = await api.drafts.put(reference, 'note', note, seen)
      writeLocal(key, { draft: note, synced: updatedAt, base: note.html, dirty: false })
    } catch (error) {
      if (!isProblem(error, 'version_conflict')) throw error
      const { draft, updatedAt } = await api.drafts.get(reference, 'note')
      const both = draft ? joinDrafts(draft, note, base) : note
      seen = updatedAt
      base = draft?.html ?? null
      await put(both)
    }
  }

  return {
    read: async () => {
      const begun = unsent(key)
      if (begun) return begun
      const { draft, updatedAt } = await api.drafts.get(reference, 'note')
      seen = updatedAt
      base = draft?.html ?? null
      return draft
    },
    keep: (note) => replaceLocal(key, { draft: note, synced: seen, base, dirty: true }),
    put,
    // A reply that could not be thrown away is a draft once more, and nothing is lost.
    drop: () => dropReply().catch(() => undefined),
  }
}
