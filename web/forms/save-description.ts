import { isProblem } from '../../client/client.ts'
import type { Message, Ticket } from '../../client/types.ts'

/** A description, and the version of its ticket that it was seen in. */
export type Described = { readonly message: Message; readonly version: number | undefined }

type Ways = {
  save: (expectedVersion: number | undefined) => Promise<Ticket>
  read: () => Promise<Described>
}

/**
 * Saves over what was seen, and nothing else: a ticket that only moved on meanwhile is no reason to ask, another
 * description is.
 */
export async function saveDescription(seen: Described, { save, read }: Ways): Promise<{ ticket: Ticket } | { theirs: Described }> {
  try {
    return { ticket: await save(seen.version) }
  } catch (error) {
    if (!isProblem(error, 'version_conflict')) throw error
    const now = await read()
    if (isSame(seen.message, now.message)) return { ticket: await save(now.version) }
    return { theirs: now }
  }
}

function isSame(one: Message, other: Message): boolean {
  return one.editedAt === other.editedAt && one.revision === other.revision
}
