import { expect, it } from 'vitest'
import { ApiProblem } from '../../client/client.ts'
import type { Message, Ticket } from '../../client/types.ts'
import { saveDescription } from './save-description.ts'

const message = { id: '1', text: 'Before', editedAt: null, revision: 1 } as Message
const edited = { ...message, text: 'Theirs', editedAt: '2026-05-01T10:00:00Z', revision: 2 }

/** A ticket at a version, as the server compares it. */
function ticketAt(version: number, now: Message) {
  const tried: (number | undefined)[] = []
  return {
    tried,
    read: async () => ({ message: now, version }),
    save: async (expected: number | undefined) => {
      tried.push(expected)
      if (expected !== version) throw new ApiProblem(409, { code: 'version_conflict' })
      return { version: version + 1 } as Ticket
    },
  }
}

it('a description is saved over the version it was opened in, not over the newest', async () => {
  const ticket = ticketAt(8, edited)
  expect(await saveDescription({ message, version: 7 }, ticket)).toEqual({ theirs: { message: edited, version: 8 } })
  expect(ticket.tried).toEqual([7])
})

it('a ticket that moved on with the same description is saved at once', async () => {
  const ticket = ticketAt(8, message)
  expect(await saveDescription({ message, version: 7 }, ticket)).toEqual({ ticket: { version: 9 } })
  expect(ticket.tried).toEqual([7, 8])
})

it('what else the server says against it is said', async () => {
  const refused = new ApiProblem(422, { code: 'invalid_input' })
  const save = () => Promise.reject(refused)
  await expect(saveDescription({ message, version: 7 }, { save, read: ticketAt(8, message).read })).rejects.toBe(refused)
})
