import type { Draft } from '../../client/types.ts'
import { plain } from './draft-content.ts'

export type NoteWays = {
  /** The note that is begun already. */
  read: () => Promise<Draft | null>
  /** Keeps the note in this browser, and gives the way back to what was kept before. */
  keep: (note: Draft) => () => void
  /** Keeps it on the server. */
  put: (note: Draft) => Promise<void>
  /** Throws the reply away. */
  drop: () => Promise<void>
}

/** Makes a note of what was to be a reply, below a note that is begun already. The reply goes once the note is safe. */
export async function replyAsNote(reply: Pick<Draft, 'html' | 'attachments'>, { read, keep, put, drop }: NoteWays): Promise<void> {
  const note = joined(await read(), reply)
  const undo = keep(note)
  try {
    await put(note)
  } catch (error) {
    // The reply still holds the words: tried again, they would stand in the note twice.
    undo()
    throw error
  }
  await drop()
}

function joined(begun: Draft | null, reply: Pick<Draft, 'html' | 'attachments'>): Draft {
  const before = begun?.attachments ?? []
  const added = (reply.attachments ?? []).filter(({ id }) => !before.some((one) => one.id === id))
  const html = begun && plain(begun.html) !== '' ? `${begun.html}${reply.html}` : reply.html
  return { html, attachments: [...before, ...added] }
}
