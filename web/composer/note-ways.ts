import { api } from '../../client/api.ts'
import { localKey, readLocal, replaceLocal, unsent, writeLocal } from './local-draft.ts'
import type { NoteWays } from './reply-as-note.ts'

/** Where the note of a ticket is kept: at once in this browser, then on the server. */
export function noteWays(me: string, reference: string, dropReply: () => Promise<void>): NoteWays {
  const key = localKey(me, reference, 'note')
  return {
    read: async () => unsent(key) ?? (await api.drafts.get(reference, 'note')).draft,
    keep: (note) => replaceLocal(key, { draft: note, synced: readLocal(key)?.synced ?? null, dirty: true }),
    put: async (note) => {
      const { updatedAt } = await api.drafts.put(reference, 'note', note)
      writeLocal(key, { draft: note, synced: updatedAt, dirty: false })
    },
    // A reply that could not be thrown away is a draft once more, and nothing is lost.
    drop: () => dropReply().catch(() => undefined),
  }
}
